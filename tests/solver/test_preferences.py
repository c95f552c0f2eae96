"""Wishes about weekdays count by their weights, where nothing above them is lost."""

from __future__ import annotations

from typing import Any

from roster.files import plan_from_data
from roster.result import Roster
from solver import solve


def solved(*wishes: dict[str, Any], **duty: Any) -> Roster:
    return solve(
        plan_from_data(
            {
                "format": 1,
                "title": "某镇",
                "period": {"start": "2026-03-02", "end": "2026-03-08"},
                "units": [{"id": "u", "name": "某镇", "level": "乡镇"}],
                "leaders": [{"id": one, "name": one, "unit": "u"} for one in "ab"],
                "duties": [
                    {"id": "r", "name": "接访", "kind": "coverage", "when": "每周二、周四", "hours": ["09:00-11:30"]}
                    | {"seats": [{"role": "接访领导", "who": {}}], **duty}
                ],
                "preferences": list(wishes),
            }
        )
    )


def sitting(roster: Roster) -> list[str | None]:
    return [slot.seats[0].leader for slot in roster.slots]


def test_the_lighter_wishes_give_way():
    heavy = {"leader": "a", "weekdays": ["周二"], "weight": 3}
    light = [{"leader": "b", "weekdays": ["周二"]}, {"leader": "b", "weekdays": ["周四"], "avoid": False}]
    roster = solved(heavy, *light)
    assert sitting(roster) == ["b", "a"]
    assert roster.levels[-1].value == 2


def test_a_wish_gives_way_to_the_rotation():
    roster = solved({"leader": "a", "weekdays": ["周二"], "weight": 9}, rotation="order")
    assert sitting(roster) == ["a", "b"]
    assert roster.levels[-1].value == 9


def test_a_standby_never_costs():
    roster = solved({"who": {}, "weekdays": ["周二", "周四"]}, standby={"count": 1})
    assert roster.levels[-1].value == 2
