"""What one complete CP-SAT model of a whole plan proves: nothing taken apart, no bound from elsewhere."""

from __future__ import annotations

from roster.expansion import Expansion
from roster.result import Roster
from solver import Control
from solver.assemble import assemble
from solver.decisions import past_turns
from solver.lexicographic import Search
from solver.parts import whole


class _Complete(Search):
    """Every venue told apart, and every turn's distance open."""

    def _build(self, anywhere: frozenset[str], window: int | None = None) -> None:
        super()._build(frozenset())


def of_complete_model(expansion: Expansion) -> Roster:
    """The roster, proven level after level."""
    search = _Complete(whole(expansion), past_turns(expansion), Control(), {})
    return assemble(expansion, search.run(None, float("inf")), None)


def proven(roster: Roster) -> dict[str, int]:
    """The levels of a roster that is proven optimal on all of them."""
    assert roster.status == "optimal"
    levels = {level.name: level.value for level in roster.levels}
    assert {level.name: level.bound for level in roster.levels} == levels
    return levels
