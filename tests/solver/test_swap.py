"""A swap: both directions checked, nothing else changed, and taken back by the same swap."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roster.expansion import Past
from roster.expansion.coverage import is_visit
from roster.faults import InputError
from roster.referee import check
from roster.result import PlanReference, Roster
from roster.seating import Place, find_seat, interpret, seated
from solver import replan, solve
from solver.swap import swap
from tests.solver.rosters import solved_or_replanned
from tests.solver.test_replan import COVERAGE, STANDBY, TUESDAY, plan_of, session

DATES = COVERAGE | {"dates": ["2026-03-03", "2026-03-10", "2026-03-17"], "rotation": "order"}


def refusal(plan, roster, one, other, **roles):
    with pytest.raises(InputError) as refused:
        swap(plan, roster, find_seat(roster, one), find_seat(roster, other, **roles))
    return [(fault.path, fault.reason) for fault in refused.value.faults]


@settings(max_examples=40)
@given(st.integers(0, 2**32).map(Random))
def test_swapped_twice_is_the_first_roster_and_once_passes_the_check(random: Random) -> None:
    made = solved_or_replanned(random)
    if made is None:
        return
    plan, roster = made
    first = interpret(plan, roster).open_from()
    places = [
        Place(slot, number)
        for slot in roster.slots
        if slot.date >= first and not is_visit(slot)
        for number in range(len(slot.seats))
    ]
    for _ in range(10 if len(places) > 1 else 0):
        one, other = random.sample(places, 2)
        exchanged = seated(roster.slots, {one.key: other.holder, other.key: one.holder})
        try:
            found = swap(plan, roster, one, other)
        except InputError:
            alike = one.slot.id == other.slot.id and one.seat.role == other.seat.role
            if one.holder and other.holder and one.holder != other.holder and not alike:
                forced = roster.model_copy(update={"slots": exchanged})
                broken = {violation.rule for violation in check(plan, forced).violations}
                assert broken - {"levels", "status", "gaps"}
            continue
        assert found.slots == exchanged
        assert check(plan, found).passed
        back = swap(plan, found, *(find_again(found, place) for place in (one, other)))
        assert back.slots == roster.slots
        if roster.replanned is None:
            assert [level.value for level in back.levels] == [level.value for level in roster.levels]


def find_again(roster: Roster, place: Place) -> Place:
    return Place(next(slot for slot in roster.slots if slot.id == place.slot.id), place.number)


def test_bounds_of_the_same_plan_stay_and_end_behind_a_level_that_rose():
    plan = plan_of(DATES)
    roster = solve(plan, digest="d")
    found = swap(plan, roster, *(find_seat(roster, f"r/2026-03-{day}") for day in ("03", "10")), digest="d")
    assert found.status == "feasible"
    assert {level.name: (level.value, level.bound) for level in found.levels} == {
        "seats": (0, 0),
        "visits": (0, 0),
        "quotas": (0, 0),
        "standbys": (0, 0),
        "fairness": (3, 3),
        "rotation": (2, 0),
        "spread": (0, None),
        "preferences": (0, None),
    }


def test_a_swap_that_costs_nothing_is_still_proven():
    plan = plan_of(DATES | {"rotation": "free"})
    roster = solve(plan, digest="d")
    places = [find_seat(roster, f"r/2026-03-{day}") for day in ("03", "10")]
    assert swap(plan, roster, *places, digest="d").status == "optimal"


def test_nothing_is_proven_for_another_plan():
    plan = plan_of(DATES)
    roster = solve(plan, digest="d").model_copy(update={"plan": PlanReference(digest="e")})
    found = swap(plan, roster, *(find_seat(roster, f"r/2026-03-{day}") for day in ("03", "10")), digest="d")
    assert {level.bound for level in found.levels} == {None}
    assert found.plan.digest == "d"


def test_both_directions_are_told():
    away = [{"leader": "a", "start": "2026-03-10", "end": "2026-03-10", "reason": "出差"}]
    pins = [{"duty": "r", "date": str(TUESDAY), "leader": "b", "forbid": True}]
    plan = plan_of(DATES, absences=away, pins=pins)
    roster = solve(plan)
    assert [slot.seats[0].leader for slot in roster.slots] == ["a", "b", "c"]
    assert refusal(plan, roster, "r/2026-03-03", "r/2026-03-10") == [
        ("slot", "a不能到2026-03-10的“接访领导”：3月10日请假：出差。"),
        ("with", "b不能到2026-03-03的“接访领导”：已指定不安排。"),
    ]


def test_one_a_day_holds_for_the_rest_of_the_roster():
    later = {"id": "r/2026-03-10", "date": date(2026, 3, 10), "nominal_date": date(2026, 3, 10)}
    slots = (session("r", "a", standby="c"), session("r", "b", standby="a").model_copy(update=later))
    plan = plan_of(DATES | STANDBY | {"dates": ["2026-03-03", "2026-03-10"]})
    assert refusal(plan, Roster(slots=slots), "r/2026-03-03", "r/2026-03-10") == [
        ("slot", "a不能到2026-03-10的“接访领导”：当日已安排本场（候补）。")
    ]


def test_a_pinned_leader_stays():
    plan = plan_of(DATES, pins=[{"duty": "r", "date": "2026-03-03", "leader": "a"}])
    roster = solve(plan)
    assert refusal(plan, roster, "r/2026-03-03", "r/2026-03-10") == [
        ("with", "b不能到2026-03-03的“接访领导”：本席已指定由a担任。")
    ]


def test_seat_and_standby_of_one_slot_swap():
    plan = plan_of(COVERAGE | STANDBY)
    roster = solve(plan)
    one, other = find_seat(roster, f"r/{TUESDAY}"), find_seat(roster, f"r/{TUESDAY}", "候补")
    assert [seat.leader for seat in swap(plan, roster, one, other).slots[0].seats] == [other.holder, one.holder]


def test_visits_empty_seats_and_oneself_are_refused():
    visits = {"id": "c", "name": "走访", "kind": "visit", "who": {"leaders": ["a"]}, "per": "period"}
    alone = COVERAGE | {
        "seats": [{"role": "接访领导", "who": {"leaders": ["a"]}}],
        "dates": ["2026-03-03", "2026-03-10"],
    }
    away = [{"leader": "a", "start": "2026-03-10", "end": "2026-03-10"}]
    plan = plan_of(alone, visits | {"hours": ["09:00-11:30"], "venues": ["v"]}, absences=away)
    roster = solve(plan)
    assert [path for path, _ in refusal(plan, roster, "c/a/period/1", "r/2026-03-10")] == ["slot", "with"]
    assert "同一场" in refusal(plan, roster, "r/2026-03-03", "r/2026-03-03")[0][1]


def test_two_seats_of_one_leader_are_refused():
    plan = plan_of(
        COVERAGE | {"seats": [{"role": "接访领导", "who": {"leaders": ["a"]}}], "dates": ["2026-03-03", "2026-03-10"]}
    )
    assert "同一个人" in refusal(plan, solve(plan), "r/2026-03-03", "r/2026-03-10")[0][1]


def test_in_a_replanned_roster_the_past_stays_and_changes_count_against_the_one_given():
    plan = plan_of(DATES)
    roster = replan(plan, Past(solve(plan), TUESDAY.replace(day=4)))
    assert "已举行" in refusal(plan, roster, "r/2026-03-03", "r/2026-03-10")[0][1]
    found = swap(plan, roster, *(find_seat(roster, f"r/2026-03-{day}") for day in ("10", "17")))
    assert found.level("changes").value == 4
    assert check(plan, found, Past(roster, TUESDAY.replace(day=4))).passed
