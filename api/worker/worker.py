"""The worker's loops: one for each solve at a time, and one for chores."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from api.service import leases
from api.service.leases import Pulse, Work
from api.store import Database
from api.worker.runner import Runner

_log = logging.getLogger("lunzhi.worker")
_LOOK = 1.0
"""Seconds between two looks for work; a wake comes sooner."""
_AFTER_FAILURE = 3.0
_BEATS_A_LEASE = 4


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to be done again and again, so many seconds apart, by any worker."""

    name: str
    seconds: float
    work: Callable[[Database], None]


class Worker:
    """Takes jobs one after another, as many at a time as it has threads, until it is told to leave.

    `lease` is the number of seconds after which a job whose holder is silent is taken over.
    """

    def __init__(self, database: Database, *, lease: float, solves: int = 1, chores: tuple[Chore, ...] = ()) -> None:
        self._database = database
        self._lease = lease
        self._solves = solves
        self._chores = chores
        self._leaving = threading.Event()
        self._woken = threading.Event()
        self._claiming = threading.Lock()
        self._watched: dict[int, tuple[Pulse, float]] = {}
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begins, in threads of its own."""
        self._threads = [
            *(threading.Thread(target=self._solve, name=f"solve-{number}") for number in range(self._solves)),
            *(threading.Thread(target=self._do, args=(chore,), name=chore.name) for chore in self._chores),
        ]
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Says that there is something to do."""
        self._woken.set()

    def stop(self) -> None:
        """Gives back what it works on, and returns when all is at rest."""
        self._leaving.set()
        self._woken.set()
        for thread in self._threads:
            thread.join()

    def _solve(self) -> None:
        runner = Runner(self._database, self._lease / _BEATS_A_LEASE, self._leaving)
        while not self._leaving.is_set():
            try:
                work = self._claim()
                if work is not None:
                    runner.run(work)
                    continue
            except SQLAlchemyError:
                _log.exception("the database does not answer")
                self._leaving.wait(_AFTER_FAILURE)
            self._woken.wait(_LOOK)
            self._woken.clear()

    def _claim(self) -> Work | None:
        """The next job that waits, or one that has fallen silent."""
        with self._claiming, self._database.reading() as session:
            waiting = leases.queued(session)
            silent = self._silent(leases.running(session))
        for job_id in waiting:
            if work := self._take(job_id, None):
                return work
        for job_id, pulse in silent.items():
            if work := self._take(job_id, pulse):
                _log.warning("job %s is taken over on attempt %s", job_id, pulse.attempt + 1)
                return work
        return None

    def _take(self, job_id: int, pulse: Pulse | None) -> Work | None:
        with self._database.writing() as session:
            return leases.claim(session, job_id, pulse)

    def _silent(self, running: dict[int, Pulse]) -> dict[int, Pulse]:
        """The jobs that have shown the same pulse for longer than a lease, on this machine's steady clock."""
        seen = time.monotonic()
        self._watched = {
            job_id: self._watched[job_id]
            if job_id in self._watched and self._watched[job_id][0] == pulse
            else (pulse, seen)
            for job_id, pulse in running.items()
        }
        return {job_id: pulse for job_id, (pulse, since) in self._watched.items() if seen - since > self._lease}

    def _do(self, chore: Chore) -> None:
        while not self._leaving.is_set():
            try:
                chore.work(self._database)
            except SQLAlchemyError:
                _log.exception("the chore %s failed", chore.name)
            self._leaving.wait(chore.seconds)
