"""Parts that do not wait for each other in processes of their own, where there is enough to solve.

Each process interprets the plan once and solves the parts that it is asked for, of which it is told the places alone.
It is started afresh (spawned), as a copy of a process with threads may hang, and Windows knows no other way.
"""

from __future__ import annotations

import math
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, fields
from multiprocessing.synchronize import Event
from typing import Any

from roster.expansion import Expansion, Past, expand
from roster.plan import Plan
from solver.control import Control
from solver.decisions import Ledger, past_turns
from solver.outcome import Outcome
from solver.parts import Part

WORTH_IT = 5000
"""Slots and visits from which on the start of processes, about a second, is won back."""
_AMPLE = 30.0
"""Seconds that have to be left: starting does not see the clock, and equal shares of little time are too small."""
_MOMENT = 0.1

Solve = Callable[[Part, Ledger, Control, float], Outcome]
"""How a part is solved beside what was held before, within so many seconds; found by its name in another process."""


@dataclass(frozen=True)
class _Task:
    """What a process is told once: the plan and how to solve it."""

    plan: Plan
    past: Past | None
    seed: int
    deterministic: bool
    stop: Event
    solve: Solve


@dataclass(frozen=True)
class _Places:
    """A part without the plan, which every process has."""

    fields: tuple[Any, ...]

    @classmethod
    def of(cls, part: Part) -> _Places:
        """Those of a part."""
        return cls(tuple(getattr(part, one.name) for one in _FIELDS))

    def within(self, expansion: Expansion) -> Part:
        """The part."""
        return Part(expansion, *self.fields)


_FIELDS = [one for one in fields(Part) if one.name != "expansion"]


def worth_it(expansion: Expansion, parts: Sequence[Part], control: Control) -> bool:
    """Whether the parts are many and large enough for processes, and time is no concern."""
    size = len(expansion.slots) + len(expansion.needs)
    return min(control.processes, len(parts)) > 1 and size >= WORTH_IT and control.remaining > _AMPLE


def solve_side_by_side(
    expansion: Expansion, parts: Sequence[Part], control: Control, solve: Solve, seconds: float
) -> list[Outcome]:
    """The outcomes of the parts, in their order; each has an equal share of the seconds, as far as one waits for
    another."""
    count = min(control.processes, len(parts))
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    task = _Task(expansion.plan, expansion.past, control.seed, control.deterministic, stop, solve)
    share = seconds / math.ceil(len(parts) / count)
    with ProcessPoolExecutor(count, context, _begin, (task,)) as pool, _stopping(control, stop):
        solved = [pool.submit(_solve, _Places.of(part), share) for part in parts]
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


_expansion: Expansion
_task: _Task


def _begin(task: _Task) -> None:
    """What a process does first."""
    global _task, _expansion
    # Ctrl-C reaches every process of a terminal: the first alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _task, _expansion = task, expand(task.plan, task.past)


def _solve(places: _Places, seconds: float) -> tuple[Outcome, bool]:
    limit = None if math.isinf(seconds) else seconds
    control = Control(limit, _task.seed, _task.deterministic, stop=_task.stop)
    outcome = _task.solve(places.within(_expansion), past_turns(_expansion), control, control.remaining)
    return outcome, control.repeatable
