"""Sessions as structured data for search engines and assistants: an Event of schema.org for each.

All facts are those of the publication record, which a feed shows to everyone; standbys are left out, for they receive
nobody unless they are called.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from calendars.events import Content, Key, Person, office_name, uid
from calendars.notices.adjustment import Adjustment
from calendars.notices.parts import NoticePart
from calendars.publication import Publication
from calendars.record import EventRecord
from roster.plan import VisitDuty
from roster.result import RosterSlot

VOCABULARY = "https://schema.org"
_ONLINE = ("电话", "网络")

Thing = dict[str, object]


class Structured:
    """The structured data of a publication's notices, looked up in its record once."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._office = office_name(publication.plan)
        self._events = {event.key: event for event in publication.record.events}
        self._before = {slot.id: slot for slot in publication.before.slots} if publication.before else {}
        self._cancelled: dict[str, list[EventRecord]] = defaultdict(list)
        for event in publication.record.events:
            if event.cancelled:
                self._cancelled[event.content.duty].append(event)

    def of(self, part: NoticePart) -> Thing | None:
        """The notice's sessions as JSON-LD, and those of its span that were cancelled; None where there are none.

        One that is held at another time than first planned, or than published before, says which (`previousStartDate`).
        """
        held = (slot for slot in part.slots if slot.date in part.span)
        return _graph([*self._sessions(held), *self._gone(part)])

    def of_changes(self, adjustment: Adjustment) -> Thing | None:
        """Likewise the sessions that an adjustment notice tells of."""
        changed = (change.now or change.was for change in adjustment.changes)
        return _graph([*self._sessions(slot for slot in changed if slot)])

    def _sessions(self, slots: Iterable[RosterSlot]) -> Iterator[Thing]:
        for slot in slots:
            for session in range(len(slot.hours)):
                event = self._events.get(Key(slot.id, session))
                if event:
                    yield self._event(event, None if event.cancelled else self._previous(slot, session))

    def _gone(self, part: NoticePart) -> Iterator[Thing]:
        for event in self._cancelled[part.duty.id]:
            if event.content.start.date() in part.span and self._stands_in(event.content, part):
                yield self._event(event, None)

    def _stands_in(self, content: Content, part: NoticePart) -> bool:
        if part.unit is None:
            return content.unit is None
        if isinstance(part.duty, VisitDuty):
            return part.unit in content.units
        return content.unit == self._publication.plan.unit[part.unit].name

    def _previous(self, slot: RosterSlot, session: int) -> str | None:
        """When it was to begin before, as far as that is known."""
        before = self._before.get(slot.id)
        if before is not None and session < len(before.hours):
            start, now = (one.hours[session].on(one.date)[0] for one in (before, slot))
            if start != now:
                return _local(start, self._publication.plan.timezone)
        return slot.nominal_date.isoformat() if slot.nominal_date != slot.date else None

    def _event(self, event: EventRecord, previous: str | None) -> Thing:
        content = event.content
        status = "EventCancelled" if event.cancelled else "EventRescheduled" if previous else "EventScheduled"
        online = content.form in _ONLINE
        told: Thing = {
            "@type": "Event",
            "identifier": uid(self._publication.record.office, event.slot, event.session),
            "name": content.duty_name,
            "startDate": _local(content.start, content.timezone),
            "endDate": _local(content.end, content.timezone),
            "previousStartDate": previous,
            "eventStatus": f"{VOCABULARY}/{status}",
            "eventAttendanceMode": f"{VOCABULARY}/{'Online' if online else 'Offline'}EventAttendanceMode",
            "location": self._location(content, online),
            "organizer": _known(
                {"@type": "GovernmentOrganization", "name": content.unit or self._office, "url": content.url}
            ),
            "performer": [_person(person) for person in content.people if person.name and not person.standby],
            "isAccessibleForFree": True,
            "inLanguage": "zh-CN",
        }
        return _known(told)

    def _location(self, content: Content, online: bool) -> Thing:
        if online and content.venue is None and content.url:
            return {"@type": "VirtualLocation", "url": content.url}
        name = content.venue or content.unit or self._office
        return _known({"@type": "Place", "name": name, "address": content.address})


def _graph(things: list[Thing]) -> Thing | None:
    return {"@context": VOCABULARY, "@graph": things} if things else None


def _person(person: Person) -> Thing:
    return _known({"@type": "Person", "name": person.name, "jobTitle": person.title})


def _local(moment: datetime, zone: str) -> str:
    """ISO 8601 with the offset that the zone has then: 2026-01-06T08:30:00+08:00."""
    return moment.replace(tzinfo=ZoneInfo(zone)).isoformat()


def _known(thing: Thing) -> Thing:
    """Without what is not known."""
    return {name: value for name, value in thing.items() if value not in (None, [])}
