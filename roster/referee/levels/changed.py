"""Level `changes`: what a replanned roster changes in the one already published."""

from __future__ import annotations

from collections.abc import Sequence

from roster.changes import changes
from roster.referee.assignments import Assignments
from roster.result import RosterSlot


def count(held: Assignments, slots: Sequence[RosterSlot]) -> int:
    """What the changes cost; nothing where there is no roster to compare with."""
    past = held.expansion.past
    return changes(held.expansion, past.roster, slots) if past else 0
