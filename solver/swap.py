"""Two leaders swap their turns: both directions checked, the levels recounted."""

from __future__ import annotations

from collections.abc import Iterator

from roster.expansion import Expansion
from roster.faults import Fault, InputError
from roster.plan import Plan
from roster.result import Roster
from roster.seating import Place, check_open, interpret, seated
from solver.obstacles import Obstacles
from solver.recount import recounted


def swap(plan: Plan, roster: Roster, one: Place, other: Place, *, digest: str | None = None) -> Roster:
    """The roster in which the holders of two seats have changed places, checked by the referee.

    Levels, bounds and gaps are those of `recounted`.

    Raises InputError with all that stands in the way, in both directions.
    """
    expansion = interpret(plan, roster)
    faults = list(_refused(expansion, one, other))
    if not faults:
        emptied = seated(roster.slots, {one.key: None, other.key: None})
        obstacles = Obstacles(expansion, emptied)
        faults = [*_in_the_way(obstacles, one, other, "slot"), *_in_the_way(obstacles, other, one, "with")]
    if faults:
        raise InputError(faults)
    slots = seated(roster.slots, {one.key: other.holder, other.key: one.holder})
    return recounted(expansion, roster, slots, digest)


def _refused(expansion: Expansion, one: Place, other: Place) -> Iterator[Fault]:
    """What makes it no swap at all."""
    for path, place in (("slot", one), ("with", other)):
        if place.visit:
            yield Fault(path, "走访由欠访的领导本人完成，不能对调。", place.slot.id)
            continue
        try:
            check_open(expansion, place)
        except InputError as error:
            yield from (Fault(path, fault.reason, place.slot.id) for fault in error.faults)
        if place.holder is None:
            yield Fault(path, f"“{place.seat.role}”空缺，没有人可以对调。", place.slot.id)
    if one.slot.id == other.slot.id and (one.seat.role, one.seat.standby) == (other.seat.role, other.seat.standby):
        yield Fault("with", "两个席位在同一场、同一岗位，不用对调。", other.slot.id)
    elif one.holder is not None and one.holder == other.holder:
        yield Fault("with", "两个席位是同一个人，不用对调。", one.holder)


def _in_the_way(obstacles: Obstacles, leaves: Place, enters: Place, path: str) -> Iterator[Fault]:
    """What keeps the holder of one seat from the other."""
    leader = leaves.holder
    assert leader is not None
    name = obstacles.plan.leader[leader].name if leader in obstacles.plan.leader else leader
    slot = obstacles.slot(enters.slot.id)
    where = f"{name}不能到{slot.date}的“{enters.seat.role}”"
    if leader not in obstacles.eligible(slot, enters.seat):
        yield Fault(path, f"{where}：不在人选范围内。", leader)
        return
    for fact in obstacles.to_seat(leader, slot, enters.seat):
        yield Fault(path, f"{where}：{fact}。", leader)
