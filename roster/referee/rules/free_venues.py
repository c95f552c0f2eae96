"""Visits whose venue is still open (pins need not name one) find one on their date, beside those that name theirs.

Whether they do is a matching of visits with venues of a capacity, grown by augmenting paths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from roster.plan import VisitDuty
from roster.referee.assignments import Assignment, Assignments
from roster.referee.rules.targets import Target, pins_in_force, target, target_of
from roster.referee.verdict import Conflict, Rule

RULE = Rule("free_venues", "走访地点不足")

Forbids = Mapping[Target, list[tuple[int, str]]]
"""The venues forbidden to a visit, each with its pin's place in the plan."""


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """For each duty and date on which the visits do not fit: a set that does not, and would without any one."""
    undecided = {(one.duty, one.day) for one in held.every if one.visit and not one.past and one.venue is None}
    crowds: dict[tuple[str, date], list[Assignment]] = defaultdict(list)
    for one in held.every if undecided else ():
        if one.visit and (one.duty, one.day) in undecided and (one.duty, one.leader) in held.venues:
            crowds[one.duty, one.day].append(one)
    duties = {duty.id: (n, duty) for n, duty in enumerate(held.expansion.plan.duties) if isinstance(duty, VisitDuty)}
    for (name, day), crowd in crowds.items():
        number, duty = duties[name]
        if found := _smallest(held, crowd, duty.capacity):
            visits, forbids = found
            path = f"duties[{number}].capacity" if len(visits) > 1 else f"duties[{number}].venues"
            text = f"{day}这{len(visits)}次走访没有足够的地点"
            yield Conflict(RULE, visits, (*(f"pins[{pin}]" for pin in forbids), path), text)


def _smallest(
    held: Assignments, crowd: list[Assignment], capacity: int
) -> tuple[tuple[Assignment, ...], tuple[int, ...]] | None:
    """Visits and forbids that do not fit together; None where all do. What can be left out is, forbids first, visits
    that name their venue last, as those are in conflict in the smallest numbers."""
    forbids = _forbids(held)
    ruled = {pin for one in crowd for pin, _ in forbids.get(target_of(one), ())}

    def fit(visits: Iterable[Assignment], pins: set[int]) -> bool:
        return _fit([_open(held, one, forbids, pins) for one in visits], capacity)

    if fit(crowd, ruled):
        return None
    for pin in sorted(ruled):
        if not fit(crowd, ruled - {pin}):
            ruled.remove(pin)
    left = sorted(crowd, key=lambda one: one.venue is None)
    for one in reversed(list(left)):
        fewer = [other for other in left if other is not one]
        if not fit(fewer, ruled):
            left = fewer
    # A forbid may have become idle with the visits that are gone.
    for pin in sorted(ruled):
        if not fit(left, ruled - {pin}):
            ruled.remove(pin)
    return tuple(left), tuple(sorted(ruled))


def _forbids(held: Assignments) -> Forbids:
    found: dict[Target, list[tuple[int, str]]] = defaultdict(list)
    for number, pin in pins_in_force(held.expansion):
        if pin.forbid and pin.venue is not None:
            found[target(held.expansion.plan, pin)].append((number, pin.venue))
    return found


def _open(held: Assignments, one: Assignment, forbids: Forbids, pins: set[int]) -> list[str]:
    """The venues open to a visit: the one it names, else all that no forbid among `pins` takes from it."""
    if one.venue is not None:
        return [one.venue]
    closed = {venue for pin, venue in forbids.get(target_of(one), ()) if pin in pins}
    return [venue for venue in held.venues[one.duty, one.leader] if venue not in closed]


def _fit(visits: list[list[str]], capacity: int) -> bool:
    """Whether every visit finds one of its venues, none of which takes more than `capacity`."""
    taken: dict[str, list[int]] = defaultdict(list)
    return all(_place(number, visits, taken, capacity) for number in range(len(visits)))


def _place(number: int, visits: list[list[str]], taken: dict[str, list[int]], capacity: int) -> bool:
    """Finds the visit a venue, moving others on where needed: breadth first, so that plans of any size are safe."""
    reached: dict[str, int] = {}
    queue = [number]
    for visit in queue:
        for venue in visits[visit]:
            if venue in reached:
                continue
            reached[venue] = visit
            if len(taken[venue]) < capacity:
                _shift(venue, number, reached, visits, taken)
                return True
            queue += taken[venue]
    return False


def _shift(
    venue: str, number: int, reached: dict[str, int], visits: list[list[str]], taken: dict[str, list[int]]
) -> None:
    """Moves every visit on the path to `venue` one step on."""
    visit = reached[venue]
    while visit != number:
        left = next(one for one in visits[visit] if visit in taken[one])
        taken[left].remove(visit)
        taken[venue].append(visit)
        venue, visit = left, reached[left]
    taken[venue].append(number)
