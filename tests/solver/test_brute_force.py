"""Tiny random plans: the solver's levels are those of the best of all rosters, tried one by one."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from roster.contradictions import find_contradictions
from roster.expansion import Past, expand
from roster.faults import InputError
from roster.files import plan_from_data
from roster.plan import Plan
from roster.referee import check
from roster.result import Roster
from solver import replan, solve
from tests.solver.brute import TooLargeError, best_levels
from tests.solver.changed import changed
from tests.solver.complete import of_complete_model, proven
from tests.solver.plans import TINY, Maker

PATIENCE = 1000
Asked = tuple[Plan, Past | None]


def tried(draw: Callable[[], Asked]) -> tuple[Plan, Past | None, dict[str, int] | None]:
    """The first plan drawn whose rosters can all be tried, and the least levels."""
    while True:
        plan, past = draw()
        try:
            return plan, past, best_levels(expand(plan, past), PATIENCE)
        except TooLargeError:
            continue


def published_and_changed(random: Random) -> Asked:
    """A plan that has changed since its roster was published."""
    data = Maker(random, TINY).make()
    while find_contradictions(expand(plan_from_data(data))):
        data = Maker(random, TINY).make()
    old = solve(plan_from_data(data))
    data, start = changed(random, data, old)
    return plan_from_data(data), Past(old, start)


@pytest.mark.parametrize("seed", range(60))
def test_no_roster_is_better(seed):
    random = Random(seed)
    plan, _, best = tried(lambda: (plan_from_data(Maker(random, TINY).make()), None))
    if best is None:
        with pytest.raises(InputError):
            solve(plan)
    else:
        assert proven(solve(plan)) == best
        assert proven(of_complete_model(expand(plan))) == best


@pytest.mark.parametrize("seed", range(40))
def test_no_replanned_roster_is_better(seed):
    random = Random(seed)
    plan, past, best = tried(lambda: published_and_changed(random))
    assert past is not None
    if best is None:
        with pytest.raises(InputError):
            replan(plan, past)
        return
    roster = replan(plan, past)
    assert proven(roster) == best
    assert proven(of_complete_model(expand(plan, past))) == best
    assert check(plan, roster, past).passed
    assert before(roster, past) == before(past.roster, past)


def before(roster: Roster, past: Past) -> list[object]:
    return [slot for slot in roster.slots if slot.date < past.start]
