"""Visits alone: by flows where these say it, else by search."""

from __future__ import annotations

from solver.bounds import least_spread
from solver.control import Control
from solver.decisions import Decisions, Ledger
from solver.lexicographic import Search
from solver.limits import Limits
from solver.matching import match
from solver.outcome import LEVELS, Outcome
from solver.parts import Part
from solver.spreading import spread_out
from solver.visit_days import keeps_visit_pins


def solve_visits(part: Part, ledger: Ledger, control: Control, seconds: float) -> Outcome:
    """The best dates and venues of visits alone, on the days that the ledger leaves.

    What flows find without pins and limits is a bound, and where it keeps them it is the best.
    """
    relaxed = match(part, ledger) or spread_out(part, ledger)
    if relaxed is None:
        return Search(part, ledger, control, least_bounds(part)).run(None, seconds)
    if relaxed.proven and _keeps_pins_and_limits(part, ledger, relaxed.decisions):
        return relaxed
    bounds = {level: value - (relaxed.gaps[level] or 0) for level, value in relaxed.values.items()}
    return Search(part, ledger, control, bounds).run(relaxed.decisions, seconds)


def _keeps_pins_and_limits(part: Part, ledger: Ledger, decisions: Decisions) -> bool:
    turns = decisions.turns(part.expansion)
    limits = Limits(part, ledger)
    return keeps_visit_pins(part, decisions) and limits.kept(turns) and not limits.shortfall(turns)


def least_bounds(part: Part) -> dict[str, int]:
    """Lower bounds of the levels that need no search."""
    return dict.fromkeys(LEVELS, 0) | {"spread": least_spread(part)}
