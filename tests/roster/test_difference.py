"""The difference of two rosters: each entry says who, what, when and why, and nothing private."""

from __future__ import annotations

import json
from datetime import date

import pytest

from roster.changes import changes
from roster.difference import difference, difference_bytes
from roster.expansion import Past, expand


@pytest.fixture
def office(plan_of, tuesdays, visits, roster_of):
    """The difference from a roster of `before` to one of `after`, of a plan with these keys, from 3 March on."""
    old_plan = plan_of(duties=[tuesdays, visits])

    def make(before, after, visited=((), ()), start="2026-03-03", **keys):
        keys = {"duties": [tuesdays, visits], **keys}
        old = roster_of(expand(old_plan), before, visited[0])
        expansion = expand(plan_of(**keys), Past(old, date.fromisoformat(start)))
        now = roster_of(expansion, after, visited[1])
        return difference(expansion, old, now.slots), changes(expansion, old, now.slots)

    return make


def told(found):
    return [(one.slot, one.kind, one.role, one.before, one.after, one.cost) for one in found.entries]


def test_a_roster_does_not_differ_from_itself(office):
    held = {"r/2026-03-03": ["l0", "l1"], "r/2026-03-05": ["l2", None]}
    found, cost = office(held, held, ([("c", "l0", "2026-03-04", "c0")],) * 2)
    assert (found.entries, found.cost, cost) == ((), 0, 0)


def test_the_standby_moves_up_and_the_absence_keeps_its_reason_to_itself(office):
    away = [{"leader": "l0", "start": "2026-03-03", "end": "2026-03-03", "reason": "党校培训"}]
    held, now = {"r/2026-03-03": ["l0", "l1"]}, {"r/2026-03-03": ["l1", "l2"]}
    found, cost = office(held, now, absences=away)
    assert told(found) == [
        ("r/2026-03-03", "standby", "接访领导", "l0", "l1", 1),
        ("r/2026-03-03", "other", "候补", "l1", "l2", 0),
    ]
    assert [one.why for one in found.entries] == ["原定的人不在岗，由候补顶上", "原候补已顶上"]
    assert found.cost == cost == 1
    assert "党校".encode() not in difference_bytes(found)


def test_the_next_in_the_rotation_steps_in(office, tuesdays, visits):
    away = [{"leader": "l0", "start": "2026-03-03", "end": "2026-03-03"}]
    duty = tuesdays | {"substitution": "next"}
    held, now = {"r/2026-03-03": ["l0", "l3"]}, {"r/2026-03-03": ["l1", "l3"]}
    found, _ = office(held, now, absences=away, duties=[duty, visits])
    assert [(one.kind, one.why) for one in found.entries] == [("next", "原定的人不在岗，由轮转中的下一位顶上")]


@pytest.mark.parametrize(
    ("before", "after", "kind", "why"),
    [
        ("l0", "l2", "other", "为符合改动后的方案而调整"),
        (None, "l2", "filled", "原席位空缺"),
        ("l0", None, "emptied", "为符合改动后的方案而调整，暂无人可接替"),
    ],
)
def test_a_seat_passes_is_filled_or_falls_empty(office, before, after, kind, why):
    found, cost = office({"r/2026-03-03": [before, "l3"]}, {"r/2026-03-03": [after, "l3"]})
    assert [(one.kind, one.why) for one in found.entries] == [(kind, why)]
    assert found.cost == cost == 2


def test_whom_the_plan_dropped_or_forbade_is_told(office):
    held, now = {"r/2026-03-03": ["l0", "l3"]}, {"r/2026-03-03": ["l1", "l3"]}
    forbid = [{"duty": "r", "date": "2026-03-03", "leader": "l0", "forbid": True}]
    assert office(held, now, pins=forbid)[0].entries[0].why == "方案已指定"
    elsewhere = held | {"r/2026-03-05": ["l2", None]}
    busy = office(elsewhere, {"r/2026-03-03": ["l1", "l0"], "r/2026-03-05": ["l2", None]})[0]
    assert busy.entries[0].why == "原定的人改任本场其他席位"


def test_a_moved_slot_says_when_it_was_and_is(office):
    moves = [{"duty": "r", "date": "2026-03-03", "to": "2026-03-04", "hours": ["14:00-16:00"], "reason": "秘密"}]
    held = {"r/2026-03-03": ["l0", "l1"]}
    found, cost = office(held, held, moves=moves)
    (entry,) = found.entries
    assert (entry.kind, entry.role, entry.why, cost) == ("moved", None, "班次调整", 0)
    assert (str(entry.was.date), str(entry.now.date), str(entry.now.hours[0])) == (
        "2026-03-03",
        "2026-03-04",
        "14:00-16:00",
    )


def test_cancelled_and_added_slots_are_told_seat_by_seat(office, tuesdays, visits):
    held = {"r/2026-03-03": ["l0", "l1"]}
    gone, _ = office(held, {}, moves=[{"duty": "r", "date": "2026-03-03", "cancel": True}])
    assert told(gone) == [
        ("r/2026-03-03", "cancelled", "接访领导", "l0", None, 0),
        ("r/2026-03-03", "cancelled", "候补", "l1", None, 0),
    ]
    assert {one.why for one in gone.entries} == {"班次取消"}
    more = office({}, {"r/2026-03-04": ["l0", "l1"]}, duties=[tuesdays | {"dates": ["2026-03-04"]}, visits])[0]
    assert [(one.kind, one.after, one.was) for one in more.entries] == [("added", "l0", None), ("added", "l1", None)]


def test_seats_that_one_plan_has_more(office, tuesdays, visits):
    two = tuesdays | {"seats": [{"role": "接访领导", "who": {"unit": "u"}, "count": 2}], "standby": None}
    found, cost = office(
        {"r/2026-03-03": ["l0", "l1"]},
        {
            "r/2026-03-03": ["l0", "l2"],
            **{f"r/2026-03-{day}": [None, None] for day in ("05", "10", "12")},
        },
        duties=[two, visits],
    )
    assert ("r/2026-03-03", "seat_added", "接访领导", None, "l2", 0) in told(found)
    assert ("r/2026-03-03", "seat_removed", "候补", "l1", None, 0) in told(found)
    assert cost == 0


def test_visits_move_are_lost_and_won(office):
    before = [("c", "l0", "2026-03-04", "c0"), ("c", "l1", "2026-03-04", "c1")]
    after = [("c", "l0", "2026-03-06", "c0"), ("c", "l1", "2026-03-10", "c1")]
    found, cost = office({}, {}, (before, after))
    assert [(one.slot, one.kind, one.cost) for one in found.entries] == [
        ("c/l1/2026-W10/1", "visit_lost", 2),
        ("c/l0/2026-W10/1", "visit_moved", 2),
        ("c/l1/2026-W11/1", "visit_won", 2),
    ]
    assert found.cost == cost == 6


def test_what_lies_before_the_date_is_no_difference(office):
    held = {"r/2026-03-03": ["l0", "l1"]}
    found, _ = office(held, held, start="2026-03-05")
    assert found.entries == ()


def test_it_is_json_that_says_since_when(office):
    found, _ = office({"r/2026-03-03": ["l0", "l3"]}, {"r/2026-03-03": ["l2", "l3"]})
    data = json.loads(difference_bytes(found))
    assert (data["format"], data["since"], data["cost"]) == (1, "2026-03-03", 2)
    assert data["entries"][0]["now"] == {"date": "2026-03-03", "hours": ["09:00-11:30"], "venue": "v"}
