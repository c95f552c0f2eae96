"""`make soak`: the full counts, on SQLite and PostgreSQL, written to docs/bad-days.md."""

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from api.store import Database
from api.store.migrate import migrate
from bench.machine import facts
from tests.api.processes import ROOT
from tests.api.soak.readers import PARALLEL, Readers, read_while_solving
from tests.api.soak.report import markdown
from tests.api.soak.run import Outcome, soak
from tests.databases import cluster, new_database


def main() -> None:
    """Runs both on both databases, and writes what was seen; the first thing that is lost ends it."""
    options = _options()
    runs: dict[str, tuple[Outcome, Readers]] = {}
    with tempfile.TemporaryDirectory() as directory, _addresses(Path(directory)) as addresses:
        for name, (kill_url, read_url) in addresses.items():
            started = time.monotonic()
            outcome = soak(kill_url, Path(directory) / f"{name}-kills", options.kills, options.seed)
            print(f"{name}: {outcome} [{time.monotonic() - started:.0f} s]", flush=True)
            readers = read_while_solving(read_url, Path(directory) / f"{name}-readers", options.readers)
            print(f"{name}: {readers}", flush=True)
            runs[name] = outcome, readers
    text = markdown(str(date.today()), facts(), options.seed, runs)
    options.out.write_text(text, encoding="utf-8", newline="\n")
    print(f"written: {options.out}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.api.soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="kills on each database (default 50)")
    parser.add_argument("--readers", type=int, default=PARALLEL, help=f"feed readers at once (default {PARALLEL})")
    parser.add_argument("--seed", type=int, default=1, help="says whom and when (default 1)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs/bad-days.md", help="the table")
    return parser.parse_args()


@contextmanager
def _addresses(directory: Path) -> Iterator[dict[str, tuple[str, str]]]:
    """Two databases of each kind, migrated."""
    with cluster() as server, new_database(server) as first, new_database(server) as second:
        files = (f"sqlite:///{directory / 'kills.db'}", f"sqlite:///{directory / 'readers.db'}")
        found = {"SQLite": files, "PostgreSQL": (first, second)}
        for url in (url for pair in found.values() for url in pair):
            database = Database(url)
            migrate(database)
            database.close()
        yield found


if __name__ == "__main__":
    main()
