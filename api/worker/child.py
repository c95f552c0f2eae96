"""The process that solves: it gets a plan, tells how far it is, and answers with a roster or with faults.

A process of its own, for a solver that crashes, or takes all memory, takes nothing else with it. It ends with the
worker that began it: the pipe between them then closes.
"""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection

import solver
from api.service.leases import Progress
from roster.difference import Difference, difference
from roster.expansion import Past, expand
from roster.faults import Fault, InputError
from roster.files import parse_plan, parse_roster, roster_bytes
from solver import Control

STOP = "stop"


@dataclass(frozen=True, slots=True)
class Task:
    """A plan file to be solved, at most so many seconds; with `past`, a roster file, and `start` to be replanned."""

    content: bytes
    suffix: str
    seconds: float
    seed: int
    past: bytes | None = None
    start: date | None = None


@dataclass(frozen=True, slots=True)
class Solved:
    """The answer: a roster file, and what it changes in the one before."""

    roster: bytes
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class Refused:
    """The answer where the plan contradicts itself."""

    faults: tuple[Fault, ...]


def run(connection: Connection, task: Task) -> None:
    """Solves, telling everything through the connection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the worker, which says so here
    control = Control(time_limit=task.seconds, seed=task.seed)
    control.progress = lambda news: connection.send(Progress(news.level, news.value, news.bound))
    threading.Thread(target=_listen, args=(connection, control), daemon=True).start()
    try:
        connection.send(_solve(task, control))
    except InputError as error:
        connection.send(Refused(error.faults))


def _solve(task: Task, control: Control) -> Solved:
    loaded = parse_plan(task.content, task.suffix)
    if task.past is None or task.start is None:
        roster = solver.solve(loaded.plan, digest=loaded.digest, control=control)
        return Solved(roster_bytes(roster), None)
    past = Past(parse_roster(task.past), task.start)
    roster = solver.replan(loaded.plan, past, digest=loaded.digest, control=control)
    changes = difference(expand(loaded.plan, past), past.roster, roster.slots)
    return Solved(roster_bytes(roster), changes)


def _listen(connection: Connection, control: Control) -> None:
    """Hears the worker's word to stop; and leaves at once when there is no worker any more."""
    try:
        while connection.recv() != STOP:
            pass
        control.stop.set()
        connection.recv()
    except (EOFError, OSError):
        os._exit(1)
