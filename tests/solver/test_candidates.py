"""Candidates: who could take a seat is who the referee lets sit there, and the effect announced is the effect had."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roster.expansion import Past, expand
from roster.expansion.coverage import is_visit
from roster.files import plan_from_data
from roster.plan import Plan
from roster.referee.assignments import of_roster
from roster.referee.levels import count_levels
from roster.referee.rules import find_conflicts
from roster.referee.statements import pins
from roster.result import Roster, RosterSlot
from roster.seating import Place, SeatKey, find_seat, interpret, seated
from solver import replan, solve
from solver.candidates import ONLY_THE_OWNER, Candidate, candidates, candidates_after_repair
from tests.solver.rosters import solved_or_replanned
from tests.solver.test_replan import COVERAGE, STANDBY, plan_of, session


def open_seats(plan: Plan, roster: Roster) -> list[Place]:
    """The coverage seats that may still change."""
    first = interpret(plan, roster).open_from()
    return [
        Place(slot, number)
        for slot in roster.slots
        if slot.date >= first and not is_visit(slot)
        for number in range(len(slot.seats))
    ]


def levels(plan: Plan, roster: Roster, slots: tuple[RosterSlot, ...]) -> dict[str, int]:
    found = count_levels(interpret(plan, roster), slots)
    found.pop("changes", None)
    return found


def lets(plan: Plan, roster: Roster, slots: tuple[RosterSlot, ...]) -> bool:
    """Whether the referee finds no rule and no pin broken."""
    held = of_roster(interpret(plan, roster), slots)
    return not list(find_conflicts(held)) and not list(pins.violations(held, roster))


@settings(max_examples=40)
@given(st.integers(0, 2**32).map(Random))
def test_exactly_those_whom_the_referee_lets_sit_are_candidates_with_exactly_their_effect(random: Random) -> None:
    made = solved_or_replanned(random)
    if made is None or not (places := open_seats(*made)):
        return
    plan, roster = made
    for place in random.sample(places, min(6, len(places))):
        found = candidates(plan, roster, place)
        for one in found.ranked:
            assert_holds(plan, roster, one, {place.key: one.leader})
        for one in found.moving_up:
            assert_holds(plan, roster, one, {place.key: one.leader, standbys_place(place.slot, one.leader): None})
        for reason in found.refused:
            assert reason.why
            assert not lets(plan, roster, seated(roster.slots, {place.key: reason.leader}))


def assert_holds(plan: Plan, roster: Roster, one: Candidate, changed: dict[SeatKey, str | None]) -> None:
    slots = seated(roster.slots, changed)
    before, after = levels(plan, roster, roster.slots), levels(plan, roster, slots)
    assert {name: after[name] - before[name] for name in after} == one.effect
    assert lets(plan, roster, slots)


def standbys_place(slot: RosterSlot, leader: str) -> SeatKey:
    numbers = (number for number, seat in enumerate(slot.seats) if seat.standby and seat.leader == leader)
    return slot.id, next(numbers)


@settings(max_examples=10)
@given(st.integers(0, 2**32).map(Random))
def test_a_repair_is_no_worse_than_changing_the_seat_alone(random: Random) -> None:
    made = solved_or_replanned(random)
    if made is None or not (places := open_seats(*made)):
        return
    plan, roster = made
    place = random.choice(places)
    past = Past(roster, place.slot.date)
    expansion = expand(plan, past)
    before = count_levels(expansion, roster.slots)
    found = {one.leader: one for one in candidates_after_repair(plan, roster, place).ranked}
    for one in candidates(plan, roster, place).ranked:
        alone = count_levels(expansion, seated(roster.slots, {place.key: one.leader}))
        assert found[one.leader].proven
        assert list(found[one.leader].effect.values()) <= [alone[name] - before[name] for name in alone]


ORDER = COVERAGE | {"dates": ["2026-03-03", "2026-03-10", "2026-03-17"], "rotation": "order"}


def test_words_say_places_in_the_rotation_and_what_stays():
    plan = plan_of(ORDER)
    roster = solve(plan)
    found = candidates(plan, roster, find_seat(roster, "r/2026-03-03"))
    assert [one.leader for one in found.ranked] == ["d", "b", "c"]
    assert found.ranked[0].words == ("公平不变", "轮转+9：比应轮次序早3次")
    assert found.ranked[1].words[0] == "公平+2：b连同历史将有2次"


def test_who_cannot_is_told_why_in_the_plans_words():
    away = [{"leader": "b", "start": "2026-03-03", "end": "2026-03-03", "reason": "党校培训"}]
    pins_ = [{"duty": "r", "date": "2026-03-03", "leader": "c", "forbid": True}]
    limits = [{"who": {"leaders": ["d"]}, "at_most": 1, "per": "month"}]
    plan = plan_of(ORDER | {"dates": ["2026-03-03", "2026-03-10"]}, absences=away, pins=pins_, limits=limits)
    roster = Roster(slots=(session("r", "a"), session("r", "d").model_copy(update=moved(date(2026, 3, 10)))))
    found = candidates(plan, roster, find_seat(roster, "r/2026-03-03"))
    assert found.ranked == ()
    assert {one.leader: one.why for one in found.refused} == {
        "b": "3月3日请假：党校培训",
        "c": "已指定不安排",
        "d": "当月已满1次（至多1次）",
    }


def moved(day: date) -> dict[str, object]:
    return {"id": f"r/{day}", "date": day, "nominal_date": day}


def test_a_pinned_seat_is_kept_for_the_one_pinned():
    plan = plan_of(COVERAGE, pins=[{"duty": "r", "date": "2026-03-03", "leader": "a"}])
    roster = solve(plan)
    found = candidates(plan, roster, find_seat(roster, "r/2026-03-03"))
    assert {one.why for one in found.refused} == {"本席已指定由a担任"}
    assert candidates_after_repair(plan, roster, find_seat(roster, "r/2026-03-03")).ranked == ()


def test_the_slots_standby_moves_up_and_leaves_its_place():
    plan = plan_of(COVERAGE | STANDBY)
    roster = Roster(slots=(session("r", "a", standby="b"),))
    found = candidates(plan, roster, find_seat(roster, "r/2026-03-03"))
    assert [one.leader for one in found.ranked] == ["c", "d"]
    assert [(one.leader, one.effect["standbys"]) for one in found.moving_up] == [("b", 1)]
    assert [one.why for one in found.refused] == ["当日已安排本场（候补）"]


def test_after_the_repair_the_standby_is_the_cheapest():
    plan = plan_of(COVERAGE | STANDBY)
    roster = Roster(slots=(session("r", "a", standby="b"),))
    found = candidates_after_repair(plan, roster, find_seat(roster, "r/2026-03-03"))
    assert [(one.leader, one.effect["changes"]) for one in found.ranked] == [("b", 1), ("c", 2), ("d", 2)]


def test_one_of_several_seats_is_taken_from_its_holder():
    two = COVERAGE | {"seats": [{"role": "接访领导", "who": {}, "count": 2}]}
    plan = plan_of(two)
    roster = Roster(slots=(session("r", "a", "b"),))
    place = find_seat(roster, "r/2026-03-03", holder="b")
    found = candidates_after_repair(plan, roster, place)
    assert [one.leader for one in found.ranked] == ["c", "d"]
    assert {one.effect["changes"] for one in found.ranked} == {2}


def test_an_empty_seat_is_filled():
    plan = plan_of(COVERAGE | STANDBY)
    empty = session("r", "a", standby="b")
    empty = empty.model_copy(update={"seats": (empty.seats[0].model_copy(update={"leader": None}), empty.seats[1])})
    found = candidates(plan, Roster(slots=(empty,)), find_seat(Roster(slots=(empty,)), "r/2026-03-03"))
    assert found.ranked[0].words[0] == "空岗-1：补上空席"


def test_a_visit_has_its_owner_alone():
    visits = {"id": "c", "name": "走访", "kind": "visit", "who": {"leaders": ["a"]}, "per": "period"}
    plan = plan_of(visits | {"hours": ["09:00-11:30"], "venues": ["v"]})
    roster = solve(plan)
    found = candidates(plan, roster, find_seat(roster, "c/a/period/1"))
    assert (found.holder, found.ranked, found.note) == ("a", (), ONLY_THE_OWNER)


def test_what_was_held_has_no_candidates():
    plan = plan_of(ORDER)
    roster = replan(plan, Past(solve(plan), date(2026, 3, 4)))
    with pytest.raises(Exception, match="已举行"):
        candidates(plan, roster, find_seat(roster, "r/2026-03-03"))


def test_a_slot_that_the_plan_no_longer_has_is_refused():
    roster = solve(plan_of(ORDER))
    changed = plan_from_data(
        {
            **plan_of(ORDER).model_dump(mode="json", by_alias=True, exclude_unset=True),
            "moves": [{"duty": "r", "date": "2026-03-03", "cancel": True}],
        }
    )
    with pytest.raises(Exception, match="方案里没有班次"):
        candidates(changed, roster, find_seat(roster, "r/2026-03-03"))
