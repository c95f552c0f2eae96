"""Level `visits`: visits owed and not held."""

from __future__ import annotations

from collections.abc import Sequence

from roster.expansion import Need
from roster.referee.assignments import Assignments
from roster.result import RosterSlot


def count(held: Assignments, _: Sequence[RosterSlot]) -> int:
    """How many visits are missed."""
    return sum(missed(held, need) for need in held.expansion.needs)


def missed(held: Assignments, need: Need) -> int:
    """How many of the visits that a need owes are not held."""
    return max(0, need.owed - len(held.visits.get((need.duty, need.leader, need.period), ())))
