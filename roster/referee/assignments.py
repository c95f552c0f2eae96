"""Who holds what: the assignments of a roster (or of a plan's pins), indexed as the rules and levels ask for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from roster.expansion import Expansion, Need
from roster.expansion.coverage import is_visit
from roster.expansion.visits import visit_dates
from roster.plan import VisitDuty
from roster.result import RosterSlot
from roster.values import Hours


class Assignment(NamedTuple):
    """One leader in one place. `place` and `number` are those of the slot in `Expansion.slots` and of the seat in
    the slot, none where the plan has no such slot or for a visit; `period` is set for visits alone."""

    slot: str
    duty: str
    unit: str | None
    day: date
    hours: tuple[Hours, ...]
    role: str
    standby: bool
    leader: str
    venue: str | None
    place: int | None
    number: int
    period: str | None
    past: bool

    @property
    def visit(self) -> bool:
        """Whether it is a visit rather than a seat or standby."""
        return self.period is not None


NeedKey = tuple[str, str, str]
"""Duty, leader, period."""


class Assignments:
    """All assignments under judgement, with their indices. Made once for each roster, then only read."""

    def __init__(self, expansion: Expansion, every: Iterable[Assignment]) -> None:
        self.expansion = expansion
        self.every = tuple(every)
        self._visit_days: dict[str, frozenset[date]] = {}

    @cached_property
    def by_leader(self) -> dict[str, list[Assignment]]:
        """Each leader's assignments by date."""
        found: dict[str, list[Assignment]] = defaultdict(list)
        for one in self.every:
            found[one.leader].append(one)
        for held in found.values():
            held.sort(key=lambda one: (one.day, one.slot))
        return dict(found)

    @cached_property
    def by_slot(self) -> dict[str, list[Assignment]]:
        """The seats and standbys of each coverage slot; visits have one leader each and are left out."""
        found: dict[str, list[Assignment]] = defaultdict(list)
        for one in self.every:
            if not one.visit:
                found[one.slot].append(one)
        return dict(found)

    @cached_property
    def visits(self) -> dict[NeedKey, list[Assignment]]:
        """The visits of each duty, leader and period, by date."""
        found: dict[NeedKey, list[Assignment]] = defaultdict(list)
        for one in self.every:
            if one.period is not None:
                found[one.duty, one.leader, one.period].append(one)
        for held in found.values():
            held.sort(key=lambda one: (one.day, one.slot))
        return dict(found)

    @cached_property
    def seated(self) -> dict[tuple[int, int], str]:
        """Who sits where: (place in `Expansion.slots`, place in the slot's seats) to the leader."""
        slots = self.expansion.slots
        return {
            (one.place, one.number): one.leader
            for one in self.every
            if one.place is not None and one.number < len(slots[one.place].seats)
        }

    @cached_property
    def turns(self) -> list[dict[str, list[int]]]:
        """For each group, the numbers of every eligible leader's turns, ascending. Empty seats keep their numbers."""
        found: list[dict[str, list[int]]] = []
        for group, circle in zip(self.expansion.groups, self.circles, strict=True):
            turns: dict[str, list[int]] = defaultdict(list)
            for number, seat in enumerate(group.numbers):
                leader = self.seated.get(seat)
                if leader in circle:
                    turns[leader].append(number)
            found.append(dict(turns))
        return found

    @cached_property
    def circles(self) -> list[frozenset[str]]:
        """The eligible leaders of each group."""
        return [frozenset(group.eligible) for group in self.expansion.groups]

    @cached_property
    def needs(self) -> dict[NeedKey, Need]:
        """What is owed or waived, by duty, leader and period."""
        every = (*self.expansion.waived, *self.expansion.needs)
        return {(need.duty, need.leader, need.period): need for need in every}

    @cached_property
    def venues(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The venues that are open to a visit, by duty and leader; those not selected are left out."""
        return {(duty, leader): need.venues for (duty, leader, _), need in self.needs.items()}

    def visit_days(self, duty: str) -> frozenset[date]:
        """The dates that a visit duty's `when` gives; none for any other duty."""
        if duty not in self._visit_days:
            plan, days = self.expansion.plan, self.expansion.days
            asked = plan.duty.get(duty)
            found = visit_dates(plan, asked, days) if isinstance(asked, VisitDuty) else ()
            self._visit_days[duty] = frozenset(found)
        return self._visit_days[duty]

    def group(self, one: Assignment) -> int | None:
        """The place in `Expansion.groups` of the group whose turn the assignment is."""
        if one.place is None:
            return None
        seats = self.expansion.slots[one.place].seats
        return seats[one.number].group if one.number < len(seats) else None


def of_roster(expansion: Expansion, slots: Sequence[RosterSlot]) -> Assignments:
    """The assignments of a roster's slots, be they of this plan or not."""
    first = expansion.past.start if expansion.past else date.min
    places = expansion.slot_place
    return Assignments(
        expansion,
        (
            Assignment(
                slot=slot.id,
                duty=slot.duty,
                unit=slot.unit,
                day=slot.date,
                hours=slot.hours,
                role=seat.role,
                standby=seat.standby,
                leader=seat.leader,
                venue=slot.venue,
                place=places.get(slot.id),
                number=number,
                period=slot.id.split("/")[2] if is_visit(slot) else None,
                past=slot.date < first,
            )
            for slot in slots
            for number, seat in enumerate(slot.seats)
            if seat.leader is not None
        ),
    )
