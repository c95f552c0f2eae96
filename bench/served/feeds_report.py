"""docs/feed-benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.served.load import CONNECTIONS, Measured

WHOLE, KNOWN, CHANGED = "GET", "GET with `If-None-Match`", "PROPFIND `getctag`"
_HEAD = """# Feeds beside nginx and Radicale

Written by `{command}` on {date} ([the command](../bench/README.md#feeds)).

| machine and versions | |
| --- | --- |
{facts}

The calendar is the feed of one leader of an invented county: {events} events, {size:.1f} kB, the largest of the
county's private feeds. The county is solved and published in the service; the same bytes lie in a file of nginx, and
the same events in a collection of Radicale, which is asked for the collection as one calendar. Every server is asked by
wrk over {connections} connections for {seconds:g} s, the others idle meanwhile, all on this one machine; the numbers
are medians of {rounds} rounds. “Processor” is what the server's processes took for each answer: it depends least on
what else the machine does. Every server logs as it does by default; the service writes a line for each request.

## The whole calendar: 200

{whole}

## Whether it has changed: 304

{known}

Radicale has no answer to `If-None-Match` on a GET: it sends the whole calendar again. A CalDAV client asks for the
collection's tag instead, which is measured, too (PROPFIND, depth 0, 207). The factor is over the GET, which is what a
phone sends that subscribes to an address; over PROPFIND it stands in parentheses.

## What comes of it

{verdict}
"""
GOAL = 10


@dataclass(frozen=True)
class Row:
    """What was measured of a server: how many of its processes answer, what was asked, and the status answered."""

    server: str
    processes: int
    what: str
    status: int
    measured: Measured


@dataclass(frozen=True)
class Told:
    """What the document says of the run."""

    date: str
    command: str
    facts: dict[str, str]
    calendar: bytes
    rounds: int
    seconds: float


def markdown(told: Told, rows: list[Row]) -> str:
    """The document."""
    return _HEAD.format(
        command=told.command,
        date=told.date,
        facts="\n".join(f"| {name} | {value} |" for name, value in told.facts.items()),
        events=told.calendar.count(b"BEGIN:VEVENT"),
        size=len(told.calendar) / 1000,
        connections=CONNECTIONS,
        seconds=told.seconds,
        rounds=told.rounds,
        whole=_table(rows, (WHOLE,)),
        known=_table(rows, (KNOWN, CHANGED)),
        verdict="\n".join(_verdict(rows)),
    )


def _table(rows: list[Row], asked: tuple[str, ...]) -> str:
    lines = [
        "| server | processes | asked | status | requests/s | p50 | p95 | p99 | processor | × Radicale |",
        "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in (row for row in rows if row.what in asked):
        found = row.measured
        times = (f"{milliseconds:.1f} ms" for milliseconds in (found.p50, found.p95, found.p99))
        processor = f"{found.processor:.2f} ms"
        cells = [row.server, str(row.processes), row.what, str(row.status), f"{found.rate:.0f}", *times, processor]
        lines.append(f"| {' | '.join([*cells, _times(rows, row)])} |")
    return "\n".join(lines)


def _times(rows: list[Row], row: Row) -> str:
    if "Radicale" in row.server:
        return ""
    over = f"{_factor(rows, row, row.what):.1f}"
    return over if row.what == WHOLE else f"{over} ({_factor(rows, row, CHANGED):.1f})"


def _factor(rows: list[Row], row: Row, asked: str) -> float:
    """How many times as much as Radicale with as many processes, asked that."""
    (peer,) = (one for one in rows if "Radicale" in one.server and (one.processes, one.what) == (row.processes, asked))
    return row.measured.rate / peer.measured.rate


def _verdict(rows: list[Row]) -> Iterator[str]:
    own = [row for row in rows if "Radicale" not in row.server and "nginx" not in row.server]
    for what, status in ((WHOLE, 200), (KNOWN, 304)):
        factors = {row.server: _factor(rows, row, what) for row in own if row.what == what}
        reached = [f"{name} {factor:.1f} ×" for name, factor in factors.items() if factor >= GOAL]
        missed = [f"{name} {factor:.1f} ×" for name, factor in factors.items() if factor < GOAL]
        yield f"- {status}: at least {GOAL} × Radicale is reached by {'; '.join(reached) or 'none'}."
        if missed:
            yield f"- {status}: it is missed by {'; '.join(missed)}."
