"""`make bench-feeds`: a leader's feed from the service, from nginx and from Radicale, in one run on one machine.

It needs nginx and wrk; gunicorn and Radicale it installs into an environment of their own, `out/feed-peers`.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import requests

from api.store import Database
from api.store.migrate import migrate
from bench.machine import facts
from bench.served.feeds_report import CHANGED, KNOWN, WHOLE, Row, Told, markdown
from bench.served.load import Measured, Question, busy, load, middle
from bench.served.office import Address, CountyOffice
from bench.served.servers import KEY, PEERS, ROOT, Server, all_of, make_peers

PROGRAMS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin"


@dataclass(frozen=True)
class Asked:
    """A server, what it is asked, and the status that it answers."""

    server: Server
    what: str
    status: int
    question: Question


def main() -> None:
    """Measures, and writes docs/feed-benchmarks.md."""
    options = _options()
    for program in ("nginx", "wrk"):
        if shutil.which(program, path=PROGRAMS) is None:
            sys.exit(f"{program} is not installed (Debian: apt install nginx-light wrk)")
    make_peers()
    machine = _facts()
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        urls = {"SQLite": f"sqlite:///{folder / 'lunzhi.db'}"}
        if options.database:
            urls["PostgreSQL"] = options.database
        databases = {name: (url, _published(url)) for name, url in urls.items()}
        feed = databases["SQLite"][1]
        with all_of(folder, databases) as servers:
            asked = [one for server in servers for one in _questions(server, feed)]
            # One round more: the first one warms up, and does not count.
            _, *rounds = [[_measured(one, options.seconds) for one in asked] for _ in range(options.rounds + 1)]
    rows = [
        Row(one.server.name, one.server.answering, one.what, one.status, middle(list(runs)))
        for one, runs in zip(asked, zip(*rounds, strict=True), strict=True)
    ]
    command = f"python -m bench.served.feeds{' --database URL' if options.database else ''}"
    told = Told(str(date.today()), command, machine, feed.content, options.rounds, options.seconds)
    options.out.write_text(markdown(told, rows), encoding="utf-8", newline="\n")
    print(f"written: {options.out}")


def _measured(asked: Asked, seconds: float) -> Measured:
    found = load(asked.question, asked.server.process, seconds)
    print(f"{asked.server.name}, {asked.what}: {asked.status}, {found.rate:.0f}/s", flush=True)
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.served.feeds", description=__doc__)
    parser.add_argument("--database", help="an empty PostgreSQL database, to measure as well as SQLite")
    parser.add_argument("--rounds", type=int, default=3, help="times that each is measured; the median counts (3)")
    parser.add_argument("--seconds", type=float, default=3, help="of each measurement (3)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs/feed-benchmarks.md", help="the table")
    return parser.parse_args()


def _published(url: str) -> Address:
    """A county in a database, published; the feed that is measured."""
    database = Database(url)
    migrate(database)
    office = CountyOffice(database, seed=1)
    office.enter()
    office.publish(office.draft(office.solve()))
    found = office.largest_private_feed(KEY.encode())
    database.close()
    return found


def _questions(server: Server, feed: Address) -> list[Asked]:
    """What is asked of a server. It has to answer the calendar with all of its events."""
    answer = requests.get(server.whole.url, headers=server.whole.headers, timeout=30)
    events = answer.content.count(b"BEGIN:VEVENT")
    if (answer.status_code, events) != (200, feed.content.count(b"BEGIN:VEVENT")):
        raise RuntimeError(f"{server.name} answers {answer.status_code} with {events} events")
    known = server.known()
    status = requests.get(known.url, headers=known.headers, timeout=30).status_code
    found = [Asked(server, WHOLE, 200, server.whole), Asked(server, KNOWN, status, known)]
    # Who has no answer to that question is asked the one that it has an answer to.
    return found if status == 304 else [*found, Asked(server, CHANGED, 207, server.changed())]


def _facts() -> dict[str, str]:
    machine = facts()
    kept = {name: machine[name] for name in ("processor", "cores", "system", "Python")}
    packages = subprocess.run(
        [str(PEERS / "bin/pip"), "list", "--format", "freeze"], check=True, capture_output=True, text=True
    )
    versions = dict(line.split("==") for line in packages.stdout.splitlines() if "==" in line)
    nginx = subprocess.run(["/usr/sbin/nginx", "-v"], check=True, capture_output=True, text=True).stderr
    wrk = subprocess.run(["wrk", "-v"], check=False, capture_output=True, text=True).stdout.splitlines()[0]
    peers = {name: versions[name] for name in ("Radicale", "gunicorn")}
    kept["load before"] = busy()
    return kept | {"nginx": nginx.strip().rpartition("/")[2], "wrk": wrk.split()[1]} | peers


if __name__ == "__main__":
    main()
