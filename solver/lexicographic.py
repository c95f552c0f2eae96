"""Runs the levels of one part in turn and proves each: a level's value is fixed before the next is minimised.

A level whose best value so far already meets a known bound is proven without a search.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from math import ceil, isqrt

from ortools.sat.python import cp_model

from roster.turns import Turns
from solver import rules
from solver.control import Control
from solver.decisions import Decisions, Ledger
from solver.even_venues import evenly
from solver.greedy import first_roster
from solver.levels import COSTS
from solver.measure import Measure
from solver.model import Expr, Model
from solver.outcome import LEVELS, Outcome, given_above
from solver.parts import Part
from solver.venues import ANY, interchangeable

FIRST_TRY = 10.0
"""Seconds for one worker, which proves most parts at once and gives the same roster each time; then eight search."""
FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


class ContradictionError(Exception):
    """No roster keeps the rules; contradictory plans are refused before, so that this is a fault of the program."""


class Search:
    """The search for a part's best roster. `bounds` are lower bounds of levels, each given the bounds above it."""

    def __init__(self, part: Part, ledger: Ledger, control: Control, bounds: Mapping[str, int]) -> None:
        self.control = control
        self._part, self._ledger, self._bounds = part, ledger, bounds
        self._turns = {group: Turns(part.expansion, part.expansion.groups[group]) for group in part.groups}
        self._measure = Measure(part, ledger, self._turns)

    def run(self, start: Decisions | None, seconds: float, levels: Sequence[str] = LEVELS) -> Outcome:
        """The best roster within the seconds, by those levels; it is no worse than `start`, as far as that keeps the
        rules."""
        deadline = self.control.seconds + seconds
        self._levels = levels
        self._take(first_roster(self._part, self._ledger, start or Decisions()))
        if min(seconds, self.control.remaining) <= 0:
            return self._unproven()
        self._build(interchangeable(self._part))
        gaps: dict[str, int | None] = {}
        proven = tight = True
        for level in levels:
            if min(deadline - self.control.seconds, self.control.remaining) <= 0:
                self.control.repeatable = False
                return Outcome(self._best, self._values, dict.fromkeys(LEVELS) | gaps)
            value, bound = self._level(level, self._bounds.get(level) if tight else None, deadline)
            gaps[level] = value - bound if proven and bound is not None else None
            proven = proven and value == bound
            tight = tight and value == self._bounds.get(level)
        return Outcome(self._best, self.model.settled, gaps)

    def _unproven(self) -> Outcome:
        """The first roster, held against the bounds known."""
        self.control.repeatable = False
        gaps = {level: value - self._bounds.get(level, 0) for level, value in self._values.items()}
        return Outcome(self._best, self._values, given_above(gaps))

    def _build(self, anywhere: frozenset[str], window: int | None = None) -> None:
        """The model, with `anywhere` and `window` as it says."""
        self.model = Model(self._part, self._ledger, self._turns, anywhere, window)
        for build in rules.ALL:
            build(self.model)

    def _take(self, decisions: Decisions) -> None:
        self._best = decisions
        self._values = self._measure.values(decisions)

    def _take_if_better(self, decisions: Decisions) -> None:
        """A roster as good on this level may be worse on those below: then the one at hand stays. What a search of one
        level leaves empty, as that level does not ask for it, is filled first."""
        decisions = first_roster(self._part, self._ledger, decisions)
        values = self._measure.values(decisions)
        if [values[level] for level in self._levels] < [self._values[level] for level in self._levels]:
            self._best, self._values = decisions, values

    def _level(self, level: str, bound: int | None, deadline: float) -> tuple[int, int | None]:
        """The level's best value and the bound proven; the value is settled for the levels below."""
        if level == "spread" and self.model.anywhere:
            return self._spread(bound, deadline)
        if level == "rotation":
            return self._rotation(bound, deadline)
        value, proven = self._minimised(level, bound, deadline)
        if level == LEVELS[-1] and self.model.anywhere and value != proven:
            # With venues left open no date is ruled out for the sake of `spread`.
            self._rebuild(frozenset(), self.model.window)
            value, proven = self._minimised(level, max(bound or 0, proven or 0), deadline)
        return value, proven

    def _spread(self, bound: int | None, deadline: float) -> tuple[int, int | None]:
        """A level that asks for venues: nothing is left to search where those of the best roster meet the bound."""
        if self._values["spread"] != bound:
            dates = {index: [(day, ANY) for day, _ in made] for index, made in self._best.visits.items()}
            self._take_if_better(Decisions(self._best.seats, {**self._best.visits, **evenly(self._part, dates)}))
        value = self._values["spread"]
        if value == bound:
            self.control.report("spread", value, bound)
            self.model.settled["spread"] = value
            return value, bound
        self._rebuild(frozenset(), self.model.window)
        return self._minimised("spread", bound, deadline)

    def _rotation(self, bound: int | None, deadline: float) -> tuple[int, int | None]:
        """Turns are first looked for near their places. What is left out costs more than the square of the distance:
        if the best that is found costs no more, it is the best of all, and else the window grows."""
        sizes = [len(one.group.eligible) for one in self._turns.values() if one.group.rotation]
        known = self._values["rotation"]
        if not sizes or known == bound:
            return self._minimised("rotation", bound, deadline)
        window, least = 2 * max(sizes), bound
        while window**2 < self._values["rotation"]:
            self._rebuild(self.model.anywhere, window)
            try:
                value, proven = self._minimised("rotation", least, deadline)
            except ContradictionError:
                # No roster has all its turns so near.
                value, proven = self._values["rotation"], None
            if value <= window**2:
                return value, proven
            self.model.settled.pop("rotation", None)
            outside = (window + 1) ** 2
            least = max(least or 0, min(outside, outside if proven is None else proven))
            if self._left(deadline) <= 0:
                self.model.settled["rotation"] = value
                return value, least
            window = isqrt(value) + 1 if value < known else 3 * window
        self._rebuild(self.model.anywhere, isqrt(self._values["rotation"]) + 1)
        return self._minimised("rotation", least, deadline)

    def _left(self, deadline: float) -> float:
        return min(deadline - self.control.seconds, self.control.remaining)

    def _rebuild(self, anywhere: frozenset[str], window: int | None) -> None:
        """Builds the model anew, with what has been settled so far."""
        settled = self.model.settled
        self._build(anywhere, window)
        for level, value in settled.items():
            cost = COSTS[level](self.model)
            self.model.settled[level] = value
            if not isinstance(cost, int):
                self.model.cp.add(cost <= value)

    def _minimised(self, level: str, bound: int | None, deadline: float) -> tuple[int, int | None]:
        cost = COSTS[level](self.model)
        value, proven = self._least(level, cost, bound, deadline)
        self.model.settled[level] = value
        if not isinstance(cost, int):
            self.model.cp.add(cost <= value)
        return value, proven

    def _least(self, level: str, cost: Expr, bound: int | None, deadline: float) -> tuple[int, int | None]:
        if isinstance(cost, int):
            return cost, cost
        known = self._values[level]
        if known == bound:
            self.control.report(level, known, bound)
            return known, bound
        if bound is not None:
            self.model.cp.add(cost >= bound)
        self.model.cp.minimize(cost)
        found = self._minimise(level, deadline)
        self.model.cp.clear_objective()  # type: ignore[no-untyped-call]
        return found

    def _minimise(self, level: str, deadline: float) -> tuple[int, int | None]:
        bound: int | None = None
        # A level that is hard to prove leaves half of the time to those below it.
        share = 1 if level == LEVELS[-1] else 2
        until = self.control.seconds + min(deadline - self.control.seconds, self.control.remaining) / share
        status = cp_model.UNKNOWN
        for workers in (1,) if self.control.deterministic else (1, 8):
            left = min(until - self.control.seconds, self.control.remaining)
            if left <= 0:
                break
            self.model.cp.clear_hints()  # type: ignore[no-untyped-call]
            self.model.hint(self._best)
            first = workers == 1 and not self.control.deterministic
            solver = self._solver(min(left, FIRST_TRY) if first else left, workers)
            # Several workers race, and find another of the best rosters each time.
            self.control.repeatable &= workers == 1
            status = self._watched(solver, level)
            if status == cp_model.INFEASIBLE:
                status = self._confirm(solver, level, until)
            if status in FOUND:
                self._take_if_better(self.model.read(solver))
            # Costs are whole numbers, so that a bound between two of them is as good as the upper one.
            bound = max(ceil(max(0.0, solver.best_objective_bound) - 1e-6), bound or 0)
            if status == cp_model.OPTIMAL:
                break
        self.control.repeatable &= status == cp_model.OPTIMAL
        return self._values[level], bound

    def _confirm(self, solver: cp_model.CpSolver, level: str, until: float) -> cp_model.CpSolverStatus:
        """Presolve has called feasible models infeasible (google/or-tools 5274): asks again without it."""
        solver.parameters.cp_model_presolve = False
        left = min(until - self.control.seconds, self.control.remaining)
        if left != float("inf"):
            solver.parameters.max_time_in_seconds = max(0.0, left)
        status = self._watched(solver, level)
        if status == cp_model.INFEASIBLE:
            raise ContradictionError(f"level {level}: no roster keeps the rules")
        return status

    def _solver(self, seconds: float, workers: int) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        # Ctrl-C is for whoever started the solve: CP-SAT's own handler ends one search and aborts the process later.
        solver.parameters.catch_sigint_signal = False
        solver.parameters.num_workers = workers
        solver.parameters.linearization_level = 2
        solver.parameters.random_seed = self.control.seed
        if seconds != float("inf"):
            solver.parameters.max_time_in_seconds = seconds
        return solver

    def _watched(self, solver: cp_model.CpSolver, level: str) -> cp_model.CpSolverStatus:
        """Solves, tells of progress, and ends when it is told to stop."""
        ended = threading.Event()

        def stop_when_told() -> None:
            while not ended.wait(0.1):
                if self.control.stop.is_set():
                    solver.stop_search()

        watcher = threading.Thread(target=stop_when_told, daemon=True)
        watcher.start()
        status = solver.solve(self.model.cp, _Reporter(self.control, level))
        ended.set()
        return status


class _Reporter(cp_model.CpSolverSolutionCallback):
    def __init__(self, control: Control, level: str) -> None:
        super().__init__()
        self._control = control
        self._level = level

    def on_solution_callback(self) -> None:
        """Tells of each better roster."""
        self._control.report(self._level, round(self.objective_value), max(0, round(self.best_objective_bound)))
