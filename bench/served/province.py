"""`make bench-province`: what a county's quarter costs the service, and what a province needs by that.

It needs wrk. With `--database` the counties are in PostgreSQL, as a province would have them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import mean
from typing import TypeVar

import requests
import sqlalchemy as sa

from api.store import Database
from api.store.migrate import migrate
from bench.machine import facts
from bench.served.load import Question, busy, load, memory
from bench.served.needs import County, Web
from bench.served.office import CountyOffice
from bench.served.province_report import markdown
from bench.served.servers import KEY, ROOT, own

Result = TypeVar("Result")
_LOGIN, _PASSWORD = "paiban", "correct horse battery"


def main() -> None:
    """Measures, and writes docs/province.md."""
    options, load_before = _options(), busy()
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        url = options.database or f"sqlite:///{folder / 'lunzhi.db'}"
        county, office = _counties(url, options.counties)
        web = _web(folder, url, office)
    machine = facts()
    told = {name: machine[name] for name in ("processor", "cores", "system", "Python", "ortools")}
    told["database"] = "PostgreSQL" if options.database else "SQLite"
    told["load before"] = load_before
    command = f"python -m bench.served.province{' --database URL' if options.database else ''}"
    options.out.write_text(markdown(command, str(date.today()), told, county, web), encoding="utf-8", newline="\n")
    print(f"written: {options.out}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.served.province", description=__doc__)
    parser.add_argument("--database", help="an empty PostgreSQL database (default SQLite)")
    parser.add_argument("--counties", type=int, default=3, help="counties that are measured; the mean counts (3)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs/province.md", help="the document")
    return parser.parse_args()


def _counties(url: str, count: int) -> tuple[County, CountyOffice]:
    """The mean of so many counties, and the last of them."""
    database = Database(url)
    migrate(database)
    found = []
    for seed in range(1, count + 1):
        office = CountyOffice(database, seed)
        found.append(_county(database, office, seed))
        print(found[-1], flush=True)
    database.close()
    return County(**{name: mean(getattr(one, name) for one in found) for name in vars(found[0])}), office


def _county(database: Database, office: CountyOffice, seed: int) -> County:
    """A quarter of one county: entered, solved, published, and one turn passed on and published again."""
    before, feeds_before = _size(database), _size_of_feeds(database)
    office.enter()
    entered = _size(database)
    solved = json.loads(
        subprocess.run(
            [sys.executable, "-m", "bench.run", "county", str(seed), "lunzhi", "120"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.splitlines()[-1]
    )
    version = office.draft(office.solve())
    publishing, first = _timed(lambda: office.publish(version))
    keeping, _ = _timed(lambda: office.keep(first))
    published, feeds = _size(database), _size_of_feeds(database) - feeds_before
    changed = office.substitute(version)
    again, second = _timed(lambda: office.publish(changed))
    office.keep(second)
    return County(
        leaders=office.leaders,
        register=entered - before,
        feeds=feeds,
        publication=published - entered - feeds,
        change=_size(database) - published,
        solving=solved["seconds"],
        solver=solved["memory"],
        publishing=publishing,
        republishing=again,
        keeping=keeping,
    )


def _timed(do: Callable[[], Result]) -> tuple[float, Result]:
    started = time.perf_counter()
    result = do()
    return time.perf_counter() - started, result


def _size(database: Database) -> float:
    """MB of the database on the disk."""
    if database.sqlite:
        size = "page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    else:
        size = "pg_database_size(current_database())"
    with database.reading() as session:
        return float(session.scalar(sa.text(f"SELECT {size}")) or 0) / 1e6


def _size_of_feeds(database: Database) -> float:
    """MB of the bodies of feeds."""
    size = "sum(length(content)) FROM feed_bodies" if database.sqlite else "pg_total_relation_size('feed_bodies')"
    with database.reading() as session:
        return float(session.scalar(sa.text(f"SELECT {size}")) or 0) / 1e6


def _web(folder: Path, url: str, office: CountyOffice) -> Web:
    """A web process under load: a feed to who has it and to who has not, and the first page of who makes the roster."""
    address = office.largest_private_feed(KEY.encode())
    office.add_person(_LOGIN, _PASSWORD)
    with own(folder, address, url, "") as server:
        base = server.whole.url.removesuffix(address.path)
        page = Question(f"{base}/offices/{office.key}/", {"Cookie": _cookie(base)})
        known, whole, pages = (load(one, server.process, 5) for one in (server.known(), server.whole, page))
        return Web(known, whole, pages, len(address.content) / 1000, memory(server.process))


def _cookie(base: str) -> str:
    """The cookie of who has logged in."""
    browser = requests.Session()
    token = browser.get(f"{base}/api/v1/session", timeout=60).json()["csrf_token"]
    asked = {"login": _LOGIN, "password": _PASSWORD}
    browser.post(f"{base}/api/v1/session", json=asked, headers={"X-CSRFToken": token}, timeout=60).raise_for_status()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)


if __name__ == "__main__":
    main()
