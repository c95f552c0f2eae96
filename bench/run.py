"""One measurement, in a process of its own: `python -m bench.run WORK CASE CONTESTANT LIMIT` prints it as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import solver
from bench import plain
from bench.answers import as_roster
from bench.marks import Track
from bench.memory import child_peak, peak_memory
from bench.works import BY_NAME, Work, with_absence
from roster.expansion import Expansion, Past, expand
from roster.plan import Plan
from roster.referee import check
from roster.result import Roster
from solver import Control

Measured = dict[str, Any]
WARM = "a"
"""The example that a peer warms up with."""


def measure(work: Work, case: str, contestant: str, limit: float) -> Measured:
    """What one contestant reaches on one case within the limit, in seconds."""
    plan, past = _task(work, case)
    if work.published:
        found = _publish(plan)
    else:
        found = {"lunzhi": _lunzhi, "plain": _plain, "timefold": _timefold}[contestant](plan, past, limit)
    start: Measured = {"work": work.name, "case": case, "contestant": contestant, "limit": limit}
    return start | {"size": size(expand(plan, past)), "memory": peak_memory()} | found


def size(expansion: Expansion) -> dict[str, int]:
    """Leaders, slots, visit periods."""
    return {
        "leaders": len(expansion.plan.leaders),
        "slots": len(expansion.slots),
        "visits": sum(need.owed for need in expansion.needs),
    }


def _task(work: Work, case: str) -> tuple[Plan, Past | None]:
    plan = work.plan(case)
    return with_absence(plan, solver.solve(plan), case) if work.replanned else (plan, None)


def _lunzhi(plan: Plan, past: Past | None, limit: float) -> Measured:
    started = time.perf_counter()
    control = Control(time_limit=limit, processes=os.cpu_count() or 1)
    roster = solver.replan(plan, past, control=control) if past else solver.solve(plan, control=control)
    seconds = time.perf_counter() - started
    return {"seconds": seconds} | _verdict(plan, past, roster)


def _verdict(plan: Plan, past: Past | None, roster: Roster) -> Measured:
    return {
        "status": roster.status,
        "levels": [[level.name, level.value, level.bound] for level in roster.levels],
        "violations": [violation.message for violation in check(plan, roster, past).violations],
    }


def _publish(plan: Plan) -> Measured:
    """The whole command, from the start of the process to its end."""
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "plan.json", Path(folder) / "out"
        data = plan.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude_none=True)
        file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, "-m", "api.cli", "solve", str(file), "-o", str(out)]
        started = time.perf_counter()
        ended = subprocess.run(command, capture_output=True, check=False)
        seconds = time.perf_counter() - started
        if ended.returncode not in (0, 1):
            raise RuntimeError(ended.stderr.decode("utf-8", "replace"))
        files = [path for path in out.rglob("*") if path.is_file()]
        roster = Roster.model_validate_json((out / "roster.json").read_bytes())
    return {"seconds": seconds, "memory": child_peak(), "files": len(files)} | _verdict(plan, None, roster)


def _plain(plan: Plan, past: Past | None, limit: float) -> Measured:
    return _peer(plan, past, limit, plain.solve)


def _timefold(plan: Plan, past: Past | None, limit: float) -> Measured:
    from bench import timefold_peer  # noqa: PLC0415  (an optional extra)

    timefold_peer.warm_up(expand(BY_NAME["office"].plan(WARM)))
    return _peer(plan, past, limit, timefold_peer.solve)


def _peer(plan: Plan, past: Past | None, limit: float, solve: Callable[[Expansion, float, Track], None]) -> Measured:
    track = Track()
    expansion = expand(plan, past)
    solve(expansion, limit, track)
    seconds = track.seconds
    levels = {
        mark: [[level.name, level.value] for level in as_roster(expansion, answer, {}).levels]
        for mark, answer in sorted(track.at.items())
        if mark <= limit
    }
    found: Measured = {"seconds": seconds, "marks": levels, "proofs": track.proofs, "status": "none"}
    if track.latest is None:
        return found
    return found | _verdict(plan, past, as_roster(expansion, track.latest, track.proven))


if __name__ == "__main__":
    name, case, contestant, limit = sys.argv[1:]
    print(json.dumps(measure(BY_NAME[name], case, contestant, float(limit)), ensure_ascii=False))
