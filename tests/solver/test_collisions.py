"""Duties of the same few people: where the pieces that a plan is taken apart into collide."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roster.expansion import Past, expand
from roster.files import plan_from_data
from roster.plan import Plan
from roster.result import Roster, RosterSeat, RosterSlot
from roster.values import Hours
from solver import replan, solve
from tests.solver.brute import best_levels
from tests.solver.complete import of_complete_model, proven

SEAT = {"role": "接访领导", "who": {}}
VISIT = {"id": "c", "name": "走访", "kind": "visit", "who": {}, "hours": ["09:00-11:30"], "venues": ["v0"]}
COVERAGE = {"id": "r", "name": "接访", "kind": "coverage", "hours": ["09:00-11:30"], "seats": [SEAT]}


def plan_of(leaders: str, start: str, end: str, **keys: Any) -> Plan:
    return plan_from_data(
        {
            "format": 1,
            "title": "某镇",
            "period": {"start": start, "end": end},
            "units": [{"id": "u", "name": "某镇", "level": "乡镇"}],
            "venues": [{"id": "v0", "name": "甲社区"}, {"id": "v1", "name": "乙社区"}],
            "leaders": [{"id": one, "name": one, "unit": "u"} for one in leaders],
            **keys,
        }
    )


def assert_best(plan: Plan, roster: Roster, past: Past | None = None) -> dict[str, int]:
    levels = proven(roster)
    assert levels == best_levels(expand(plan, past), 10_000)
    assert levels == proven(of_complete_model(expand(plan, past)))
    return levels


def test_a_seat_stays_empty_for_a_pinned_visit():
    daily = COVERAGE | {"when": "每天"}
    pins = [{"duty": "c", "date": "2026-04-14", "leader": "a"}]
    limits = [{"who": {}, "per": "month", "at_most": 2}]
    plan = plan_of("a", "2026-04-13", "2026-04-15", duties=[daily, VISIT | {"per": "month"}], pins=pins, limits=limits)
    assert assert_best(plan, solve(plan))["seats"] == 2


def test_a_visit_is_missed_for_a_pinned_seat():
    duties = [COVERAGE | {"dates": ["2026-02-10"]}, VISIT | {"per": "week"}]
    pins = [{"duty": "r", "date": "2026-02-10", "leader": "a"}]
    plan = plan_of("a", "2026-02-10", "2026-02-10", duties=duties, pins=pins)
    assert assert_best(plan, solve(plan))["visits"] == 1


def test_a_pin_holds_for_one_of_several_seats():
    duties = [COVERAGE | {"dates": ["2026-03-03"], "seats": [SEAT | {"count": 2}]}]
    plan = plan_of(
        "abc", "2026-03-03", "2026-03-03", duties=duties, pins=[{"duty": "r", "date": "2026-03-03", "leader": "c"}]
    )
    roster = solve(plan)
    assert_best(plan, roster)
    assert "c" in [seat.leader for seat in roster.slots[0].seats]


@pytest.mark.parametrize("least", [1, 2])
def test_at_least_counts_seats_and_visits_together(least):
    duties = [COVERAGE | {"when": "每周一、周二"}, VISIT | {"per": "period", "when": "每周一、周四"}]
    limits = [{"who": {"leaders": ["b"]}, "per": "week", "at_least": least}]
    plan = plan_of("ab", "2026-07-06", "2026-07-07", duties=duties, limits=limits)
    assert_best(plan, solve(plan))


def test_either_of_two_duties_fills_a_quota():
    duties = [
        COVERAGE | {"dates": ["2026-04-05"]},
        COVERAGE | {"id": "s", "dates": ["2026-04-07"], "rotation": "order"},
    ]
    limits = [{"who": {"leaders": ["b"]}, "per": "period", "at_least": 1}]
    plan = plan_of("ab", "2026-04-05", "2026-04-07", duties=duties, limits=limits)
    assert assert_best(plan, solve(plan))["rotation"] == 0


@pytest.mark.parametrize("venue", ["v0", "v1"])
def test_what_was_visited_by_someone_no_longer_selected_still_fills_the_venue(venue):
    visit = VISIT | {"who": {"leaders": ["b"]}, "per": "period", "when": "每周二", "venues": ["v0", "v1"]}
    plan = plan_of("ab", "2026-03-02", "2026-03-13", duties=[visit])
    past = Past(Roster(slots=(visit_of("a", date(2026, 3, 3), venue),)), date(2026, 3, 9))
    roster = replan(plan, past)
    assert assert_best(plan, roster, past)["spread"] == 4
    assert {slot.venue for slot in roster.slots} == {"v0", "v1"}


def visit_of(leader: str, day: date, venue: str) -> RosterSlot:
    return RosterSlot(
        id=f"c/{leader}/period/1",
        duty="c",
        unit=None,
        date=day,
        nominal_date=day,
        hours=(Hours(540, 690),),
        venue=venue,
        seats=(RosterSeat(role="接访领导", leader=leader),),
    )
