"""What must hold of every octet of a feed, whatever clients put up with (RFC 5545, RFC 7986): no parser notices all."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MOMENT = r"\d{8}T\d{6}"
_FORMS = {
    "DTSTAMP": rf"DTSTAMP:{_MOMENT}Z",
    "LAST-MODIFIED": rf"LAST-MODIFIED:{_MOMENT}Z",
    "DTSTART": rf"DTSTART(;TZID=[^:;]+:{_MOMENT}|;VALUE=DATE:\d{{8}})",
    "DTEND": rf"DTEND(;TZID=[^:;]+:{_MOMENT}|;VALUE=DATE:\d{{8}})",
    "SOURCE": r"SOURCE;VALUE=URI:https?://\S+",
    "REFRESH-INTERVAL": r"REFRESH-INTERVAL;VALUE=DURATION:PT\d+H",
    "X-PUBLISHED-TTL": r"X-PUBLISHED-TTL:PT\d+H",
    "TRIGGER": r"TRIGGER:-PT(?=\d)(\d+H)?(\d+M)?",
    "SEQUENCE": r"SEQUENCE:\d+",
    "UID": r"UID:[0-9a-f]{40}@lunzhi",
    "STATUS": r"STATUS:(CONFIRMED|CANCELLED)",
    "TRANSP": r"TRANSP:(OPAQUE|TRANSPARENT)",
    "URL": r"URL:https?://\S+",
}
_TEXT = {"SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "NAME", "X-WR-CALNAME"}
_CALENDAR = ("VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "COLOR", "REFRESH-INTERVAL", "X-PUBLISHED-TTL")
_EVENT = ("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP")


def flaws(feed: bytes) -> list[str]:
    """All that is wrong with the feed; nothing with a good one."""
    return [*_of_lines(feed), *_of_properties(feed), *_of_components(feed)]


def logical(feed: bytes) -> list[str]:
    """The feed's lines, unfolded."""
    return feed.decode(errors="replace").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def _of_lines(feed: bytes) -> Iterator[str]:
    bare = feed.replace(b"\r\n", b"")
    if b"\n" in bare or b"\r" in bare or not feed.endswith(b"\r\n"):
        yield "a line that does not end with CRLF"
    for line in feed.split(b"\r\n"):
        if len(line) > 75:
            yield "a line of more than 75 octets"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield "a character cut by a fold, or no UTF-8"
    if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", feed):
        yield "a control character"


def _of_properties(feed: bytes) -> Iterator[str]:
    for line in logical(feed):
        name = re.split("[;:]", line, maxsplit=1)[0]
        if name in _FORMS and not re.fullmatch(_FORMS[name], line) and not _in_zone(name, line):
            yield f"not the form of {name}: {line}"
        if name in _TEXT and re.search(r"(?<!\\)(\\\\)*([;,]|\\[^\\;,nN])", line.partition(":")[2]):
            yield f"text that is not escaped: {line}"


def _in_zone(name: str, line: str) -> bool:
    """A zone's observances begin at a local time."""
    return name == "DTSTART" and re.fullmatch(rf"DTSTART:{_MOMENT}", line) is not None


def _of_components(feed: bytes) -> Iterator[str]:
    lines = logical(feed)
    head = lines[: next((at for at, line in enumerate(lines) if line.startswith("BEGIN:V") and at), 0)]
    yield from _missing(head, _CALENDAR, "calendar")
    yield from (f"a calendar with {name}" for name in ("UID", "METHOD") if _names(head).count(name))
    events, zones = _components(lines, "VEVENT"), _components(lines, "VTIMEZONE")
    if not events:
        yield "a feed without events"
    uids = [line for event in events for line in event if line.startswith("UID:")]
    if len(uids) != len(set(uids)):
        yield "two events with one UID"
    named = {found[1] for event in events for line in event if (found := re.match(r"DT\w+;TZID=([^:;]+):", line))}
    if named != {line.removeprefix("TZID:") for zone in zones for line in zone if line.startswith("TZID:")}:
        yield "a time zone that is named and not defined, or the reverse"
    if any(line.startswith("COMMENT") for zone in zones for line in zone):
        yield "a time zone with COMMENT"
    for event in events:
        yield from _missing(event, _EVENT, "event")
        yield from _of_event(event)


def _of_event(event: list[str]) -> Iterator[str]:
    values = dict(line.split(":", 1) for line in event if ":" in line)
    cancelled = values.get("STATUS") == "CANCELLED"
    if cancelled != values.get("SUMMARY", "").startswith("【取消】"):
        yield "cancelled in word or state alone"
    if any(line.startswith(("DTSTART:", "DTEND:")) for line in event):
        yield "a session at a local time that names no zone"
    if not _first(values, "DTSTART") < _first(values, "DTEND"):
        yield "an event that ends before it begins"


def _first(values: dict[str, str], name: str) -> str:
    return next((value for written, value in values.items() if written.startswith(name)), "")


def _missing(lines: list[str], wanted: tuple[str, ...], where: str) -> Iterator[str]:
    names = _names(lines)
    yield from (f"{where}: {names.count(name)} × {name}" for name in wanted if names.count(name) != 1)


def _names(lines: list[str]) -> list[str]:
    """Names of properties, without those of an alarm inside."""
    text = re.sub(r"(?s)BEGIN:VALARM.*?END:VALARM", "", "\n".join(lines))
    return [re.split("[;:]", line, maxsplit=1)[0] for line in text.split("\n")]


def _components(lines: list[str], name: str) -> list[list[str]]:
    found = re.findall(rf"(?s)BEGIN:{name}\n(.*?)\nEND:{name}", "\n".join(lines))
    return [component.split("\n") for component in found]
