"""A duty's slots as rows of plain data: what a notice may print of them, and nothing else.

Who is away and why, why a seat is empty, why a slot was moved: none of it is read here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from calendars.notices.span import Span
from calendars.wording import clock_hours, flat, full_date, month_day, set_name, spoken_hours, weekday
from roster.plan import CoverageDuty, Plan, VisitDuty
from roster.result import Roster, RosterSeat, RosterSlot

UNKNOWN = "—"
"""Stands for someone the plan no longer has: an id is never printed."""

Duty = CoverageDuty | VisitDuty
Row = dict[str, object]
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits there, as it is printed; `name` is empty where nobody does."""

    role: str
    name: str
    title: str
    work: str

    def data(self) -> dict[str, str]:
        """As a template sees it."""
        return {"role": self.role, "name": self.name, "title": self.title, "work": self.work}


@dataclass(frozen=True, slots=True)
class Session:
    """One slot, as it is printed. `moved` is none, or says whence and how: later, earlier, order or hours."""

    date: str
    weekday: str
    clock: str
    spoken: str
    venue: str
    seats: tuple[Person, ...]
    standbys: tuple[Person, ...]
    moved: dict[str, str] | None

    def _vacant(self) -> list[Row]:
        """The roles with empty seats, and how many; none where the role has but the one seat."""
        seats = Counter(person.role for person in self.seats)
        empty = Counter(person.role for person in self.seats if not person.name)
        return [{"role": role, "count": count if seats[role] > 1 else None} for role, count in empty.items()]

    def data(self, moved: str) -> Row:
        """As a template sees it; `moved` says in words that the slot was."""
        return {
            "date": self.date,
            "weekday": self.weekday,
            "hours": self.spoken,
            "venue": self.venue,
            "people": [person.data() for person in self.seats if person.name],
            "vacant": self._vacant(),
            "standbys": [person.data() for person in self.standbys],
            "moved": moved,
        }


def slots_of(plan: Plan, roster: Roster, duty: Duty, unit: str | None) -> list[RosterSlot]:
    """The duty's slots at that unit; of a visit duty, with a unit, those of the unit's leaders.

    By date, then venue and leader as they stand in the plan.
    """
    found = [slot for slot in roster.slots if slot.duty == duty.id]
    if isinstance(duty, CoverageDuty):
        found = [slot for slot in found if slot.unit == unit]
    elif unit is not None:
        found = [slot for slot in found if any(_unit_of(plan, seat) == unit for seat in slot.seats)]
    return in_order(plan, found)


def in_order(plan: Plan, slots: Iterable[RosterSlot]) -> list[RosterSlot]:
    """Slots by date, then venue, unit and leader (by `order`, those without it last) as they stand in the plan."""
    venues = {venue.id: place for place, venue in enumerate(plan.venues)}
    units = {unit.id: place for place, unit in enumerate(plan.units)}
    leaders = {
        leader.id: (units.get(leader.unit, len(units)), leader.order is None, leader.order or 0, place)
        for place, leader in enumerate(plan.leaders)
    }
    last = (len(units), True, 0, len(leaders))

    def order(slot: RosterSlot) -> tuple[object, ...]:
        venue = venues.get(slot.venue or "", len(venues))
        return slot.date, venue, leaders.get(slot.seats[0].leader or "", last) if slot.seats else last, slot.id

    return sorted(slots, key=order)


def sessions(plan: Plan, duty: Duty, slots: Iterable[RosterSlot], span: Span) -> list[Session]:
    """The slots held in the span, as they are printed."""
    ordered = ordered_moves(plan, duty)
    written = month_day if span.start.year == span.end.year else full_date
    return [
        Session(
            date=written(slot.date),
            weekday=weekday(slot.date),
            clock=clock_hours(slot.hours),
            spoken=spoken_hours(slot.hours),
            venue=plan.venue[slot.venue].name if slot.venue in plan.venue else "",
            seats=tuple(_person(plan, seat) for seat in slot.seats if not seat.standby),
            standbys=tuple(_person(plan, seat) for seat in slot.seats if seat.standby and seat.leader),
            moved=_moved(slot, (slot.unit, slot.nominal_date) in ordered, duty),
        )
        for slot in slots
        if slot.date in span
    ]


def ordered_moves(plan: Plan, duty: Duty) -> set[tuple[str | None, date]]:
    """The slots that the office itself moved, by unit and nominal date."""
    return {(move.unit, move.date) for move in plan.moves if move.duty == duty.id and move.to is not None}


def displaced(plan: Plan, duty: Duty, slots: Iterable[RosterSlot], span: Span) -> list[tuple[date, date]]:
    """The nominal and the new date of each slot that gave way to a holiday, if either lies in the span."""
    ordered = ordered_moves(plan, duty)
    found = {
        (slot.nominal_date, slot.date)
        for slot in slots
        if slot.date != slot.nominal_date and (slot.unit, slot.nominal_date) not in ordered
    }
    return sorted(dates for dates in found if any(day in span for day in dates))


def cells(session: Session, remark: str, vacant: str) -> list[Cells]:
    """A session's rows in a table: one for each seat. What all of them share stands in the first alone."""
    shared = {
        "date": f"{session.date} {session.weekday}",
        "hours": session.clock,
        "venue": session.venue,
        "standby": "、".join(set_name(person.name) for person in session.standbys),
        "remark": remark,
    }
    rows: list[Cells] = []
    for person in session.seats:
        own = {"role": person.role, "leader": set_name(person.name) if person.name else vacant}
        rows.append({**(shared if not rows else {}), **own, "title": person.title, "work": person.work})
    return rows


def roles(found: Sequence[Session]) -> list[str]:
    """The roles that are printed, each once, in order."""
    return list(dict.fromkeys(person.role for session in found for person in session.seats))


def _unit_of(plan: Plan, seat: RosterSeat) -> str | None:
    return plan.leader[seat.leader].unit if seat.leader in plan.leader else None


def _person(plan: Plan, seat: RosterSeat) -> Person:
    if seat.leader is None:
        return Person(seat.role, "", "", "")
    if seat.leader not in plan.leader:
        return Person(seat.role, UNKNOWN, "", "")
    leader = plan.leader[seat.leader]
    return Person(seat.role, leader.name, flat(leader.title or ""), "、".join(leader.portfolio))


def _moved(slot: RosterSlot, ordered: bool, duty: Duty) -> dict[str, str] | None:
    if slot.date == slot.nominal_date:
        return {"how": "hours", "from": ""} if ordered and slot.hours != duty.hours else None
    nominal = slot.nominal_date
    origin = month_day(nominal) if nominal.year == slot.date.year else full_date(nominal)
    how = "order" if ordered else "later" if slot.date > nominal else "earlier"
    return {"how": how, "from": origin}
