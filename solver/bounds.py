"""Lower bounds of levels that need no search: what groups cost alone, and visits spread as evenly as can be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from solver.parts import Part, free_duties, held_visits

EVERYONE = None
"""Stands for all leaders together."""


def least_spread(part: Part) -> int:
    """The level `spread` of a part whose visits are all made, dates and capacities set aside: Σ over venues of visits²
    and, for each leader, Σ over venues of visits² are least when the visits are shared as evenly as can be."""
    return sum(_duty(part, duty) for duty in free_duties(part))


def _duty(part: Part, duty: str) -> int:
    new: Counter[str | None] = Counter()
    held: dict[str | None, Counter[str | None]] = defaultdict(Counter)
    venues: set[str] = set()
    for need in (part.expansion.needs[index] for index in part.needs):
        if need.duty == duty:
            venues.update(need.venues)
            for who in (EVERYONE, need.leader):
                new[who] += max(0, need.owed - len(need.held))
    for visit in held_visits(part):
        if visit.duty == duty:
            for who in (EVERYONE, visit.seats[0].leader):
                held[who][visit.venue] += 1
    return sum(
        _level_out([held[who][venue] for venue in sorted(venues)], new[who]) + _rest(held[who], venues)
        for who in {**new, **held}
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
