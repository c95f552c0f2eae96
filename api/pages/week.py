"""What is held on some days: the published sessions with the names of those who hold them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from api.service import history, plans, versions
from api.service.history import Attended
from api.web.context import database, office_id
from roster.plan import Plan
from roster.result import RosterSlot


@dataclass(frozen=True, slots=True)
class Held:
    """A seat: who was to hold it and who does or did (both None: nobody), and why nobody did; `number` is its place in
    the slot."""

    number: int
    role: str
    standby: bool
    planned: str | None
    leader: str | None
    leader_id: str | None
    recorded: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session: what, where, by whom."""

    plan: int
    slot: RosterSlot
    duty: str
    unit: str
    venue: str
    seats: tuple[Held, ...]

    @property
    def waits(self) -> bool:
        """Whether nobody has recorded yet how it was held."""
        return any(not seat.recorded for seat in self.seats if not seat.standby)


def sittings(start: date, end: date) -> list[Sitting]:
    """The published sessions of this office on those dates, both included, by date and hours."""
    with database().reading() as session:
        seats = list(history.attended(session, office_id(), start, end))
        rows = {number: plans.get(session, office_id(), number) for number in {one.plan for one in seats}}
        current = {number: versions.published(session, row) for number, row in rows.items()}
        known = {number: versions.plan_of(row) for number, row in current.items() if row is not None}
    found = list(_sittings(known, seats))
    return sorted(found, key=lambda one: (one.slot.date, one.slot.hours, one.slot.id))


def _sittings(known: dict[int, Plan], seats: list[Attended]) -> Iterator[Sitting]:
    for (number, _), group in groupby(seats, key=lambda one: (one.plan, one.slot.id)):
        listed = list(group)
        yield _sitting(number, known[number], listed)


def _sitting(number: int, plan: Plan, seats: list[Attended]) -> Sitting:
    slot = seats[0].slot
    names = {one.id: one.name for one in plan.leaders}
    units = {one.id: one.name for one in plan.units}
    venues = {one.id: one.name for one in plan.venues}
    held = tuple(
        Held(
            one.number,
            one.seat.role,
            one.seat.standby,
            names.get(one.seat.leader or ""),
            names.get(one.leader or ""),
            one.leader,
            one.recorded,
            one.reason,
        )
        for one in seats
    )
    duty = plan.duty[slot.duty].name if slot.duty in plan.duty else slot.duty
    return Sitting(number, slot, duty, units.get(slot.unit or "", ""), venues.get(slot.venue or "", ""), held)
