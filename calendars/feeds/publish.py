"""Feeds from a plan and the record of its publication: no clock, no chance, the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from calendars.events import OFFICE, Content, Feed, FeedKind, Key, uid
from calendars.feeds.alarms import Alarm
from calendars.feeds.files import file_path
from calendars.feeds.lines import line, text_line
from calendars.feeds.vevents import Shown, State, all_day_bytes, event_bytes
from calendars.feeds.wording import NOTHING, calendar_name
from calendars.feeds.zones import zone_bytes
from calendars.publication import Publication
from calendars.record import EventRecord, PublicationRecord, Version
from roster.plan import Plan

PRODUCT = "-//Lunzhi//Calendars//ZH"
# Hours, never days: a phone's calendar is known to refuse a whole file for a duration it cannot read.
REFRESH = "PT4H"
COLORS = {FeedKind.LEADER: "firebrick", FeedKind.UNIT: "seagreen", FeedKind.DUTY: "steelblue", FeedKind.OFFICE: "navy"}


class Feeds:
    """All feeds of a publication.

    They show what the record holds: the events of the period last published, those of former periods until they
    expire, and what was cancelled or given away. A feed exists for everyone and everything that the plan names, and as
    long as the record has an event of it.
    """

    def __init__(self, plan: Plan, record: PublicationRecord) -> None:
        self._record = record
        self._names = _names(plan, record)
        self._shown: dict[Feed, list[Shown]] = {feed: [] for feed in self._names}
        # A public event stands in several feeds; it is written once.
        self._written: dict[tuple[Shown, tuple[Alarm, ...]], bytes] = {}
        for feed, shown in _all_shown(record):
            self._shown[feed].append(shown)
        for events in self._shown.values():
            events.sort(key=lambda shown: (shown.content.start, shown.key))

    def __iter__(self) -> Iterator[Feed]:
        """Every feed, in the order of kind and id."""
        return iter(sorted(self._names, key=lambda feed: (feed.kind, feed.id or "")))

    def title(self, feed: Feed) -> str:
        """What the feed is called; KeyError where there is none."""
        return calendar_name(feed, self._names[feed])

    def to_bytes(self, feed: Feed, alarms: Iterable[Alarm] = ()) -> bytes:
        """The feed as iCalendar (RFC 5545), with those alarms for every event held; KeyError where there is none."""
        chosen = tuple(alarms)
        shown = self._shown[feed]
        return b"".join(
            (
                line("BEGIN", "VCALENDAR"),
                self._head(feed),
                *map(zone_bytes, sorted({event.content.timezone for event in shown})),
                *(self._write(event, chosen) for event in shown),
                b"" if shown else self._nothing(feed),
                line("END", "VCALENDAR"),
            )
        )

    def _head(self, feed: Feed) -> bytes:
        """The calendar's own properties (RFC 7986 section 5).

        No METHOD, which would ask for an ORGANIZER, and no UID, for some clients then take the feed as one event.
        """
        name = self.title(feed)
        base = self._record.base_url
        return b"".join(
            (
                line("VERSION", "2.0"),
                line("PRODID", PRODUCT),
                line("CALSCALE", "GREGORIAN"),
                text_line("NAME", name),
                text_line("X-WR-CALNAME", name),
                line("COLOR", COLORS[feed.kind]),
                line("SOURCE;VALUE=URI", f"{base.rstrip('/')}/{quote(file_path(feed))}")
                if base and feed.public
                else b"",
                line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH),
                line("X-PUBLISHED-TTL", REFRESH),
            )
        )

    def _write(self, shown: Shown, alarms: tuple[Alarm, ...]) -> bytes:
        if (shown, alarms) not in self._written:
            self._written[shown, alarms] = event_bytes(shown, alarms)
        return self._written[shown, alarms]

    def _nothing(self, feed: Feed) -> bytes:
        start, since = self._record.period.start, self._record.period_since
        name = uid(self._record.office, file_path(feed), start.isoformat(), "nothing")
        return all_day_bytes(name, start, since, NOTHING)


def all_feeds(plan: Plan, record: PublicationRecord) -> dict[str, bytes]:
    """Every feed without alarms, by the path of its file (`feeds/leaders/zhang.ics`)."""
    feeds = Feeds(plan, record)
    return {file_path(feed): feeds.to_bytes(feed) for feed in feeds}


def feed_files(publication: Publication) -> dict[str, bytes]:
    """The feeds of a publication. They are never narrowed to a part of it: what a feed no longer shows is gone for
    those who subscribed to it."""
    return all_feeds(publication.plan, publication.record)


def _names(plan: Plan, record: PublicationRecord) -> dict[Feed, str]:
    """Every feed with the name of what it is about: the plan's, else as it was published."""
    published = (
        name for event in record.events for version in (event, *event.left) for name in _named(version.content)
    )
    return dict(published) | {
        OFFICE: plan.office.name if plan.office else record.office,
        **{Feed(kind=FeedKind.LEADER, id=leader.id): leader.name for leader in plan.leaders},
        **{Feed(kind=FeedKind.UNIT, id=unit.id): unit.name for unit in plan.units},
        **{Feed(kind=FeedKind.DUTY, id=duty.id): duty.name for duty in plan.duties},
    }


def _named(content: Content) -> Iterator[tuple[Feed, str]]:
    yield Feed(kind=FeedKind.DUTY, id=content.duty), content.duty_name
    for unit, name in content.units.items():
        yield Feed(kind=FeedKind.UNIT, id=unit), name
    for person in content.people:
        if person.leader is not None:
            yield Feed(kind=FeedKind.LEADER, id=person.leader), person.name or person.leader


def _all_shown(record: PublicationRecord) -> Iterator[tuple[Feed, Shown]]:
    for event in record.events:
        name = uid(record.office, event.slot, event.session)
        yield from _current(event, name)
        for departure in event.left:
            yield departure.feed, _shown(event.key, name, departure, State.LEFT, departure.feed)


def _current(event: EventRecord, name: str) -> Iterator[tuple[Feed, Shown]]:
    state = State.CANCELLED if event.cancelled else State.HELD
    public = _shown(event.key, name, event, state, OFFICE)
    for feed in event.content.feeds():
        yield feed, public if feed.public else _shown(event.key, name, event, state, feed)


def _shown(key: Key, name: str, version: Version, state: State, feed: Feed) -> Shown:
    reader = version.content.person(feed.id) if feed.kind is FeedKind.LEADER and feed.id is not None else None
    return Shown(key, name, version, state, reader)
