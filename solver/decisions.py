"""What is decided: who sits where, and when and where each visit is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from roster.expansion import Expansion


class Turn(NamedTuple):
    """A day that a leader already gives to a duty; `counts` is false for a standby, which no limit counts."""

    day: date
    duty: str
    counts: bool


Ledger = Mapping[str, Iterable[Turn]]
"""By leader, the turns that are fixed outside of what is being decided."""


@dataclass
class Decisions:
    """`seats` maps (place of the slot, place of the seat) to a leader, empty seats left out; `visits` maps the place
    of a need to its dates and venues, by date."""

    seats: dict[tuple[int, int], str] = field(default_factory=dict)
    visits: dict[int, tuple[tuple[date, str], ...]] = field(default_factory=dict)

    def with_(self, other: Decisions) -> Decisions:
        """Both together; where both decide, the other holds."""
        return Decisions({**self.seats, **other.seats}, {**self.visits, **other.visits})

    def turns(self, expansion: Expansion) -> dict[str, list[Turn]]:
        """The same as a ledger."""
        found: dict[str, list[Turn]] = defaultdict(list)
        for (slot, seat), leader in self.seats.items():
            held = expansion.slots[slot]
            found[leader].append(Turn(held.date, held.duty, not held.seats[seat].standby))
        for need, visits in self.visits.items():
            owed = expansion.needs[need]
            found[owed.leader] += [Turn(day, owed.duty, True) for day, _ in visits]
        return found


def past_turns(expansion: Expansion) -> dict[str, list[Turn]]:
    """What was held before the date of a replanning."""
    found: dict[str, list[Turn]] = defaultdict(list)
    for slot in expansion.slots:
        for seat, leader in zip(slot.seats, slot.held or (), strict=False):
            if leader is not None:
                found[leader].append(Turn(slot.date, slot.duty, not seat.standby))
    visits = [visit for need in expansion.needs for visit in need.held]
    for visit in (*visits, *expansion.stray_visits):
        for seat_held in visit.seats:
            if seat_held.leader is not None:
                found[seat_held.leader].append(Turn(visit.date, visit.duty, True))
    return found


def merge(*ledgers: Ledger) -> dict[str, list[Turn]]:
    """Ledgers together."""
    found: dict[str, list[Turn]] = defaultdict(list)
    for ledger in ledgers:
        for leader, turns in ledger.items():
            found[leader] += turns
    return found
