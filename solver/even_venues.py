"""Venues for visits whose dates stand, as even as can be: a small search where sharing out date by date falls short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from datetime import date

from ortools.sat.python import cp_model

from roster.plan import VisitDuty
from solver.bounds import least_spread
from solver.model import Var
from solver.parts import Part, held_visits
from solver.venues import ANY, Placed, Sharing, Visits, with_venues

EFFORT = 4.0
"""What the search may take, in CP-SAT's deterministic time: about seconds, but the same on every machine."""


def evenly(part: Part, visits: Visits) -> Placed:
    """The visits, with a venue for each that has `ANY`; of the least `spread` that is found for these dates."""
    shared = with_venues(part, visits)
    if Sharing(part, shared).spread <= least_spread(part):
        return shared
    return _Venues(part, visits, shared).solve()


class _Venues:
    """A variable for each visit and venue; squares by marginal costs, as in the level `spread`."""

    def __init__(self, part: Part, visits: Visits, shared: Placed) -> None:
        self._part, self._shared = part, shared
        self._cp = cp_model.CpModel()
        self._sharing = Sharing(part, visits)
        self._at: dict[tuple[int, date], dict[str, Var]] = {}
        crowds: dict[tuple[str, str, date], list[Var]] = defaultdict(list)
        loads: dict[Hashable, list[Var]] = defaultdict(list)
        for index, made in visits.items():
            need = part.expansion.needs[index]
            for day, named in made:
                venues = self._sharing.venues(index, day) if named == ANY else (named,)
                options = {venue: self._cp.new_bool_var("") for venue in venues}
                self._cp.add_exactly_one(options.values())
                self._at[index, day] = options
                for venue, var in options.items():
                    self._cp.add_hint(var, (day, venue) in shared[index])
                    crowds[need.duty, venue, day].append(var)
                    loads[need.duty, venue].append(var)
                    loads[need.duty, venue, need.leader].append(var)
        for (duty_id, _, _), crowd in crowds.items():
            duty = part.expansion.plan.duty[duty_id]
            self._cp.add(sum(crowd) <= (duty.capacity if isinstance(duty, VisitDuty) else 0))
        self._minimise(loads)

    def _minimise(self, loads: dict[Hashable, list[Var]]) -> None:
        held: dict[Hashable, int] = defaultdict(int)
        for visit in held_visits(self._part):
            held[visit.duty, visit.venue] += 1
            held[visit.duty, visit.venue, visit.seats[0].leader] += 1
        cost: cp_model.LinearExpr | int = sum(count * count for count in held.values())
        for key, together in loads.items():
            taken = [self._cp.new_bool_var("") for _ in together]
            self._cp.add(sum(taken) == sum(together))
            cost += sum((2 * (held[key] + k) - 1) * var for k, var in enumerate(taken, start=1))
        self._cp.add(cost >= least_spread(self._part))
        self._cp.minimize(cost)

    def solve(self) -> Placed:
        """The best found."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.max_deterministic_time = EFFORT
        solver.parameters.catch_sigint_signal = False
        if solver.solve(self._cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return self._shared
        found: dict[int, list[tuple[date, str]]] = {index: [] for index in self._shared}
        for (index, day), options in self._at.items():
            found[index] += [(day, venue) for venue, var in options.items() if solver.boolean_value(var)]
        return {index: tuple(sorted(made)) for index, made in found.items()}
