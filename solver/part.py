"""One independent part of a plan: by the way that fits what stands in it."""

from __future__ import annotations

from solver.clusters import Clusters
from solver.control import Control
from solver.coverage import solve_coverage
from solver.crews import Crews, meet_only_at_venues
from solver.decisions import Ledger
from solver.outcome import Outcome
from solver.parts import Part
from solver.visits import solve_visits


def solve_part(part: Part, ledger: Ledger, control: Control, seconds: float) -> Outcome:
    """The best roster of an independent part found within the seconds."""
    if not part.needs:
        return solve_coverage(part, ledger, control, seconds)
    if not part.groups:
        return solve_visits(part, ledger, control, seconds)
    if meet_only_at_venues(part):
        return Crews(part, ledger, control, control.seconds + seconds).solve()
    return Clusters(part, ledger, control, control.seconds + seconds).solve()
