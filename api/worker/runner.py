"""One job, from its claim to its end."""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from api.service import leases
from api.service.leases import Progress, Work
from api.service.versions import Made
from api.store import Database
from api.store.tables import JobState
from api.worker.child import STOP, Refused, Solved, Task, run
from roster.faults import Fault
from roster.files import parse_roster

_log = logging.getLogger("lunzhi.worker")
_PATIENCE = 15.0
"""Seconds that a solve may take to stop once it was told to, and beyond its time limit to write down what it has."""
_SLOW = 4
"""A solve that has taken so many times its limit hangs."""
CRASHED = Fault("", "求解程序意外退出。可能是内存不足，请稍后再试。")
HANGS = Fault("", "求解程序没有在时限内结束，已中止。")

Answer = Solved | Refused | None


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs claimed jobs: `beats` are the seconds between two signs of life; `leaving` is set when it is time to go."""

    database: Database
    beats: float
    leaving: threading.Event

    def run(self, work: Work) -> None:
        """Solves, and keeps the roster if the lease still holds by then."""
        task = _task(work)
        _log.info("job %s begins", work.job_id)
        with _process(task) as (process, connection):
            state, answer = self._attend(work, task, process, connection)
        if state is not None:
            self._end(work, state, answer)

    def _attend(
        self, work: Work, task: Task, process: SpawnProcess, connection: Connection
    ) -> tuple[JobState | None, Answer | Fault]:
        """Passes progress on until there is an answer. A state of None: the job is not ours any more."""
        begun = time.monotonic()
        news: Progress | None = None
        beaten = 0.0
        while True:
            if connection.poll(self.beats / 4):
                try:
                    told = connection.recv()
                except (EOFError, OSError):
                    return JobState.FAILED, CRASHED
                if not isinstance(told, Progress):
                    return JobState.DONE, told
                news = told
            if self.leaving.is_set():
                self._give_back(work)
                return None, None
            if time.monotonic() - beaten >= self.beats:
                beaten = time.monotonic()
                with self.database.writing() as session:
                    cancelling = leases.beat(session, work.job_id, work.lease, news)
                if cancelling is None:
                    _log.warning("job %s was taken over by another worker", work.job_id)
                    return None, None
                if cancelling:
                    return JobState.CANCELLED, None
            if time.monotonic() - begun > task.seconds * _SLOW + _PATIENCE:
                return JobState.FAILED, HANGS

    def _give_back(self, work: Work) -> None:
        with self.database.writing() as session:
            leases.give_back(session, work.job_id, work.lease)
        _log.info("job %s is given back", work.job_id)

    def _end(self, work: Work, state: JobState, answer: Answer | Fault) -> None:
        with self.database.writing() as session:
            if isinstance(answer, Solved):
                held = leases.finish(session, work.job_id, work.lease, _made(work, answer))
            elif isinstance(answer, Refused):
                held = leases.end(session, work.job_id, work.lease, JobState.FAILED, answer.faults)
            else:
                faults = (answer,) if isinstance(answer, Fault) else ()
                held = leases.end(session, work.job_id, work.lease, state, faults)
        _log.info("job %s ends: %s", work.job_id, state if held else "the lease was lost, nothing is kept")


def _task(work: Work) -> Task:
    start = work.request.get("start")
    return Task(
        content=work.content,
        suffix=work.suffix,
        seconds=float(str(work.request["seconds"])),
        seed=int(str(work.request["seed"])),
        past=work.past,
        start=date.fromisoformat(str(start)) if start else None,
    )


def _made(work: Work, answer: Solved) -> Made:
    based_on = work.request.get("based_on")
    return Made(
        roster=parse_roster(answer.roster),
        origin="solve" if work.past is None else "replan",
        why=str(work.request["why"]),
        based_on=based_on if isinstance(based_on, int) else None,
        difference=answer.difference,
    )


@contextmanager
def _process(task: Task) -> Iterator[tuple[SpawnProcess, Connection]]:
    """The process that solves, for as long as it is needed."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=run, args=(theirs, task), name="lunzhi-solve", daemon=True)
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        _dismiss(process, ours)


def _dismiss(process: SpawnProcess, connection: Connection) -> None:
    if process.is_alive():
        with suppress(OSError):
            connection.send(STOP)
        process.terminate()
    connection.close()
    process.join(_PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
