"""Calendar programs that read a feed once, none of them written by this project; each is a function from feeds to what
it shows of them. A program that is not installed raises `MissingError`, one that refuses a feed fails."""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import vobject

from tests.calendars.life import Reader, Showing

HERE = Path(__file__).parent


class MissingError(Exception):
    """A program that the test needs is not installed."""


def run_node(script: str, feeds: list[bytes]) -> list[Any]:
    """What the script, run by Node.js, reads out of the feeds."""
    program = shutil.which("node")
    if program is None:
        raise MissingError("Node.js is not installed")
    if not (HERE / "node_modules").is_dir():
        raise MissingError("its modules are not installed: npm ci --prefix tests/calendars")
    return _run([program, str(HERE / "clients" / script)], feeds)


def run_ruby(feeds: list[bytes]) -> list[Any]:
    """What ruby-icalendar reads out of the feeds."""
    program = shutil.which("ruby")
    if program is None or subprocess.run([program, "-ricalendar", "-e", ""], check=False).returncode:
        raise MissingError("ruby-icalendar is not installed")
    return _run([program, str(HERE / "clients" / "icalendar.rb")], feeds)


def icaljs(feeds: list[bytes]) -> list[list[Showing]]:
    """ical.js in strict mode, Thunderbird's parser."""
    return [_shown(read["events"]) for read in run_node("icaljs.mjs", feeds)]


def nodeical(feeds: list[bytes]) -> list[list[Showing]]:
    """node-ical."""
    return [_shown(read["events"]) for read in run_node("nodeical.mjs", feeds)]


def ruby(feeds: list[bytes]) -> list[list[Showing]]:
    """ruby-icalendar, which must call calendar and events valid by its strict rules."""
    found = run_ruby(feeds)
    for read in found:
        assert read["valid"]
        assert all(event["valid"] for event in read["events"])
    return [_shown(read["events"]) for read in found]


def vobject_events(feeds: list[bytes]) -> list[list[Showing]]:
    """vobject, which must find the calendar valid."""
    return [[_of_vobject(event) for event in _valid(feed).vevent_list] for feed in feeds]


def libical(feeds: list[bytes]) -> list[list[Showing]]:
    """libical 3, behind the calendars of GNOME and KDE: no error, and every restriction of the RFC kept."""
    library = load_libical()
    return [_of_libical(library, feed) for feed in feeds]


READERS: dict[str, Reader] = {
    "ical.js": icaljs,
    "node-ical": nodeical,
    "libical": libical,
    "vobject": vobject_events,
    "ruby-icalendar": ruby,
}


def _run(command: list[str], feeds: list[bytes]) -> list[Any]:
    given = json.dumps([feed.decode() for feed in feeds], ensure_ascii=False).encode()
    run = subprocess.run(command, input=given, capture_output=True, check=False, cwd=HERE)
    assert run.returncode == 0, run.stderr.decode()
    found: list[Any] = json.loads(run.stdout)
    return found


def _shown(events: list[dict[str, Any]]) -> list[Showing]:
    return sorted(
        Showing(
            _time(event["start"]),
            _time(event["end"]),
            event["summary"],
            event["status"],
            event.get("location") or "",
            event.get("description") or "",
        )
        for event in events
    )


def _time(text: str) -> str:
    """2026-01-06T00:30:00.000Z as 2026-01-06T00:30Z; a date stays one."""
    return text if len(text) == len("2026-01-06") else f"{text[:16]}Z"


def _valid(feed: bytes) -> Any:
    calendar = vobject.readOne(feed.decode())
    assert calendar.validate(raiseException=True)
    return calendar


def _of_vobject(event: Any) -> Showing:
    def text(name: str) -> str:
        found = event.contents.get(name)
        return str(found[0].value) if found else ""

    start, end = (_moment(value) for value in (event.dtstart.value, event.dtend.value))
    return Showing(start, end, text("summary"), text("status"), text("location"), text("description"))


def _moment(value: date) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if isinstance(value, datetime) else f"{value}"


class _Time(ctypes.Structure):
    """libical's icaltimetype."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_dst")),
        ("zone", ctypes.c_void_p),
    )


def load_libical() -> Any:
    """libical 3 with the functions that are called here."""
    name = ctypes.util.find_library("ical")
    if name is None:
        raise MissingError("libical is not installed")
    library = ctypes.CDLL(name)
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    for function, result, arguments in (
        ("icalparser_parse_string", pointer, [text]),
        ("icalrestriction_check", ctypes.c_int, [pointer]),
        ("icalcomponent_count_errors", ctypes.c_int, [pointer]),
        ("icalcomponent_as_ical_string", text, [pointer]),
        ("icalcomponent_get_first_component", pointer, [pointer, ctypes.c_int]),
        ("icalcomponent_get_next_component", pointer, [pointer, ctypes.c_int]),
        ("icalcomponent_string_to_kind", ctypes.c_int, [text]),
        ("icalcomponent_get_summary", text, [pointer]),
        ("icalcomponent_get_location", text, [pointer]),
        ("icalcomponent_get_description", text, [pointer]),
        ("icalcomponent_get_status", ctypes.c_int, [pointer]),
        ("icalproperty_status_to_string", text, [ctypes.c_int]),
        ("icalcomponent_get_dtstart", _Time, [pointer]),
        ("icalcomponent_get_dtend", _Time, [pointer]),
        ("icaltime_as_timet_with_zone", ctypes.c_long, [_Time, pointer]),
        ("icalcomponent_free", None, [pointer]),
    ):
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    return library


def libical_accepts(library: Any, feed: bytes) -> tuple[bool, bytes]:
    """Whether it reads the feed without an error and finds every restriction kept, and how it writes it."""
    calendar = library.icalparser_parse_string(feed)
    assert calendar
    try:
        kept = bool(library.icalrestriction_check(calendar)) and not library.icalcomponent_count_errors(calendar)
        return kept, library.icalcomponent_as_ical_string(calendar)
    finally:
        library.icalcomponent_free(calendar)


def _of_libical(library: Any, feed: bytes) -> list[Showing]:
    accepted, read = libical_accepts(library, feed)
    assert accepted, read.decode()
    calendar = library.icalparser_parse_string(feed)
    kind = library.icalcomponent_string_to_kind(b"VEVENT")
    shown = []
    try:
        event = library.icalcomponent_get_first_component(calendar, kind)
        while event:
            texts = [
                (getattr(library, f"icalcomponent_get_{name}")(event) or b"").decode()
                for name in ("summary", "location", "description")
            ]
            status = library.icalproperty_status_to_string(library.icalcomponent_get_status(event)).decode()
            times = [
                _libical_time(library, getattr(library, f"icalcomponent_get_{name}")(event))
                for name in ("dtstart", "dtend")
            ]
            shown.append(Showing(*times, texts[0], status, texts[1], texts[2]))
            event = library.icalcomponent_get_next_component(calendar, kind)
    finally:
        library.icalcomponent_free(calendar)
    return sorted(shown)


def _libical_time(library: Any, time: _Time) -> str:
    if time.is_date:
        return f"{date(time.year, time.month, time.day)}"
    return f"{datetime.fromtimestamp(library.icaltime_as_timet_with_zone(time, time.zone), UTC):%Y-%m-%dT%H:%MZ}"
