"""Seats given to others by hand (substitution, edits): what that breaks is told, and all is recounted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roster.expansion import Expansion
from roster.faults import Fault, InputError
from roster.plan import Plan
from roster.result import Roster
from roster.seating import Place, check_open, interpret, seated
from solver.obstacles import Obstacles
from solver.recount import recounted

Seating = tuple[Place, str | None]
"""A seat, and who is to hold it (None: nobody)."""


def reseat(plan: Plan, roster: Roster, changes: Sequence[Seating], *, digest: str | None = None) -> Roster:
    """The roster in which those seats are held so, and all others as they were.

    Levels, bounds and gaps are those of `recounted`. Raises InputError with all that stands in the way; the paths of
    the faults are the places in `changes` (`[0]`).
    """
    expansion = interpret(plan, roster)
    faults = list(_refused(expansion, changes))
    if not faults:
        emptied = seated(roster.slots, {place.key: None for place, _ in changes})
        obstacles = Obstacles(expansion, emptied)
        for number, (place, leader) in enumerate(changes):
            faults += _in_the_way(obstacles, place, leader, f"[{number}]")
    if faults:
        raise InputError(faults)
    return recounted(expansion, roster, seated(roster.slots, {place.key: leader for place, leader in changes}), digest)


def _refused(expansion: Expansion, changes: Sequence[Seating]) -> Iterator[Fault]:
    """What cannot be changed by hand at all."""
    for number, (place, leader) in enumerate(changes):
        path = f"[{number}]"
        if place.visit:
            yield Fault(path, "走访由欠访的领导本人完成，不能换人。", place.slot.id)
            continue
        if leader is not None and leader not in expansion.plan.leader:
            yield Fault(path, f"名单里没有“{leader}”。", place.slot.id)
        try:
            check_open(expansion, place)
        except InputError as error:
            yield from (Fault(path, fault.reason, place.slot.id) for fault in error.faults)


def _in_the_way(obstacles: Obstacles, place: Place, leader: str | None, path: str) -> Iterator[Fault]:
    if leader is None:
        return
    name = obstacles.plan.leader[leader].name
    slot = obstacles.slot(place.slot.id)
    where = f"{name}不能到{slot.date}的“{place.seat.role}”"
    if leader not in obstacles.eligible(slot, place.seat):
        yield Fault(path, f"{where}：不在人选范围内。", leader)
        return
    for fact in obstacles.to_seat(leader, slot, place.seat):
        yield Fault(path, f"{where}：{fact}。", leader)
