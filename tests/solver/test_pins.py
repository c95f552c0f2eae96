"""Pins: kept, or refused with the places in the plan that cannot hold together; never a fault of the program."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from roster.contradictions import find_contradictions
from roster.expansion import expand
from roster.faults import InputError
from roster.files import plan_from_data
from roster.plan import Plan
from roster.referee import check
from solver import solve
from tests.solver.plans import PINNED, Maker

TUESDAY, THURSDAY = "2026-03-03", "2026-03-05"
SEAT = {"duty": "r", "date": TUESDAY, "leader": "a"}
VISIT = {"duty": "c", "date": TUESDAY, "leader": "a"}


def plan_of(pins: list[dict[str, Any]], **keys: Any) -> Plan:
    who = {"leaders": ["a", "b", "c"]}
    shared = {"when": "每周二、周四", "hours": ["09:00-11:30"]}
    return plan_from_data(
        {
            "format": 1,
            "title": "某镇",
            "period": {"start": "2026-03-02", "end": "2026-03-08"},
            "units": [{"id": "u", "name": "某镇", "level": "乡镇"}],
            "venues": [{"id": "v", "name": "甲社区"}],
            "leaders": [{"id": one, "name": one, "unit": "u"} for one in "abcd"],
            "duties": [
                {
                    "id": "r",
                    "name": "接访",
                    "kind": "coverage",
                    "seats": [{"role": "接访领导", "who": who}],
                    "standby": {},
                }
                | shared,
                {"id": "c", "name": "走访", "kind": "visit", "who": who, "per": "week", "venues": ["v"]} | shared,
            ],
            "pins": pins,
            **keys,
        }
    )


CONTRADICTIONS: dict[str, tuple[list[dict[str, Any]], dict[str, Any]]] = {
    "a seat and a forbid of it": ([SEAT, SEAT | {"forbid": True}], {}),
    "two in one seat": ([SEAT, SEAT | {"leader": "b"}], {}),
    "seat and standby of one day": ([SEAT, SEAT | {"standby": True}], {}),
    "seat and visit of one day": ([SEAT, VISIT], {}),
    "two visits of one owed": ([VISIT, VISIT | {"date": THURSDAY}], {}),
    "two visits of one venue": ([VISIT, VISIT | {"leader": "b"}], {}),
    "someone not selected": ([SEAT | {"leader": "d"}], {}),
    "a day without a slot": ([SEAT | {"date": "2026-03-04"}], {}),
    "a day without visits": ([VISIT | {"date": "2026-03-04"}], {}),
    "an absence": ([SEAT], {"absences": [{"leader": "a", "start": TUESDAY, "end": TUESDAY}]}),
    "a pair apart": ([SEAT, SEAT | {"leader": "b", "standby": True}], {"apart": [["b", "a"]]}),
    "at most": ([SEAT, VISIT | {"date": THURSDAY}], {"limits": [{"who": {}, "at_most": 1, "per": "week"}]}),
    "a gap": ([SEAT, SEAT | {"date": THURSDAY}], {"limits": [{"who": {}, "min_gap": 3}]}),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_contradictory_pins_are_refused_with_their_places(name):
    pins, keys = CONTRADICTIONS[name]
    with pytest.raises(InputError) as refused:
        solve(plan_of(pins, **keys))
    assert [fault.path.partition("]")[0] for fault in refused.value.faults] == ["pins[0"]


def test_pins_that_hold_together_are_kept():
    roster = solve(plan_of([SEAT, SEAT | {"leader": "b", "standby": True}, VISIT | {"date": THURSDAY}]))
    slots = {slot.id: slot for slot in roster.slots}
    assert [seat.leader for seat in slots[f"r/{TUESDAY}"].seats] == ["a", "b"]
    assert slots["c/a/2026-W10/1"].date.isoformat() == THURSDAY


@pytest.mark.parametrize("seed", range(40))
def test_many_pins_are_all_kept_or_refused(seed):
    plan = plan_from_data(Maker(Random(seed), PINNED).make())
    if find_contradictions(expand(plan)):
        with pytest.raises(InputError):
            solve(plan)
    else:
        assert check(plan, solve(plan)).passed
