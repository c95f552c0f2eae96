"""Lower bounds of levels that need no search: what groups cost alone, and visits spread as evenly as can be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable

from roster.plan import VisitDuty
from solver.parts import Part


def least_spread(part: Part) -> int:
    """The level `spread` of a part whose visits are all made, dates and capacities set aside: Σ over venues of visits²
    and, for each leader, Σ over venues of visits² are least when the visits are shared as evenly as can be."""
    total = 0
    for duty in {part.expansion.needs[need].duty for need in part.needs}:
        found = part.expansion.plan.duty[duty]
        if isinstance(found, VisitDuty) and found.venues != "linked":
            total += _duty(part, duty)
    return total


def _duty(part: Part, duty: str) -> int:
    new: Counter[Hashable] = Counter()
    held: dict[Hashable, Counter[str | None]] = defaultdict(Counter)
    venues: set[str] = set()
    for index in part.needs:
        need = part.expansion.needs[index]
        if need.duty == duty:
            venues.update(need.venues)
            for key in ("all", ("leader", need.leader)):
                new[key] += max(0, need.owed - len(need.held))
                held[key].update(visit.venue for visit in need.held)
    return sum(
        _level_out([held[key][venue] for venue in sorted(venues)], new[key]) + _rest(held[key], venues) for key in new
    )


def _rest(held: Counter[str | None], venues: set[str]) -> int:
    return sum(load * load for venue, load in held.items() if venue not in venues)


def _level_out(loads: Iterable[int], count: int) -> int:
    """Σ load² after `count` more are given to the least loaded, one by one."""
    level = sorted(loads)
    for _ in range(count):
        level[0] += 1
        level.sort()
    return sum(load * load for load in level)
