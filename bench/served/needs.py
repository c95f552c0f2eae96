"""What a province needs, from what a county costs."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bench.served.load import Measured


@dataclass(frozen=True)
class County:
    """A county's quarter, measured. MB on the disk: its register and plan, its feeds, the rest of its first
    publication, each change published later. Seconds: to solve, to publish at first and again, to make the files. MB
    that a solve holds."""

    leaders: float
    register: float
    feeds: float
    publication: float
    change: float
    solving: float
    solver: float
    publishing: float
    republishing: float
    keeping: float


@dataclass(frozen=True)
class Web:
    """A web process, measured: its answers to who has a feed already, to who gets it whole, and to who opens the
    office's first page; kB of that feed; MB that the process holds."""

    known: Measured
    whole: Measured
    page: Measured
    size: float
    memory: float


@dataclass(frozen=True)
class Province:
    """What is assumed of a province. `devices` subscribe for each leader, and ask every `hours`; at the worst moment
    `peak` times as many as on average. Each county publishes `changes` a quarter after its first roster. All counties
    solve `solves` times within `rush` hours, and `people` in each open a page a minute meanwhile. Data is kept for
    `years`. Of a process the part `used` is used."""

    counties: int = 100
    townships: int = 1500
    leaders: int = 45_000
    devices: float = 2
    hours: float = 1
    peak: float = 10
    changes: int = 40
    solves: int = 3
    rush: float = 4
    people: int = 20
    years: int = 5
    used: float = 0.5


@dataclass(frozen=True)
class Needs:
    """What comes of it: feed requests a second on average and at the worst moment; pages a second; the seconds of
    processor that these take in a second; the web processes for that; seconds until everybody has a feed that changed
    for all at once; workers, each with one solve at a time; GB of database; GB of memory for web processes and workers;
    Mbit/s at the worst moment."""

    mean: float
    peak: float
    pages: float
    load: float
    processes: int
    everybody: float
    workers: int
    database: float
    memory: float
    bandwidth: float


HEADERS = 0.6
"""kB of a request and of the headers of its answer, with TLS."""


def needs(province: Province, county: County, web: Web) -> Needs:
    """What the province needs."""
    subscribed = province.leaders * province.devices
    average = subscribed / (province.hours * 3600)
    peak = average * province.peak
    pages = province.counties * province.people / 60
    busy = (peak * web.known.processor + pages * web.page.processor) / 1000
    processes = max(2, math.ceil(busy / province.used))
    solving = province.counties * province.solves * (county.solving + county.publishing + county.keeping)
    workers = max(2, math.ceil(solving / (province.rush * 3600 * province.used)))
    # A feed is replaced by the next one; all else is kept.
    quarter = county.register + county.publication + province.changes * county.change
    everybody = subscribed / (processes * web.whole.rate * province.used)
    return Needs(
        mean=average,
        peak=peak,
        pages=pages,
        load=busy,
        processes=processes,
        everybody=everybody,
        workers=workers,
        database=province.counties * (county.feeds + quarter * 4 * province.years) / 1000,
        memory=(processes * web.memory + workers * (web.memory + county.solver)) / 1000,
        # A whole feed at the rate of the worst moment: the hour after all have published at once.
        bandwidth=peak * (web.size + HEADERS) * 8 / 1000,
    )
