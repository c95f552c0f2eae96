"""Level `fairness`: over groups, the sum over eligible leaders of (h+t)² − h², or in proportion to presence."""

from __future__ import annotations

from collections.abc import Sequence

from roster.expansion import Group
from roster.referee.assignments import Assignments
from roster.result import RosterSlot
from roster.turns import Turns


def count(held: Assignments, _: Sequence[RosterSlot]) -> int:
    """The sum over groups."""
    found = 0
    for group, turns in zip(held.expansion.groups, held.turns, strict=True):
        taken = {leader: len(numbers) for leader, numbers in turns.items()}
        found += _equal(group, taken) if group.fairness == "equal" else _available(Turns(held.expansion, group), taken)
    return found


def _equal(group: Group, taken: dict[str, int]) -> int:
    return sum((group.history[leader] + t) ** 2 - group.history[leader] ** 2 for leader, t in taken.items())


def _available(turns: Turns, taken: dict[str, int]) -> int:
    return sum(turns.fairness(leader, k) for leader, t in taken.items() for k in range(1, t + 1))
