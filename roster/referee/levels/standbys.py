"""Level `standbys`: empty standbys."""

from __future__ import annotations

from collections.abc import Sequence

from roster.referee.assignments import Assignments
from roster.result import RosterSlot


def count(held: Assignments, _: Sequence[RosterSlot]) -> int:
    """How many standbys are empty."""
    return sum(
        seat.standby and (place, number) not in held.seated
        for place, slot in enumerate(held.expansion.slots)
        for number, seat in enumerate(slot.seats)
    )
