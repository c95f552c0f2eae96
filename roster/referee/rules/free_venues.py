"""Visits whose venue is still open (pins need not name one) find one on their date, beside those that name theirs.

Whether they do is a matching of visits with venues of a capacity, grown by augmenting paths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from roster.plan import VisitDuty
from roster.referee.assignments import Assignment, Assignments
from roster.referee.rules.targets import Target, pins_in_force, target, target_of
from roster.referee.verdict import Conflict, Rule

RULE = Rule("free_venues", "走访地点不足")

Forbids = Mapping[Target, Mapping[str, int]]
"""The venues forbidden to a visit, each with its pin's place in the plan."""


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """For each duty and date on which the visits do not fit: a set that does not, and would without any one."""
    undecided = {(one.duty, one.day) for one in held.every if one.visit and not one.past and one.venue is None}
    crowds: dict[tuple[str, date], list[Assignment]] = defaultdict(list)
    for one in held.every if undecided else ():
        if one.visit and (one.duty, one.day) in undecided and (one.duty, one.leader) in held.venues:
            crowds[one.duty, one.day].append(one)
    duties = {duty.id: (n, duty) for n, duty in enumerate(held.expansion.plan.duties) if isinstance(duty, VisitDuty)}
    forbids = _forbids(held)
    for (name, day), crowd in crowds.items():
        number, duty = duties[name]
        if found := _smallest(held, crowd, duty.capacity, forbids):
            visits, closing = found
            path = f"duties[{number}].capacity" if len(visits) > 1 else f"duties[{number}].venues"
            text = f"{day}这{len(visits)}次走访没有足够的地点"
            yield Conflict(RULE, visits, (*(f"pins[{pin}]" for pin in closing), path), text)


def _smallest(
    held: Assignments, crowd: list[Assignment], capacity: int, forbids: Forbids
) -> tuple[tuple[Assignment, ...], tuple[int, ...]] | None:
    """Visits and forbids that do not fit together, and would without any one of them; None where all fit."""
    found = _overfull([_open(held, one, forbids) for one in crowd], capacity)
    if found is None:
        return None
    numbers, full = found
    crowding = tuple(crowd[number] for number in numbers)
    closing = {
        forbids[target_of(one)][venue]
        for one in crowding
        if one.venue is None
        for venue in held.venues[one.duty, one.leader]
        if venue not in full
    }
    return crowding, tuple(sorted(closing))


def _forbids(held: Assignments) -> Forbids:
    found: dict[Target, dict[str, int]] = defaultdict(dict)
    for number, pin in pins_in_force(held.expansion):
        if pin.forbid and pin.venue is not None:
            found[target(held.expansion.plan, pin)].setdefault(pin.venue, number)
    return found


def _open(held: Assignments, one: Assignment, forbids: Forbids) -> list[str]:
    """The venues open to a visit: the one it names, else all that no forbid takes from it."""
    if one.venue is not None:
        return [one.venue]
    closed = forbids.get(target_of(one), {})
    return [venue for venue in held.venues[one.duty, one.leader] if venue not in closed]


def _overfull(visits: list[list[str]], capacity: int) -> tuple[list[int], set[str]] | None:
    """Numbers of visits, all of whose venues (given too) are full with the rest of them; None where every visit finds
    a venue. By Hall's theorem these are one too many, and without any one of them the others fit."""
    taken: dict[str, list[int]] = defaultdict(list)
    for number in range(len(visits)):
        reached: dict[str, int] = {}
        queue = [number]
        for visit in queue:
            fresh = [venue for venue in visits[visit] if venue not in reached]
            reached |= dict.fromkeys(fresh, visit)
            free = next((venue for venue in fresh if len(taken[venue]) < capacity), None)
            if free is not None:
                _shift(free, number, reached, taken)
                break
            queue += [other for venue in fresh for other in taken[venue]]
        else:
            return queue, set(reached)
    return None


def _shift(venue: str, number: int, reached: dict[str, int], taken: dict[str, list[int]]) -> None:
    """Moves every visit on the path that reached `venue` one venue on, and so makes room for visit `number`."""
    while (visit := reached[venue]) != number:
        left = next(one for one in reached if visit in taken[one])
        taken[left].remove(visit)
        taken[venue].append(visit)
        venue = left
    taken[venue].append(number)
