"""The first peer: one plain CP-SAT model, its levels solved one after another.

This is what a good engineer writes in a day: a Boolean for each leader and seat and for each visit, date and venue
(`plain_model`); squares by marginal costs, places in the rotation as an assignment of numbers to (leader, k-th turn)
(`plain_levels`); each level minimised from the solution of the last, the first of a replanned plan from the published
roster, then kept; 8 workers and `linearization_level` 2. It reads the expansion of a plan and shares nothing with the
package `solver`. It knows what the works of the benchmark use: no pins, no history, and where a plan is replanned slots
of one seat and one standby and one visit a period.
"""

from __future__ import annotations

from math import ceil

from ortools.sat.python import cp_model

from bench.answers import published
from bench.marks import Track
from bench.plain_levels import LEVELS
from bench.plain_model import PlainModel
from roster.expansion import Expansion


def solve(expansion: Expansion, limit: float, track: Track) -> None:
    """Solves the levels in turn until the limit, in seconds since the track's start."""
    model = PlainModel(expansion)
    for level, cost in LEVELS.items():
        objective = cost(model)
        if isinstance(objective, int):
            value = bound = objective
        elif (found := _minimise(model, objective, limit, track)) is not None:
            value, bound = found
        else:
            return
        track.prove(level, bound, value)
        if bound < value:
            return
        model.settled[level] = value
        if not isinstance(objective, int):
            model.cp.add(objective <= value)


def _minimise(model: PlainModel, objective: cp_model.LinearExpr, limit: float, track: Track) -> tuple[int, int] | None:
    """The value and the bound; nothing where no solution was found in time."""
    if track.seconds >= limit:
        return None
    model.cp.minimize(objective)
    if track.latest is not None or model.expansion.past is not None:
        model.hint(track.latest or published(model.expansion))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 8
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = limit - track.seconds
    status = solver.solve(model.cp, _Listener(model, track))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return round(solver.objective_value), ceil(solver.best_objective_bound - 1e-6)


class _Listener(cp_model.CpSolverSolutionCallback):
    def __init__(self, model: PlainModel, track: Track) -> None:
        super().__init__()
        self._model, self._track = model, track

    def on_solution_callback(self) -> None:
        """Keeps each better solution."""
        self._track.take(self._model.read(self))
