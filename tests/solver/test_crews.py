"""Leaders who meet only at the venues they visit: crew by crew, it comes to what one complete model proves."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from roster.contradictions import find_contradictions
from roster.expansion import expand
from roster.files import plan_from_data
from roster.plan import Plan
from roster.referee import check
from solver import solve
from tests.solver.brute import best_levels
from tests.solver.complete import of_complete_model, proven

FREE = {"kind": "社区"}


def crews(random: Random) -> dict[str, Any]:
    """Two or three units that hold sessions of their own, and few venues where all of them have to visit."""
    units = [{"id": f"u{n}", "name": f"单位{n}", "level": "乡镇"} for n in range(random.randint(2, 3))]
    leaders = [
        {"id": f"{unit['id']}-{n}", "name": f"{n}", "unit": unit["id"]}
        for unit in units
        for n in range(random.randint(2, 3))
    ]
    ids = [leader["id"] for leader in leaders]
    days = [f"2026-04-{day:02d}" for day in range(13, 25)]

    def away() -> dict[str, Any]:
        start, end = sorted(random.sample(days, 2))
        return {"leader": random.choice(ids), "start": start, "end": end}

    duty = {"id": "r", "name": "接访", "kind": "coverage", "hours": ["09:00-11:30"], "for_each": {"level": "乡镇"}}
    duty |= {"seats": [{"role": "接访领导", "who": {"unit": "same"}}], "rotation": random.choice(("order", "free"))}
    duty |= {"when": random.choice(("每个工作日", "每周一、周三、周五", "每周二"))}
    duty |= {"standby": {"count": 1}} if random.random() < 0.5 else {}
    visit = {"id": "c", "name": "走访", "kind": "visit", "who": {}, "hours": ["09:00-11:30"], "venues": FREE}
    visit |= {"per": random.choice(("week", "period")), "times": random.choice((1, 2)), "capacity": 1}
    limits = [
        {"who": {}, "min_gap": 2},
        {"who": {}, "at_most": random.randint(2, 3), "per": "week"},
        {"who": {}, "at_least": 1, "per": "week", "duties": ["r"]},
    ]
    wishes = [{"leader": one, "weekdays": [random.choice(("周一", "周二", "周四"))]} for one in random.sample(ids, 2)]
    return {
        "format": 1,
        "title": "某县",
        "period": {"start": days[0], "end": days[-1]},
        "units": units,
        "venues": [{"id": f"v{n}", "name": f"社区{n}", "kind": "社区"} for n in range(random.randint(1, 3))],
        "leaders": leaders,
        "absences": [away() for _ in range(random.randint(0, 2))],
        "duties": [duty, visit],
        "limits": random.sample(limits, random.randint(0, 2)),
        "apart": [random.sample(ids, 2)] if random.random() < 0.3 else [],
        "preferences": wishes,
    }


@pytest.mark.parametrize("seed", range(24))
def test_crews_lose_nothing(seed):
    plan = plan_from_data(crews(Random(seed)))
    roster = solve(plan)
    assert proven(roster) == proven(of_complete_model(expand(plan)))
    assert check(plan, roster).passed


def plan_of(**keys: Any) -> Plan:
    leaders = [{"id": f"{unit}{n}", "name": f"{unit}{n}", "unit": unit} for unit in "ab" for n in range(2)]
    duty = {"id": "r", "name": "接访", "kind": "coverage", "when": "每天", "hours": ["09:00-11:30"]}
    duty |= {"seats": [{"role": "接访领导", "who": {"unit": "same"}}], "for_each": {"level": "镇"}}
    visit = {"id": "c", "name": "走访", "kind": "visit", "who": {}, "per": "period", "hours": ["09:00-11:30"]}
    plan = {
        "format": 1,
        "title": "某县",
        "period": {"start": "2026-04-14", "end": "2026-04-16"},
        "units": [{"id": unit, "name": unit, "level": "镇"} for unit in "ab"],
        "venues": [{"id": "v", "name": "甲社区", "kind": "社区"}],
        "leaders": leaders,
        "duties": [duty, visit | {"venues": FREE}],
        # Nobody gives two days in a row: whoever visits on the second day holds no session.
        "limits": [{"who": {}, "min_gap": 2}],
    }
    return plan_from_data(plan | keys)


def test_one_place_a_day_is_shared_by_all_crews():
    plan = plan_of()
    assert not find_contradictions(expand(plan))
    levels = proven(solve(plan))
    assert levels == best_levels(expand(plan), 100_000)
    assert levels["visits"] > 0  # four visits, three days


def test_with_room_for_all_each_crew_is_as_good_as_alone():
    venues = [{"id": f"v{n}", "name": f"{n}社区", "kind": "社区"} for n in range(4)]
    plan = plan_of(venues=venues)
    assert proven(solve(plan)) == best_levels(expand(plan), 1_000_000)
