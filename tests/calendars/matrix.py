"""The matrix of clients: `python -m tests.calendars.matrix` writes `docs/feed-clients.md`, what each client shows after
each step in the life of three feeds, and how long it takes for the feed of a county's year."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from calendars.feeds import file_path
from tests.calendars.conftest import Office
from tests.calendars.hosting import Host, hosting
from tests.calendars.life import WATCHED, Life, Showing, Step
from tests.calendars.readers import HERE, READERS
from tests.calendars.subscribers import SUBSCRIBERS, Subscriber
from tests.calendars.year import SESSIONS, feed_of_a_year

TARGET = HERE.parents[1] / "docs" / "feed-clients.md"
PATHS = [file_path(feed) for feed in WATCHED]
PATIENCE = 60
"""Seconds after which a program that refreshes in its own time is taken not to do so."""
LONGEST = 1200
_DOCUMENT = """# What calendar programs show

Written by `python -m tests.calendars.matrix`. None of these programs is part of the project. The same is tested in
`tests/calendars/test_feed_life.py`, and octet by octet in `tests/calendars/test_feed_bytes.py`: much that is wrong no
program notices.

{clients}

## Through a life

Three feeds, of two leaders and of their unit, are published, changed and published again. A cell has the number of
events that the program shows in each, in brackets how many of them as cancelled. ✓ says that it shows exactly what the
roster asks for: start, end, words, place, description and state of every event; ✗ that it does not. The names hold
commas, semicolons, backslashes, 😀 and 𠮷, the free text line breaks. Those that subscribe do so over HTTP, keep what
they have and refresh; 200 and 304 are the answers that Evolution got.

{life}

node-ical and ruby-icalendar read a backslash before an `n` that stands in a text as a line break, though it is escaped
as RFC 5545 section 3.3.11 asks for (`\\\\n`); the others read it as it is.

## A year of a county

One feed of {sessions:,} events ({size:.1f} MB), from nothing to all events shown, on a machine with two cores that had
other work too (vdirsyncer writes each event into a file of its own for khal, which reads them one by one):

{year}
"""


def main() -> None:
    """Writes the tables."""
    steps = Life(Office()).live()
    columns = {name: list(_read(name, steps)) for name in READERS} | {
        name: list(_subscribed(name, steps)) for name in SUBSCRIBERS
    }
    rows = [[step.name, *(columns[name][place] for name in columns)] for place, step in enumerate(steps)]
    feed = feed_of_a_year()
    times = [[name, f"{seconds:.1f} s"] for name, seconds in _times(feed)]
    text = _DOCUMENT.format(
        clients=_table(["program", "version", "is"], _clients()),
        life=_table(["step", *columns], rows),
        sessions=SESSIONS,
        size=len(feed) / 1e6,
        year=_table(["program", "time"], times),
    )
    TARGET.write_text(text, encoding="utf-8")


def shows(client: Subscriber, host: Host, expected: list[list[Showing]]) -> list[list[Showing]]:
    """What the client shows once it has asked for every feed and taken over the answers."""
    deadline = time.monotonic() + PATIENCE
    while True:
        asked = all(host.answered(path) for path in PATHS)
        found = client.shown()
        if (asked and found == expected) or time.monotonic() > deadline:
            return found
        time.sleep(0.05)


def _read(name: str, steps: Sequence[Step]) -> Iterator[str]:
    shown = READERS[name]([step.feeds[feed] for step in steps for feed in WATCHED])
    for place, step in enumerate(steps):
        found = [sorted(one) for one in shown[place * len(WATCHED) : (place + 1) * len(WATCHED)]]
        yield _cell(found, step)


def _subscribed(name: str, steps: Sequence[Step]) -> Iterator[str]:
    with hosting() as host, tempfile.TemporaryDirectory() as folder:
        host.put({file_path(feed): steps[0].feeds[feed] for feed in WATCHED})
        with SUBSCRIBERS[name](Path(folder), [host.url(path) for path in PATHS]) as client:
            for step in steps:
                host.put({file_path(feed): step.feeds[feed] for feed in WATCHED})
                client.refresh()
                cell = _cell(shows(client, host, [step.shown[feed] for feed in WATCHED]), step)
                answers = " ".join(str(min(host.answered(path))) for path in PATHS)
                yield f"{cell} {answers}" if name == "evolution" else cell


def _cell(found: Sequence[Sequence[Showing]], step: Step) -> str:
    exact = list(found) == [step.shown[feed] for feed in WATCHED]
    return ", ".join(map(_count, found)) + (" ✓" if exact else " ✗")


def _count(events: Sequence[Showing]) -> str:
    cancelled = sum(event.status == "CANCELLED" for event in events)
    return f"{len(events)} ({cancelled})" if cancelled else str(len(events))


def _times(feed: bytes) -> Iterator[tuple[str, float]]:
    for name, read in READERS.items():
        start = time.monotonic()
        (shown,) = read([feed])
        assert len(shown) == SESSIONS
        yield name, time.monotonic() - start
    for name, subscribe in SUBSCRIBERS.items():
        with hosting() as host, tempfile.TemporaryDirectory() as folder:
            host.put({"year.ics": feed})
            start = time.monotonic()
            with subscribe(Path(folder), [host.url("year.ics")]) as client:
                client.refresh()
                while len(client.shown()[0]) < SESSIONS:
                    assert time.monotonic() - start < LONGEST
                    time.sleep(1)
                yield name, time.monotonic() - start


def _clients() -> Iterator[Sequence[str]]:
    modules = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    yield "ical.js", modules["ical.js"], "Thunderbird's parser, in its strict mode"
    yield "node-ical", modules["node-ical"], "what many web services read feeds with"
    yield "libical", _debian("libical3"), "behind GNOME's and KDE's calendars; with its check of every restriction"
    yield "vobject", version("vobject"), "with `validate()`"
    yield "ruby-icalendar", _debian("ruby-icalendar"), "with `valid?(true)`"
    yield "khal", f"{version('khal')}, vdirsyncer {version('vdirsyncer')}", "subscribes through vdirsyncer"
    yield "evolution", _debian("evolution-data-server"), "GNOME Calendar's back end, subscribed"


def _debian(package: str) -> str:
    asked = ["dpkg-query", "--show", "--showformat=${Version}", package]
    return subprocess.run(asked, capture_output=True, check=True, text=True).stdout


def _table(head: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
