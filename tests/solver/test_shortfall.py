"""Quotas that cannot all be kept: the least shortfall, and under it the best roster, as one whole model proves it."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from roster.expansion import Expansion, expand
from roster.files import plan_from_data
from roster.referee import check
from solver import solve
from solver.coverage import by_flows
from solver.parts import whole
from solver.prices import Condition
from solver.shortfall import nested
from tests.solver.complete import of_complete_model, proven


def office(leaders: int, **keys: Any) -> dict[str, Any]:
    """One seat on every day of four weeks, in turn; everyone owes turns."""
    duty = {"id": "r", "name": "接访", "kind": "coverage", "when": "每天", "hours": ["09:00-11:30"]}
    duty |= {"seats": [{"role": "接访领导", "who": {}}], "rotation": "order"}
    return {
        "format": 1,
        "title": "某镇",
        "period": {"start": "2026-04-13", "end": "2026-05-10"},
        "units": [{"id": "u", "name": "某镇", "level": "乡镇"}],
        "leaders": [{"id": f"l{n}", "name": f"{n}", "unit": "u"} for n in range(leaders)],
        "duties": [duty],
        **keys,
    }


def away(leader: str, start: str, end: str) -> dict[str, str]:
    return {"leader": leader, "start": start, "end": end}


def one_day_for_two() -> Expansion:
    """In the second week, l0 and l1 are both there on Wednesday alone; each owes a turn a week."""
    gone = [away(one, start, end) for one in ("l0", "l1") for start, end in TWO_HALVES]
    limit = {"who": {"leaders": ["l0", "l1"]}, "at_least": 1, "per": "week"}
    return expand(plan_from_data(office(4, absences=gone, limits=[limit])))


TWO_HALVES = (("2026-04-20", "2026-04-21"), ("2026-04-23", "2026-04-26"))


def test_flows_alone_prove_that_one_turn_is_missing():
    expansion = one_day_for_two()
    flows = by_flows(whole(expansion), {})
    assert flows.proven
    assert flows.bounds["quotas"] == 1
    assert flows.bounds == {**flows.bounds, **proven(of_complete_model(expansion))}


def test_conditions_that_cross_are_not_nested():
    crossing = [Condition("l0", frozenset({0, 1}), 1), Condition("l0", frozenset({1, 2}), 1)]
    assert not nested(crossing)
    assert nested([crossing[0], Condition("l1", frozenset({1, 2}), 1), Condition("l0", frozenset({0, 1, 2}), 1)])


def quotas(random: Random) -> dict[str, Any]:
    leaders = random.randint(3, 5)
    ids = [f"l{n}" for n in range(leaders)]
    days = [f"2026-04-{day}" for day in range(13, 31)] + [f"2026-05-{day:02d}" for day in range(1, 11)]

    def gone() -> dict[str, str]:
        start = random.randrange(len(days))
        return away(random.choice(ids), days[start], days[min(len(days) - 1, start + random.randint(2, 14))])

    some = random.sample(ids, 2)
    limits = [
        {"who": {"leaders": some}, "at_least": random.randint(1, 3), "per": "week"},
        {"who": {"leaders": some}, "at_least": random.randint(3, 12), "per": "month"},
        {"who": {"leaders": ids[:1]}, "at_least": random.randint(6, 12), "per": "period"},
    ]
    history = [{"leader": ids[0], "duty": "r", "turns": random.randint(1, 6)}]
    wish = {"leader": ids[1], "weekdays": ["周一"]}
    return office(
        leaders,
        absences=[gone() for _ in range(random.randint(1, 5))],
        limits=random.sample(limits, random.randint(1, 2)),
        history=history if random.random() < 0.5 else [],
        preferences=[wish] if random.random() < 0.5 else [],
    )


@pytest.mark.parametrize("seed", range(16))
def test_what_falls_short_is_the_least(seed):
    plan = plan_from_data(quotas(Random(seed)))
    roster = solve(plan)
    assert proven(roster) == proven(of_complete_model(expand(plan)))
    assert check(plan, roster).passed
