"""VEVENTs (RFC 5545 section 3.6.1): one for each session that a feed shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from calendars.events import Content, Key, Person
from calendars.feeds.alarms import Alarm, alarm_bytes
from calendars.feeds.lines import line, text_line, time_line
from calendars.feeds.wording import (
    CANCELLED,
    location,
    personal_description,
    personal_summary,
    public_description,
    public_summary,
)
from calendars.record import Version


class State(Enum):
    """Whether a session is held, was cancelled, or is held without those whose feed it is; the latter two in words."""

    HELD = ""
    CANCELLED = "本场次已取消。"
    LEFT = "已不再参加本场次。"


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """An event as a feed shows it. `reader` is the place of the leader whose feed it is, None in a public feed."""

    key: Key
    uid: str
    version: Version
    state: State
    reader: Person | None

    @property
    def content(self) -> Content:
        """Its facts."""
        return self.version.content

    @property
    def summary(self) -> str:
        """Its first line."""
        told = personal_summary(self.content, self.reader) if self.reader else public_summary(self.content)
        return told if self.state is State.HELD else CANCELLED + told

    @property
    def description(self) -> str:
        """All that is said of it."""
        told = personal_description(self.content, self.reader) if self.reader else public_description(self.content)
        return told if self.state is State.HELD else f"{self.state.value}\n{told}"

    @property
    def busy(self) -> bool:
        """Whether it takes the time of the feed's reader: a seat does, in the leader's own feed."""
        return self.state is State.HELD and self.reader is not None and not self.reader.standby


def event_bytes(shown: Shown, alarms: Iterable[Alarm]) -> bytes:
    """The VEVENT of a session."""
    content, held = shown.content, shown.state is State.HELD
    place = location(content)
    zone = ZoneInfo(content.timezone)
    return b"".join(
        (
            line("BEGIN", "VEVENT"),
            _version_lines(shown.uid, shown.version.sequence, shown.version.changed),
            _local_line("DTSTART", content.start, content.timezone),
            _local_line("DTEND", content.end, content.timezone),
            text_line("SUMMARY", shown.summary),
            text_line("DESCRIPTION", shown.description),
            text_line("LOCATION", place) if place else b"",
            text_line("CATEGORIES", content.duty_name),
            line("URL", content.url) if content.url else b"",
            line("STATUS", "CONFIRMED" if held else "CANCELLED"),
            line("TRANSP", "OPAQUE" if shown.busy else "TRANSPARENT"),
            *(alarm_bytes(alarm, content.start, zone, shown.summary) for alarm in alarms if held),
            line("END", "VEVENT"),
        )
    )


def all_day_bytes(uid: str, day: date, since: datetime, summary: str) -> bytes:
    """The one all-day VEVENT of a feed without others: some clients refuse an empty one, some keep what they had."""
    return b"".join(
        (
            line("BEGIN", "VEVENT"),
            _version_lines(uid, 0, since),
            line("DTSTART;VALUE=DATE", f"{day:%Y%m%d}"),
            line("DTEND;VALUE=DATE", f"{day + timedelta(days=1):%Y%m%d}"),
            text_line("SUMMARY", summary),
            line("STATUS", "CONFIRMED"),
            line("TRANSP", "TRANSPARENT"),
            line("END", "VEVENT"),
        )
    )


def _version_lines(uid: str, sequence: int, changed: datetime) -> bytes:
    return b"".join(
        (
            line("UID", uid),
            line("SEQUENCE", str(sequence)),
            time_line("DTSTAMP", changed),
            time_line("LAST-MODIFIED", changed),
        )
    )


def _local_line(name: str, local: datetime, zone: str) -> bytes:
    return line(f"{name};TZID={zone}", f"{local:%Y%m%dT%H%M%S}")
