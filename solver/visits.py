"""Coverage and visits of a part together.

Coverage alone and visits alone are relaxations: their optima add up to a bound. Visits are placed on the days that
coverage leaves; if they lose nothing by it, the two together are proven. Otherwise the whole part is searched.
"""

from __future__ import annotations

from solver.bounds import least_spread
from solver.control import Control
from solver.coverage import solve_coverage
from solver.decisions import Ledger, merge
from solver.levels import quotas
from solver.lexicographic import Search
from solver.outcome import LEVELS, Outcome, together
from solver.parts import Part, split


def solve_part(part: Part, ledger: Ledger, control: Control, seconds: float) -> Outcome:
    """The best roster of an independent part found within the seconds."""
    if not part.needs:
        return solve_coverage(part, ledger, control, seconds)
    if not part.groups:
        return _solve_visits(part, ledger, control, seconds)
    until = control.seconds + seconds
    coverage = together(
        solve_coverage(one, ledger, control, (until - control.seconds) / 2) for one in split(part.coverage)
    )
    days = merge(ledger, coverage.decisions.turns(part.expansion))
    visits = together(_solve_visits(one, days, control, (until - control.seconds) / 2) for one in split(part.visits))
    both = together((coverage, visits))
    least = _least(part.visits)
    if visits.values != least:
        alone = together(
            _solve_visits(one, ledger, control, (until - control.seconds) / 2) for one in split(part.visits)
        )
        least = dict(alone.values) if alone.proven else least
    if visits.values == least and not quotas.spans_both(part.expansion.plan):
        return both
    bounds = {level: coverage.values[level] + least[level] for level in LEVELS}
    if not coverage.proven:
        bounds = least
    return Search(part, ledger, control, bounds).run(both.decisions, until - control.seconds)


def _solve_visits(part: Part, ledger: Ledger, control: Control, seconds: float) -> Outcome:
    return Search(part, ledger, control, _least(part)).run(None, seconds)


def _least(part: Part) -> dict[str, int]:
    return dict.fromkeys(LEVELS, 0) | {"spread": least_spread(part)}
