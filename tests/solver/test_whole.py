"""Plans of some weeks: taken apart, bounded and put together again, they come to what one complete model proves."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis.strategies import randoms

from roster.contradictions import find_contradictions
from roster.expansion import expand
from roster.files import plan_from_data
from roster.referee import check
from solver import solve
from tests.solver.complete import of_complete_model, proven
from tests.solver.plans import MEDIUM, SMALL, Maker


@pytest.mark.parametrize("seed", range(16))
def test_pieces_lose_nothing(seed):
    random = Random(seed)
    plan = plan_from_data(Maker(random, MEDIUM).make())
    while find_contradictions(expansion := expand(plan)):
        plan = plan_from_data(Maker(random, MEDIUM).make())
    assert proven(solve(plan)) == proven(of_complete_model(expansion))


@settings(max_examples=25)
@given(randoms(use_true_random=False))
def test_what_is_returned_passes_the_check(random):
    plan = plan_from_data(Maker(random, SMALL).make())
    assume(not find_contradictions(expand(plan)))
    assert check(plan, solve(plan)).passed
