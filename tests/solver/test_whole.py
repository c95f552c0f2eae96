"""Plans of some weeks: taken apart, bounded and put together again, they come to what one complete model proves."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis.strategies import randoms

from roster.contradictions import find_contradictions
from roster.expansion import Expansion, expand
from roster.files import plan_from_data
from roster.referee import check
from solver import Control, solve
from solver.assemble import assemble
from solver.decisions import past_turns
from solver.lexicographic import Search
from solver.parts import whole
from tests.solver.plans import MEDIUM, SMALL, Maker


def of_complete_model(expansion: Expansion) -> dict[str, int]:
    """The levels by one model of the whole plan, without any bound from elsewhere."""
    search = Search(whole(expansion), past_turns(expansion), Control(), {})
    roster = assemble(expansion, search.run(None, float("inf")), None)
    assert roster.status == "optimal"
    return {level.name: level.value for level in roster.levels}


@pytest.mark.parametrize("seed", range(16))
def test_pieces_lose_nothing(seed):
    random = Random(seed)
    plan = plan_from_data(Maker(random, MEDIUM).make())
    while find_contradictions(expansion := expand(plan)):
        plan = plan_from_data(Maker(random, MEDIUM).make())
    roster = solve(plan)
    assert roster.status == "optimal"
    assert {level.name: level.value for level in roster.levels} == of_complete_model(expansion)


@settings(max_examples=25)
@given(randoms(use_true_random=False))
def test_what_is_returned_passes_the_check(random):
    plan = plan_from_data(Maker(random, SMALL).make())
    assume(not find_contradictions(expand(plan)))
    assert check(plan, solve(plan)).passed
