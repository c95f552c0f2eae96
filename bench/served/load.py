"""So many connections that ask again and again for the same: what wrk measures, and what it costs the processor."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

CONNECTIONS = 8
_LUA = """
done = function(summary, latency, requests)
  local failed = summary.errors
  io.write(string.format("MEASURED %d %d %d %d %d %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95), latency:percentile(99),
    failed.connect + failed.read + failed.write + failed.status + failed.timeout))
end
"""


@dataclass(frozen=True)
class Question:
    """What is asked, of whom: the address, method, headers and body."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: str = ""


@dataclass(frozen=True)
class Measured:
    """Requests a second; milliseconds to answer, of a hundred the 50th, 95th and 99th; milliseconds of processor that
    the server's processes took for each."""

    rate: float
    p50: float
    p95: float
    p99: float
    processor: float


def middle(runs: list[Measured]) -> Measured:
    """The median of each number."""
    names = ("rate", "p50", "p95", "p99", "processor")
    return Measured(*(median(getattr(run, name) for run in runs) for name in names))


def load(question: Question, process: int, seconds: float) -> Measured:
    """Asks for so many seconds, of a server whose first process has that id. RuntimeError where any answer failed."""
    before = _processor(process)
    with tempfile.TemporaryDirectory() as directory:
        script = Path(directory) / "wrk.lua"
        body = f"wrk.method = {question.method!r}\nwrk.body = [[{question.body}]]\n"
        script.write_text(body + _LUA, encoding="utf-8")
        headers = [option for name, value in question.headers.items() for option in ("-H", f"{name}: {value}")]
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "-s", str(script), *headers, question.url]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"MEASURED (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)", told)
    assert found is not None, told
    requests, duration, p50, p95, p99, failed = map(int, found.groups())
    if failed or not requests:
        raise RuntimeError(f"{question.url}: {failed} of {requests} failed\n{told}")
    spent = _processor(process) - before
    return Measured(requests / duration * 1e6, p50 / 1000, p95 / 1000, p99 / 1000, spent / requests * 1000)


def busy() -> str:
    """How busy the machine is, with other things, before it is measured: processes that run or wait to, of late."""
    return f"{os.getloadavg()[0]:.1f} (processes that run or wait for a core; 0 on a machine of one's own)"


def memory(process: int) -> float:
    """MB that a process and those below it hold, what they share counted once for each of them."""
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in _family(process))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _processor(process: int) -> float:
    """Seconds of processor that a process and those below it have taken."""
    ticks = sum(int(number) for one in _family(process) for number in _stat(one)[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def _family(process: int) -> list[int]:
    """A process and those below it."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(one for child in children for one in _family(int(child)))]


def _stat(process: int) -> list[str]:
    """The fields of /proc/PID/stat behind the name, which may hold anything."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
