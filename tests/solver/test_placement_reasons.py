"""Why this leader: their place in the rotation, their share, and who was passed over and why."""

from __future__ import annotations

from datetime import date

from roster.expansion import Past
from roster.result import Roster
from roster.seating import find_seat
from solver import replan, solve
from solver.placement_reasons import explain_placement
from tests.solver.test_replan import COVERAGE, STANDBY, plan_of, session, turns

DAYS = [f"2026-03-{day:02d}" for day in (3, 5, 10, 12, 17, 19)]
ORDER = COVERAGE | {"dates": DAYS, "rotation": "order"}


def explained(plan, roster, day, role=None):
    return explain_placement(plan, roster, find_seat(roster, f"r/{day}", role))


def test_the_place_in_the_rotation_is_counted_from_one():
    plan = plan_of(ORDER)
    found = explained(plan, solve(plan), "2026-03-17").turn
    assert (found.number, found.seats, found.circle, found.turn, found.due) == (5, 6, 1, 2, 5)
    assert found.words == "正在应轮的次序上"


def test_the_circle_continues_behind_the_last_turn_of_history():
    plan = plan_of(ORDER, history=[*turns(a=1, b=1), {"leader": "c", "duty": "r", "turns": 1, "last": "2026-02-24"}])
    found = explained(plan, solve(plan), "2026-03-03")
    assert (found.leader, found.turn.circle) == ("d", 1)
    assert (found.share.turns, found.share.history, found.share.fair) == (2, 1, 2.5)


def test_who_is_away_was_passed_over_and_the_date_of_their_turn_is_told():
    away = [{"leader": "b", "start": "2026-03-05", "end": "2026-03-05", "reason": "党校培训"}]
    plan = plan_of(ORDER, absences=away)
    found = explained(plan, solve(plan), "2026-03-05")
    assert found.leader == "c"
    assert [(one.leader, one.instead, one.why) for one in found.passed_over] == [
        ("b", date(2026, 3, 10), "3月5日请假：党校培训")
    ]


def test_who_could_have_come_is_told_with_what_it_would_have_cost():
    plan = plan_of(ORDER | {"dates": DAYS[:2]}, pins=[{"duty": "r", "date": DAYS[0], "leader": "b"}])
    found = explained(plan, solve(plan), DAYS[0])
    assert found.words == ("方案已指定（pins[0]）",)
    assert [(one.leader, one.due, one.why) for one in found.passed_over] == [("a", 1, "本席已指定由b担任")]


def test_without_a_rotation_those_with_fewer_turns_were_passed_over():
    away = [{"leader": "d", "start": "2026-03-03", "end": "2026-03-03"}]
    plan = plan_of(COVERAGE, absences=away, history=turns(a=1, b=1, c=1, d=0))
    found = explained(plan, solve(plan), "2026-03-03")
    assert found.turn is None
    assert [(one.leader, one.due, one.why) for one in found.passed_over] == [("d", None, "3月3日请假")]


def test_a_worse_choice_shows_the_effect_of_the_better_one():
    plan = plan_of(COVERAGE, history=turns(a=3, b=0, c=3, d=3))
    found = explained(plan, Roster(slots=(session("r", "a"),)), "2026-03-03")
    assert [(one.leader, one.why) for one in found.passed_over] == [
        ("b", "可以到场；只换这一席则公平-6：b连同历史将有1次")
    ]


def test_shares_in_proportion_to_presence():
    away = [{"leader": "a", "start": "2026-03-10", "end": "2026-03-24"}]
    plan = plan_of(ORDER | {"fairness": "available"}, absences=away)
    found = explained(plan, solve(plan), "2026-03-03").share
    assert (found.available, found.sessions, found.fair) == (2, 6, 0.6)


def test_an_empty_seat_has_the_reasons_of_its_gap():
    away = [{"who": {"leaders": ["a", "b", "c", "d"]}, "start": "2026-03-03", "end": "2026-03-03", "reason": "全会"}]
    plan = plan_of(COVERAGE | STANDBY, absences=away)
    found = explained(plan, solve(plan), "2026-03-03", "候补")
    assert found.leader is None
    assert {one.why for one in found.gaps} == {"3月3日有集体活动：全会"}


def test_a_visit_tells_what_was_owed_and_which_dates_were_taken():
    visits = {"id": "c", "name": "走访", "kind": "visit", "who": {"leaders": ["a"]}, "per": "period"}
    visits |= {"when": "每周二", "hours": ["09:00-11:30"], "venues": ["v"]}
    alone = COVERAGE | {"seats": [{"role": "接访领导", "who": {"leaders": ["a"]}}]}
    plan = plan_of(alone, visits)
    roster = solve(plan)
    found = explain_placement(plan, roster, find_seat(roster, "c/a/period/1"))
    assert found.words == (
        "走访由本人完成：period应走访1次，这是第1次",
        "该期可走访的日期共4天",
        "3月3日：当日已安排接访（接访领导）",
    )


def test_what_was_held_stands_as_it_was():
    plan = plan_of(ORDER)
    roster = replan(plan, Past(solve(plan), date(2026, 3, 10)))
    assert explained(plan, roster, "2026-03-03").words == ("已举行，照原样保留",)
