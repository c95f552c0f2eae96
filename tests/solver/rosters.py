"""Rosters of random plans, solved or replanned, to be changed by hand."""

from __future__ import annotations

from random import Random

from roster.expansion import Past
from roster.faults import InputError
from roster.files import plan_from_data
from roster.plan import Plan
from roster.result import Roster
from solver import replan, solve
from tests.solver.changed import changed
from tests.solver.plans import SMALL, Maker


def solved_or_replanned(random: Random) -> tuple[Plan, Roster] | None:
    """A random plan and its roster, half of them replanned after changes; None where its pins contradict something."""
    data = Maker(random, SMALL).make()
    try:
        old = solve(plan_from_data(data))
        if random.random() < 0.5:
            return plan_from_data(data), old
        data, start = changed(random, data, old)
        plan = plan_from_data(data)
        return plan, replan(plan, Past(old, start))
    except InputError:
        return None
