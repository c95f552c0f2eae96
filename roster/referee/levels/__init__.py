"""The levels of what is optimal, one module each, recounted from a roster's slots."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from roster.expansion import Expansion
from roster.referee.assignments import Assignments, of_roster
from roster.referee.levels import changed, fairness, preferences, quotas, rotation, seats, spread, standbys, visits
from roster.result import RosterSlot

CHANGES = "changes"
LEVELS: dict[str, Callable[[Assignments, Sequence[RosterSlot]], int]] = {
    "seats": seats.count,
    "visits": visits.count,
    "quotas": quotas.count,
    "standbys": standbys.count,
    CHANGES: changed.count,
    "fairness": fairness.count,
    "rotation": rotation.count,
    "spread": spread.count,
    "preferences": preferences.count,
}
"""Every level in its order, the highest first."""


def level_names(expansion: Expansion) -> tuple[str, ...]:
    """The levels that a roster of the plan has, in order: `changes` only when replanning."""
    return tuple(name for name in LEVELS if name != CHANGES or expansion.past)


def count_levels(expansion: Expansion, slots: Sequence[RosterSlot]) -> dict[str, int]:
    """The value of each level, in order, of a roster with these slots (those of the past included)."""
    held = of_roster(expansion, slots)
    return {name: LEVELS[name](held, slots) for name in level_names(expansion)}
