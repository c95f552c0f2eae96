"""Replanning: what was held stands, and of all that could be changed the least is."""

from __future__ import annotations

from datetime import date
from typing import Any

from roster.expansion import Past, expand
from roster.files import plan_from_data
from roster.plan import Plan
from roster.result import Roster, RosterSeat, RosterSlot
from roster.values import Hours
from solver import replan
from tests.solver.brute import best_levels
from tests.solver.complete import of_complete_model, proven

TUESDAY = date(2026, 3, 3)
HOURS = (Hours(540, 690),)
COVERAGE = {
    "id": "r",
    "name": "接访",
    "kind": "coverage",
    "dates": [TUESDAY.isoformat()],
    "hours": ["09:00-11:30"],
    "seats": [{"role": "接访领导", "who": {}}],
}
STANDBY = {"standby": {"count": 1}}
AWAY = [{"leader": "a", "start": "2026-03-03", "end": "2026-03-03"}]


def plan_of(*duties: dict[str, Any], **keys: Any) -> Plan:
    return plan_from_data(
        {
            "format": 1,
            "title": "某镇",
            "period": {"start": "2026-03-02", "end": "2026-03-24"},
            "units": [{"id": "u", "name": "某镇", "level": "乡镇"}],
            "venues": [{"id": "v", "name": "甲社区"}],
            "leaders": [{"id": one, "name": one, "unit": "u", "order": n} for n, one in enumerate("abcd")],
            "duties": list(duties),
            **keys,
        }
    )


def turns(**held: int) -> list[dict[str, Any]]:
    return [{"leader": leader, "duty": "r", "turns": count} for leader, count in held.items()]


def session(duty: str, *held: str, standby: str | None = None) -> RosterSlot:
    seats = [RosterSeat(role="接访领导", leader=leader) for leader in held]
    seats += [RosterSeat(role="候补", leader=standby, standby=True)] if standby else []
    return slot(f"{duty}/{TUESDAY}", duty, TUESDAY, None, seats)


def visit(k: int, day: date) -> RosterSlot:
    return slot(f"c/a/period/{k}", "c", day, "v", [RosterSeat(role="接访领导", leader="a")])


def slot(name: str, duty: str, day: date, venue: str | None, seats: list[RosterSeat]) -> RosterSlot:
    return RosterSlot(
        id=name, duty=duty, unit=None, date=day, nominal_date=day, hours=HOURS, venue=venue, seats=tuple(seats)
    )


def replanned(plan: Plan, *slots: RosterSlot, start: date = date(2026, 3, 2)) -> tuple[Roster, dict[str, int]]:
    past = Past(Roster(slots=slots), start)
    roster = replan(plan, past)
    levels = proven(roster)
    assert levels == best_levels(expand(plan, past), 10_000)
    assert levels == proven(of_complete_model(expand(plan, past)))
    return roster, levels


def test_the_standby_steps_in_however_many_turns_they_had():
    plan = plan_of(COVERAGE | STANDBY, absences=AWAY, history=turns(a=0, b=9, c=0, d=0))
    roster, levels = replanned(plan, session("r", "a", standby="b"))
    assert roster.slots[0].seats[0].leader == "b"
    assert levels["changes"] == 1


def test_the_next_who_held_nothing_steps_in_however_many_turns_they_had():
    other = COVERAGE | {"id": "s", "seats": [{"role": "接访领导", "who": {"leaders": ["b"]}}]}
    plan = plan_of(COVERAGE | {"substitution": "next"}, other, absences=AWAY, history=turns(a=0, b=0, c=9, d=0))
    roster, levels = replanned(plan, session("r", "a"), session("s", "b"))
    assert [one.seats[0].leader for one in roster.slots] == ["c", "b"]
    assert levels["changes"] == 1


def test_a_fairer_share_moves_nobody():
    plan = plan_of(COVERAGE | STANDBY, history=turns(a=9, b=9, c=0, d=0))
    roster, levels = replanned(plan, session("r", "a", standby="b"))
    assert [seat.leader for seat in roster.slots[0].seats] == ["a", "b"]
    assert levels["changes"] == 0


def test_a_seat_more_costs_nothing():
    two = COVERAGE | {"seats": [{"role": "接访领导", "who": {}, "count": 2}]}
    roster, levels = replanned(plan_of(two, history=turns(a=9, b=0, c=0, d=0)), session("r", "a"))
    assert "a" in [seat.leader for seat in roster.slots[0].seats]
    assert levels["changes"] == 0


def test_the_next_visit_keeps_its_number():
    visits = {"id": "c", "name": "走访", "kind": "visit", "who": {"leaders": ["a"]}, "times": 2, "per": "period"}
    visits |= {"when": "每周二、周五", "hours": ["09:00-11:30"], "venues": ["v"]}
    away = [{"leader": "a", "start": day, "end": day} for day in ("2026-03-06", "2026-03-20")]
    away.append({"leader": "a", "start": "2026-03-17", "end": "2026-03-24"})
    wishes = [{"leader": "a", "weekdays": ["周五"]}]
    plan = plan_of(visits, absences=away, preferences=wishes)
    roster, levels = replanned(plan, visit(1, date(2026, 3, 10)), visit(2, date(2026, 3, 24)))
    assert [one.date.day for one in roster.slots] == [10, 13]
    assert levels["changes"] == 2


def test_what_was_held_stands_whoever_is_away_now():
    plan = plan_of(COVERAGE | {"dates": ["2026-03-03", "2026-03-10"]}, absences=AWAY)
    held = session("r", "a")
    roster, levels = replanned(plan, held, start=date(2026, 3, 4))
    assert roster.slots[0] == held
    assert roster.slots[1].seats[0].leader != "a"
    assert levels["fairness"] == 2
