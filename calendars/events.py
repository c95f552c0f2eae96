"""Events: what is published of each session of a roster, as plain facts, and in which feeds it stands.

A session is one entry of a slot's `hours`: morning and afternoon are two events. The facts are those that a notice
prints anyway; the reason of an absence or of a gap, a leader's portfolio and telephone number are none of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, NaiveDatetime

from calendars.notices.regulation import in_force
from roster.faults import Fault, InputError, expected
from roster.plan import CoverageDuty, Plan, VisitDuty
from roster.plan.duties import Access
from roster.result import Roster, RosterSeat, RosterSlot
from roster.values import Hours, fault

_VISIT_PARTS = 4
"""DUTY/LEADER/PERIOD/K."""
URI_CHARACTERS = "%/:?#[]@!$&'()*+,;=~"


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise fault(expected("IANA 时区名（如 Asia/Shanghai）", name)) from None
    return name


class Fact(BaseModel):
    """A part of what was published: never changed, and nothing in it that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FeedKind(StrEnum):
    """For whom a feed is: one leader, one unit, one duty, a whole office. Only a leader's is private."""

    LEADER = "leaders"
    UNIT = "units"
    DUTY = "duties"
    OFFICE = "office"


class Feed(Fact):
    """A feed: its kind, and the id of its leader, unit or duty (none for the office's)."""

    kind: FeedKind
    id: str | None = None

    @property
    def public(self) -> bool:
        """Whether it holds only what everyone may read."""
        return self.kind is not FeedKind.LEADER


OFFICE = Feed(kind=FeedKind.OFFICE)


class Key(NamedTuple):
    """What an event is for ever: its slot's id and the number of the session in the slot's `hours`, from 0."""

    slot: str
    session: int


class Person(Fact):
    """A place in the session; without a leader it is still open."""

    role: str
    standby: bool = False
    leader: str | None = None
    name: str | None = None
    title: str | None = None


class Content(Fact):
    """What is published of one session. `start` and `end` are local to `timezone`; `unit` is the name of the unit
    that holds the session, `units` the names, by id, of all units in whose feeds it stands; `url` the office's address.
    """

    duty: str
    duty_name: str
    start: NaiveDatetime
    end: NaiveDatetime
    timezone: Annotated[str, AfterValidator(_zone)]
    venue: str | None = None
    address: str | None = None
    unit: str | None = None
    units: dict[str, str] = {}
    people: tuple[Person, ...] = ()
    basis: str | None = None
    form: str | None = None
    access: Access | None = None
    accompany: str | None = None
    note: str | None = None
    url: str | None = None

    def feeds(self) -> set[Feed]:
        """The feeds it stands in: the office's, its duty's, its units', and those of everyone in it."""
        return {
            OFFICE,
            Feed(kind=FeedKind.DUTY, id=self.duty),
            *(Feed(kind=FeedKind.UNIT, id=unit) for unit in self.units),
            *(Feed(kind=FeedKind.LEADER, id=person.leader) for person in self.people if person.leader is not None),
        }

    def person(self, leader: str) -> Person | None:
        """The place of that leader, if they have one."""
        return next((person for person in self.people if person.leader == leader), None)


def uid(*parts: str | int) -> str:
    """The UID (RFC 5545 section 3.8.4.7) of what the parts name: the same parts give the same UID, on any machine."""
    named = json.dumps(parts, ensure_ascii=True).encode("ascii")
    return f"{hashlib.sha256(named).hexdigest()[:40]}@lunzhi"


def office_name(plan: Plan) -> str:
    """The office's name; where the plan names none, that of its first unit."""
    return plan.office.name if plan.office else plan.units[0].name


def base_address(plan: Plan) -> str | None:
    """The address under which the office publishes, a URI (RFC 3986), or None; InputError if it is no web address."""
    found = plan.office.base_url if plan.office else None
    if found is None:
        return None
    try:
        parts = urlsplit(found)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(map(str.isspace, found))
    except ValueError:
        usable = False
    if not usable:
        raise InputError([Fault("office.base_url", expected("网址（以 http:// 或 https:// 开头）", found))])
    return quote(found, safe=URI_CHARACTERS)


def contents(plan: Plan, roster: Roster, published: Mapping[Key, Content]) -> Iterator[tuple[Key, Content]]:
    """Every session of the roster with its facts.

    A replanned roster may hold past slots of which the plan no longer knows the duty or the people: they stand as they
    were `published`.
    """
    url = base_address(plan)
    for slot in roster.slots:
        known = _knows(plan, slot)
        for session, hours in enumerate(slot.hours):
            key = Key(_lasting_id(plan, slot), session)
            before = None if known else published.get(key)
            yield key, before or _content(plan, slot, hours, url)


def _lasting_id(plan: Plan, slot: RosterSlot) -> str:
    """The slot's id, and for a visit owed per plan the plan's first day: the next plan's visit bears the same id, and
    would otherwise take the place of this one."""
    parts = slot.id.split("/")
    own = len(parts) == _VISIT_PARTS and parts[2] == "period"
    return f"{slot.id}/{plan.period.start}" if own else slot.id


def _knows(plan: Plan, slot: RosterSlot) -> bool:
    leaders = (seat.leader for seat in slot.seats if seat.leader is not None)
    return (
        slot.duty in plan.duty
        and (slot.unit is None or slot.unit in plan.unit)
        and (slot.venue is None or slot.venue in plan.venue)
        and all(leader in plan.leader for leader in leaders)
    )


def _content(plan: Plan, slot: RosterSlot, hours: Hours, url: str | None) -> Content:
    start, end = hours.on(slot.date)
    venue = plan.venue.get(slot.venue) if slot.venue is not None else None
    units = _units(plan, slot)
    return Content(
        duty=slot.duty,
        start=start,
        end=end,
        timezone=plan.timezone,
        venue=venue.name if venue else slot.venue,
        address=venue.address if venue else None,
        unit=units.get(slot.unit) if slot.unit is not None else None,
        units=units,
        people=tuple(_person(plan, seat) for seat in slot.seats),
        url=url,
        **_printed(plan.duty.get(slot.duty), slot.duty),
    )


def _printed(duty: CoverageDuty | VisitDuty | None, duty_id: str) -> dict[str, Any]:
    if duty is None:
        return {"duty_name": duty_id}
    printed = {name: getattr(duty, name) for name in ("basis", "form", "access", "accompany", "note")}
    printed |= {name: in_force(printed[name]) for name in ("basis", "accompany", "note") if printed[name]}
    return {"duty_name": duty.name, **printed}


def _units(plan: Plan, slot: RosterSlot) -> dict[str, str]:
    """The unit that holds the slot, and those of everyone who sits or stands by in it, in order of id."""
    members = (plan.leader.get(seat.leader) for seat in slot.seats if seat.leader is not None)
    ids = {leader.unit for leader in members if leader} | ({slot.unit} if slot.unit is not None else set())
    return {unit: plan.unit[unit].name if unit in plan.unit else unit for unit in sorted(ids)}


def _person(plan: Plan, seat: RosterSeat) -> Person:
    leader = plan.leader.get(seat.leader) if seat.leader is not None else None
    return Person(
        role=seat.role,
        standby=seat.standby,
        leader=seat.leader,
        name=leader.name if leader else seat.leader,
        title=leader.title if leader else None,
    )
