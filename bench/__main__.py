"""`python -m bench`: measures the works, each run in a fresh process, and writes the table and the raw numbers."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.machine import facts
from bench.marks import MARKS
from bench.report import markdown
from bench.works import BY_NAME, WORKS, Work

Run = dict[str, Any]
ROOT = Path(__file__).resolve().parent.parent
GRACE = 300.0
"""Seconds beyond its limit after which a run is given up."""


def main() -> None:
    """Runs what is asked for."""
    options = _options()
    works = [BY_NAME[name] for name in options.work or [work.name for work in WORKS]]
    peers = [peer for peer in options.peers if _installed(peer)]
    runs = [run for work in works for run in _runs(work, options.seeds, peers, options.peer_seeds)]
    told = {"date": str(date.today()), "command": _command(), "machine": facts(), "runs": runs}
    _write(options.json, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    _write(options.out, markdown(told))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--seeds", type=int, default=10, help="seeds of each work (default 10)")
    parser.add_argument("--work", nargs="+", choices=BY_NAME, metavar="NAME", help=f"of {', '.join(BY_NAME)}; all")
    parser.add_argument("--peers", nargs="*", choices=("plain", "timefold"), default=["plain", "timefold"])
    parser.add_argument("--peer-seeds", type=int, default=1, help="seeds that the peers solve (default 1)")
    parser.add_argument("--quick", action="store_true", help="two seeds and no peers, nothing under docs/")
    parser.add_argument("--out", type=Path, default=ROOT / "docs/benchmarks.md", help="the table")
    parser.add_argument("--json", type=Path, default=ROOT / "out/benchmarks.json", help="the raw numbers")
    options = parser.parse_args()
    if options.quick:
        options.seeds, options.peers, options.out = 2, [], ROOT / "out/benchmarks.md"
    return options


def _installed(peer: str) -> bool:
    if peer == "timefold" and find_spec("timefold") is None:
        print("timefold is not installed: skipped (pip install --group bench-peers; it needs Java 17)")
        return False
    return True


def _runs(work: Work, seeds: int, peers: list[str], peer_seeds: int) -> Iterator[Run]:
    """Every case; on the first ones the peers, too, and what Lunzhi has by each mark where it had no proof before."""
    for place, case in enumerate(work.chosen(seeds)):
        own = _run(work, case, "lunzhi", work.limit)
        yield own
        if not (work.peers and peers and place < peer_seeds):
            continue
        proven = own["seconds"] if own.get("status") == "optimal" else float("inf")
        yield from (_run(work, case, "lunzhi", mark) for mark in MARKS if mark < proven and mark != work.limit)
        yield from (_run(work, case, peer, max(MARKS)) for peer in peers)


def _run(work: Work, case: str, contestant: str, limit: float) -> Run:
    """One measurement in a fresh process; what went wrong there is told and kept."""
    command = [sys.executable, "-m", "bench.run", work.name, case, contestant, str(limit)]
    started = time.perf_counter()
    found: Run = {"work": work.name, "case": case, "contestant": contestant, "limit": limit}
    try:
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=limit + GRACE)
    except subprocess.TimeoutExpired:
        found["error"] = f"no answer {GRACE:.0f} s after its limit"
    else:
        lines = ended.stdout.decode("utf-8", "replace").splitlines()
        if ended.returncode == 0 and lines:
            found = json.loads(lines[-1])
        else:
            found["error"] = (ended.stderr.decode("utf-8", "replace").strip().splitlines() or ["no output"])[-1]
    outcome = found.get("error") or f"{found['seconds']:.2f} s, {found['status']}"
    print(f"{work.name} {case} {contestant} (≤ {limit:g} s): {outcome}", end="", flush=True)
    print(f" [{time.perf_counter() - started:.0f} s in all]", flush=True)
    return found


def _command() -> str:
    return " ".join(["python -m bench", *sys.argv[1:]])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"written: {path}")


if __name__ == "__main__":
    main()
