"""What makes an office repair a published roster: a session cancelled or added, a holiday notice that comes late."""

from __future__ import annotations

from datetime import date
from typing import Any

from roster.difference import Difference, difference
from roster.expansion import Past, expand
from roster.extra_session import ExtraSession, add_session
from roster.files import plan_from_data
from roster.plan import Plan
from roster.plan_bytes import plan_data
from roster.referee import check
from roster.result import Roster
from solver import replan, solve

START = date(2027, 1, 25)
NOTICE: dict[str, Any] = {
    "country": "CN",
    "holidays": [f"2027-02-{day:02d}" for day in range(4, 12)],
    "workdays": [{"date": "2027-01-30", "name": "春节补班"}, {"date": "2027-02-13", "name": "春节补班"}],
}
"""Days off around the New Year of 6 February 2027, and make-up days, as a notice might name them."""


def plan_of(**keys: Any) -> Plan:
    """A township with a daily duty and a standby, and a Tuesday duty that is postponed, around New Year 2027."""
    seats = [{"role": "接访领导", "who": {}}]
    return plan_from_data(
        {
            "format": 1,
            "title": "某镇",
            "period": {"start": "2027-01-25", "end": "2027-02-28"},
            "calendar": {"country": "CN"},
            "units": [{"id": "u", "name": "某镇", "level": "乡镇"}],
            "leaders": [{"id": f"l{n}", "name": f"领导{n}", "unit": "u", "order": n} for n in range(7)],
            "duties": [
                {
                    "id": "daily",
                    "name": "值班接访",
                    "kind": "coverage",
                    "when": "每个工作日",
                    "hours": ["08:30-17:00"],
                    "seats": seats,
                    "standby": {"count": 1},
                    "rotation": "order",
                },
                {
                    "id": "tuesday",
                    "name": "接待日",
                    "kind": "coverage",
                    "when": "每周二",
                    "on_holiday": "postpone",
                    "hours": ["08:30-11:30"],
                    "seats": seats,
                    "substitution": "next",
                },
            ],
            **keys,
        }
    )


def repaired(old: Roster, plan: Plan, start: date) -> tuple[Roster, Difference]:
    past = Past(old, start)
    roster = replan(plan, past)
    assert roster.status == "optimal"
    assert check(plan, roster, past).passed
    found = difference(expand(plan, past), old, roster.slots)
    changes = roster.level("changes")
    assert changes is not None
    assert found.cost == changes.value
    return roster, found


def held(roster: Roster) -> dict[str, tuple[str | None, ...]]:
    return {slot.id: tuple(seat.leader for seat in slot.seats) for slot in roster.slots}


def test_a_notice_that_comes_after_the_draft_changes_no_more_than_it_must():
    draft = solve(plan_of())
    assert draft.calendar == "projected"
    notified = plan_of(calendar=NOTICE)
    roster, found = repaired(draft, notified, START)
    before, after = held(draft), held(roster)
    off = {date.fromisoformat(day) for day in NOTICE["holidays"]}
    assert not [slot for slot in roster.slots if slot.date in off]
    assert {slot.date for slot in roster.slots} >= {date(2027, 1, 30), date(2027, 2, 13)}
    kinds = {entry.slot: entry.kind for entry in found.entries}
    for slot in before.keys() - after.keys():
        assert kinds[slot] == "cancelled"
    for slot in after.keys() - before.keys():
        assert kinds[slot] == "added"
    # The postponed Tuesday stays the slot it was, on another day.
    moved = next(entry for entry in found.entries if entry.kind == "moved")
    assert moved.slot == "tuesday/2027-02-09"
    assert moved.now is not None
    assert moved.now.date == date(2027, 2, 12)
    stayed = [slot for slot in before.keys() & after.keys() if before[slot] == after[slot]]
    assert len(before.keys() & after.keys()) - len(stayed) <= found.cost


def test_a_cancelled_session_changes_nobody_elses():
    old = solve(plan_of())
    gone = old.slots[10]
    move = {"duty": gone.duty, "date": str(gone.nominal_date), "cancel": True}
    roster, found = repaired(old, plan_of(moves=[move]), date(2027, 1, 27))
    assert found.cost == 0
    assert {(entry.slot, entry.kind) for entry in found.entries} == {(gone.id, "cancelled")}
    assert held(roster) == {slot: seats for slot, seats in held(old).items() if slot != gone.id}


def test_an_extra_session_changes_nobody_elses():
    plan = plan_of()
    old = solve(plan)
    saturday = date(2027, 1, 30)
    changed, _, slot = add_session(plan, ExtraSession("tuesday", saturday))
    roster, found = repaired(old, changed, saturday)
    assert found.cost == 0
    assert {(entry.slot, entry.kind) for entry in found.entries} == {(slot, "added")}
    assert {one: seats for one, seats in held(roster).items() if one != slot} == held(old)


def test_an_absence_is_repaired_by_the_standby_and_the_turn_is_owed():
    plan = plan_of()
    old = solve(plan)
    slot = next(one for one in old.slots if one.duty == "daily" and one.date >= date(2027, 2, 1))
    seat, standby = (one.leader for one in slot.seats)
    away = [{"leader": seat, "start": str(slot.date), "end": str(slot.date), "reason": "病假"}]
    roster, found = repaired(old, plan_from_data(plan_data(plan) | {"absences": away}), slot.date)
    first = next(entry for entry in found.entries if entry.slot == slot.id and not entry.standby)
    assert (first.kind, first.before, first.after, first.cost) == ("standby", seat, standby, 1)
    assert held(roster)[slot.id][0] == standby
