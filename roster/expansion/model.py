"""What a plan expands to: slots with seats, groups of turns, visits owed. Solver and referee read nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from roster.plan import Plan
from roster.presence import Presence
from roster.result import Roster, RosterSlot
from roster.selection import Selection
from roster.values import Day, Hours
from roster.workdays import WorkingDays


@dataclass(frozen=True, slots=True)
class Seat:
    """One place in a slot; `group` is its group's place in `Expansion.groups`, none where the plan has none."""

    role: str
    standby: bool
    group: int | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A session of a coverage duty. `held` is set where it lies in the past of a replanned roster: who sat there."""

    id: str
    duty: str
    unit: str | None
    date: Day
    nominal_date: Day
    hours: tuple[Hours, ...]
    venue: str | None
    seats: tuple[Seat, ...]
    held: tuple[str | None, ...] | None = None


@dataclass(frozen=True)
class Group:
    """The turns that are shared fairly: one entry of `seats` in one duty and unit, or its standbys.

    `eligible` stands in the order of the circle; `first` is the place of the one who has r = 0. `history` holds
    h for each. `numbers` are the group's seats in order: (place in `Expansion.slots`, place in the slot's seats).
    """

    index: int
    duty: str
    unit: str | None
    role: str
    standby: bool
    eligible: tuple[str, ...]
    history: Mapping[str, int]
    first: int
    rotation: bool
    fairness: Literal["equal", "available"]
    numbers: tuple[tuple[int, int], ...]

    @cached_property
    def slots(self) -> tuple[int, ...]:
        """The places of its slots in `Expansion.slots`, each once, in order."""
        return tuple(dict.fromkeys(slot for slot, _ in self.numbers))


@dataclass(frozen=True, slots=True)
class Need:
    """The visits that a leader owes in a period, and the dates and venues that are open to them.

    `dates` are all on which the visit is allowed and the leader is free, `held` those already made when replanning.
    """

    duty: str
    leader: str
    period: str
    owed: int
    dates: tuple[date, ...]
    venues: tuple[str, ...]
    held: tuple[RosterSlot, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """When replanning: the roster already published, and the date from which it may change."""

    roster: Roster
    start: date


@dataclass(frozen=True)
class Expansion:
    """A plan, interpreted. Slots are sorted by date, then duty, unit and id."""

    plan: Plan
    days: WorkingDays
    selection: Selection
    presence: Presence
    slots: tuple[Slot, ...]
    groups: tuple[Group, ...]
    needs: tuple[Need, ...]
    waived: tuple[Need, ...]
    warnings: tuple[str, ...]
    projected: bool
    past: Past | None = None
    stray_visits: tuple[RosterSlot, ...] = field(default=())
    """Visits held in the past that the plan no longer asks for."""

    def open_from(self) -> date:
        """The first date that may still change."""
        return self.past.start if self.past else self.plan.period.start

    def free(self, leader: str, slot: Slot) -> bool:
        """Whether the leader is available for the slot's hours."""
        return self.presence.free(leader, slot.date, slot.hours)

    @cached_property
    def slot_place(self) -> dict[str, int]:
        """Places in `slots` by id."""
        return {slot.id: place for place, slot in enumerate(self.slots)}

    @cached_property
    def slot_on(self) -> dict[tuple[str, str | None, date], int]:
        """Places in `slots` by duty, unit and the date held."""
        return {(slot.duty, slot.unit, slot.date): place for place, slot in enumerate(self.slots)}
