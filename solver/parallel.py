"""Independent parts in processes of their own, where there is enough to solve.

Each process interprets the plan once and solves the parts that it is asked for. It is started afresh (spawned), as a
copy of a process with threads may hang, and Windows knows no other way.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.synchronize import Event

from roster.expansion import Expansion, Past, expand
from roster.plan import Plan
from solver.control import Control
from solver.decisions import past_turns
from solver.outcome import Outcome
from solver.part import solve_part
from solver.parts import Part, split, whole

WORTH_IT = 5000
"""Slots and visits from which on the start of processes, about a second, is won back."""
_MOMENT = 0.1


@dataclass(frozen=True)
class _Task:
    """What a process is told once: the plan and how to solve it."""

    plan: Plan
    past: Past | None
    seed: int
    deterministic: bool
    stop: Event


def worth_it(expansion: Expansion, parts: list[Part], control: Control) -> bool:
    """Whether the parts are many and large enough for processes."""
    return min(control.processes, len(parts)) > 1 and len(expansion.slots) + len(expansion.needs) >= WORTH_IT


def solve_side_by_side(expansion: Expansion, parts: list[Part], control: Control) -> list[Outcome]:
    """The outcomes of the parts, in their order; each process has an equal share of the time."""
    count = min(control.processes, len(parts))
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    task = _Task(expansion.plan, expansion.past, control.seed, control.deterministic, stop)
    seconds = None if control.time_limit is None else control.remaining / -(-len(parts) // count)
    with ProcessPoolExecutor(count, context, _begin, (task,)) as pool, _stopping(control, stop):
        solved = [pool.submit(_solve, number, seconds) for number in range(len(parts))]
        _await(solved, control, stop)
        found = [future.result() for future in solved]
    for outcome, repeatable in found:
        control.repeatable &= repeatable
        for level, value in outcome.values.items():
            gap = outcome.gaps.get(level)
            control.report(level, value, None if gap is None else value - gap)
    return [outcome for outcome, _ in found]


@contextmanager
def _stopping(control: Control, stop: Event) -> Iterator[None]:
    """However this ends, the processes do not go on."""
    try:
        yield
    except BaseException:
        stop.set()
        raise


def _await(solved: list[Future[tuple[Outcome, bool]]], control: Control, stop: Event) -> None:
    pending = set(solved)
    while pending:
        _, pending = wait(pending, timeout=_MOMENT)
        if control.stop.is_set():
            stop.set()


_parts: list[Part] = []
_task: _Task


def _begin(task: _Task) -> None:
    """What a process does first."""
    global _task  # noqa: PLW0603
    # Ctrl-C reaches every process of a terminal: the first alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _task = task
    _parts[:] = split(whole(expand(task.plan, task.past)))


def _solve(number: int, seconds: float | None) -> tuple[Outcome, bool]:
    control = Control(seconds, _task.seed, _task.deterministic, stop=_task.stop)
    part = _parts[number]
    outcome = solve_part(part, past_turns(part.expansion), control, control.remaining)
    return outcome, control.repeatable
