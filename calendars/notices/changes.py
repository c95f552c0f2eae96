"""What changed in a published schedule, slot by slot, as plain data: what an adjustment notice may print of it.

Why somebody does not come is never read here. Who a leader was that the plan no longer has, the publication record
still knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from calendars.notices.rows import UNKNOWN
from calendars.publication import Publication
from calendars.record import PublicationRecord
from calendars.wording import clock_hours, flat, full_date, month_day, set_name, spoken_hours, weekday
from roster.difference import Entry
from roster.plan import Plan
from roster.result import RosterSeat, RosterSlot

NOTHING, CANCELLED = "—", "取消"

Row = dict[str, object]
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Person:
    """A leader as printed."""

    name: str
    title: str

    def data(self) -> dict[str, str]:
        """As a template sees it."""
        return {"name": self.name, "title": self.title}

    @property
    def cell(self) -> str:
        """In a table: 张　三（县委书记）."""
        return set_name(self.name) + (f"（{self.title}）" if self.title else "")


class People:
    """Leaders by id: as the plan has them, else as they were last published."""

    def __init__(self, plan: Plan, record: PublicationRecord) -> None:
        versions = (version for event in record.events for version in (*event.left, event))
        seated = (person for version in versions for person in version.content.people)
        published = {one.leader: Person(one.name or UNKNOWN, flat(one.title or "")) for one in seated if one.leader}
        named = {leader.id: Person(leader.name, flat(leader.title or "")) for leader in plan.leaders}
        self._known = published | named

    def of(self, leader: str | None) -> Person | None:
        """That leader; None for nobody. An id is never printed."""
        return None if leader is None else self._known.get(leader, Person(UNKNOWN, ""))


@dataclass(frozen=True, slots=True)
class SeatPassed:
    """A place of the slot that another holds now. `opened` says that it is a new place, `closed` that it is none any
    more; an empty standby is as good as none."""

    role: str
    standby: bool
    before: Person | None
    after: Person | None
    opened: bool
    closed: bool

    def data(self) -> Row:
        """As a template sees it."""
        return {
            "role": self.role,
            "before": self.before and self.before.data(),
            "after": self.after and self.after.data(),
            "opened": self.opened,
            "closed": self.closed,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """One slot that changed: as it was published (None: it is new) and as it stands now (None: it is cancelled)."""

    was: RosterSlot | None
    now: RosterSlot | None
    seats: tuple[SeatPassed, ...]
    people: tuple[tuple[str, Person], ...]
    """Who receives there: by the roster now, else as it was; standbys are not among them."""

    @property
    def dates(self) -> list[date]:
        """The dates on which somebody finds it otherwise than published."""
        return [slot.date for slot in (self.was, self.now) if slot]

    @property
    def altered(self) -> list[str]:
        """What of its time and place is another: date, hours, venue."""
        was, now = self.was, self.now
        if was is None or now is None:
            return []
        return [name for name in ("date", "hours", "venue") if getattr(was, name) != getattr(now, name)]

    @property
    def substitution(self) -> bool:
        """Whether nothing but people changed."""
        return self.was is not None and self.now is not None and not self.altered

    def data(self, plan: Plan, year: int, visit: bool) -> Row:
        """As a template sees it; dates of that year are written without it."""
        return {
            "was": self.was and _sitting(plan, self.was, year),
            "now": self.now and _sitting(plan, self.now, year),
            "altered": self.altered,
            "seats": [seat.data() for seat in self.seats],
            "people": [{"role": role, **person.data()} for role, person in self.people],
            "visit": visit,
        }

    def cells(self, plan: Plan, year: int, what: str, vacant: str) -> Cells:
        """Its row in a table."""
        held = self.was or self.now
        assert held is not None
        before, after = (self._side(plan, slot, year) for slot in (self.was, self.now))
        return {
            "date": f"{_day(held.date, year)} {weekday(held.date)}",
            "what": what,
            "before": "；".join(
                [*before, *(_place(seat.role, seat.before, seat.opened, vacant) for seat in self.seats)]
            ),
            "after": "；".join([*after, *(_place(seat.role, seat.after, seat.closed, vacant) for seat in self.seats)]),
        }

    def _side(self, plan: Plan, slot: RosterSlot | None, year: int) -> list[str]:
        """What is told of time and place on one side: of a slot that moved what is another there, of one that stands
        on one side alone everything, with its people."""
        if self.substitution:
            return []
        if slot is None:
            return [NOTHING if self.was is None else CANCELLED]
        sitting = _sitting(plan, slot, year)
        told = [f"{sitting['date']} {sitting['weekday']}"]
        told += [sitting["clock"]] if self._tells("hours") else []
        told += [sitting["venue"]] if self._tells("venue") else []
        people = [] if self.altered else [f"{role}：{person.cell}" for role, person in self.people]
        return [" ".join(filter(None, told)), *people]

    def _tells(self, what: str) -> bool:
        return what in self.altered or not self.altered


def changes_of(publication: Publication, entries: Iterable[Entry]) -> list[Change]:
    """The changes that these entries of the publication's difference make, by date."""
    people = People(publication.plan, publication.record)
    old = {slot.id: slot for slot in publication.before.slots} if publication.before else {}
    new = {slot.id: slot for slot in publication.roster.slots}
    by_slot: dict[str, list[Entry]] = {}
    for entry in entries:
        by_slot.setdefault(entry.slot, []).append(entry)
    return [_change(slot, found, old, new, people) for slot, found in by_slot.items()]


def _change(
    slot: str, entries: Sequence[Entry], old: Mapping[str, RosterSlot], new: Mapping[str, RosterSlot], people: People
) -> Change:
    was = old.get(slot) if any(entry.was for entry in entries) else None
    now = new.get(slot) if any(entry.now for entry in entries) else None
    held = now or was
    seated = [(seat.role, people.of(seat.leader)) for seat in _seats(held)]
    return Change(
        was,
        now,
        tuple(_passed(entries, now, people)) if was and now else (),
        tuple((role, person) for role, person in seated if person),
    )


def _seats(slot: RosterSlot | None) -> Iterator[RosterSeat]:
    return (seat for seat in (slot.seats if slot else ()) if not seat.standby)


def _passed(entries: Sequence[Entry], now: RosterSlot, people: People) -> Iterator[SeatPassed]:
    seated = {seat.leader for seat in _seats(now)}
    for entry in entries:
        before, after = people.of(entry.before), people.of(entry.after)
        # What only moved has the same person on both sides.
        if entry.role is None or entry.before == entry.after:
            continue
        # Of a standby who moved up the seat tells already.
        if entry.standby and after is None and entry.before in seated:
            continue
        opened = entry.kind == "seat_added" or (entry.standby and before is None)
        closed = entry.kind == "seat_removed" or (entry.standby and after is None)
        yield SeatPassed(entry.role, entry.standby, before, after, opened, closed)


def _place(role: str, person: Person | None, none: bool, vacant: str) -> str:
    return f"{role}：{person.cell if person else NOTHING if none else vacant}"


def _sitting(plan: Plan, slot: RosterSlot, year: int) -> dict[str, str]:
    return {
        "date": _day(slot.date, year),
        "weekday": weekday(slot.date),
        "hours": spoken_hours(slot.hours),
        "clock": clock_hours(slot.hours),
        "venue": plan.venue[slot.venue].name if slot.venue in plan.venue else "",
    }


def _day(day: date, year: int) -> str:
    return month_day(day) if day.year == year else full_date(day)
