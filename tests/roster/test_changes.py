"""What changes cost: a table of cases for one slot, then visits, and a brute-force matching for random seats."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.changes import (
    Published,
    SeatChange,
    VisitChange,
    changes,
    find_changes,
    next_in_circle,
    pair_seats,
    pair_standbys,
)
from roster.expansion import expand

FROM = "2026-03-04"
SLOT = "r/2026-03-10"


@pytest.fixture
def duty(tuesdays):
    """Two seats and two standbys for six leaders."""

    def make(**keys):
        seats = [{"role": "接访领导", "who": {"unit": "u"}, "count": 2}]
        return tuesdays | {"seats": seats, "standby": {"count": 2}} | keys

    return make


@pytest.fixture
def replan(plan_of, roster_of, past_of, duty, visits):
    """Expansion, old roster and new slots, from seats (and visits) before and after."""

    def make(before, after, *, old=None, new=None, old_visits=(), new_visits=(), **keys):
        office = {"leaders": [{"id": f"l{n}", "name": f"领导{n}", "unit": "u"} for n in range(6)]}
        first = plan_of(**office, duties=[old or duty(), visits])
        published = roster_of(expand(first), before, old_visits)
        second = plan_of(**{**office, "duties": [new or old or duty(), visits], **keys})
        expansion = expand(second, past_of(published, FROM))
        return expansion, published, roster_of(expansion, after, new_visits).slots

    return make


def seats(text):
    """`0 1 | 2 -`: seats, then standbys."""
    return [None if word == "-" else f"l{word}" for word in text.replace("|", "").split()]


STANDBY = {
    "nothing": ("0 1 | 2 3", "0 1 | 2 3", 0),
    "order within the slot": ("0 1 | 2 3", "1 0 | 3 2", 0),
    "nobody stays nobody": ("0 - | - -", "- 0 | - -", 0),
    "passes to another": ("0 1 | 2 3", "0 4 | 2 3", 2),
    "both pass": ("0 1 | 2 3", "4 5 | 2 3", 4),
    "falls empty": ("0 1 | 2 3", "0 - | 2 3", 2),
    "is filled": ("0 - | 2 3", "0 4 | 2 3", 2),
    "standby steps in, place empty": ("0 1 | 2 3", "0 2 | - 3", 1),
    "standby steps in, place filled": ("0 1 | 2 3", "0 2 | 4 3", 1),
    "standby fills an empty seat": ("0 - | 2 3", "0 2 | - 3", 1),
    "both standbys step in": ("0 1 | 2 3", "2 3 | 4 5", 2),
    "leader and standby swap": ("0 1 | 2 3", "0 2 | 1 3", 1),
    "standby changed": ("0 1 | 2 3", "0 1 | 2 4", 1),
    "standby lost": ("0 1 | 2 3", "0 1 | 2 -", 1),
    "standby won": ("0 1 | 2 -", "0 1 | 2 3", 1),
    "one moved up, another changed": ("0 1 | 2 3", "0 2 | 4 5", 2),
    "leader becomes standby": ("0 1 | 2 3", "0 4 | 1 3", 3),
}


@pytest.mark.parametrize(("before", "after", "cost"), STANDBY.values(), ids=STANDBY)
def test_with_standbys(replan, before, after, cost):
    expansion, old, slots = replan({SLOT: seats(before)}, {SLOT: seats(after)})
    assert changes(expansion, old, slots) == cost


NEXT = {
    "next steps in": ("0 1 | 2 -", "0 3 | 2 -", 1),
    "another than the next": ("0 1 | 2 -", "0 4 | 2 -", 2),
    "standby of the slot is not the next": ("0 1 | 2 -", "0 2 | - -", 2),
    "both have one next": ("0 1 | 2 -", "3 4 | 2 -", 3),
    "an empty seat has no next": ("0 - | 1 -", "0 2 | 1 -", 2),
    "round the circle": ("4 5 | 0 -", "4 1 | 0 -", 1),
    "falls empty all the same": ("0 1 | 2 -", "0 - | 2 -", 2),
}


@pytest.mark.parametrize(("before", "after", "cost"), NEXT.values(), ids=NEXT)
def test_with_the_next(replan, duty, before, after, cost):
    expansion, old, slots = replan({SLOT: seats(before)}, {SLOT: seats(after)}, old=duty(substitution="next"))
    assert changes(expansion, old, slots) == cost


def test_the_next_is_available_and_held_nothing_that_day(replan, duty):
    expansion, old, slots = replan(
        {SLOT: seats("0 1 | - -")},
        {SLOT: seats("0 4 | - -")},
        old=duty(substitution="next"),
        old_visits=[("c", "l0", "2026-03-02", "c0")],
        absences=[{"leader": "l3", "start": "2026-03-10", "end": "2026-03-10"}],
        duties=[
            duty(
                substitution="next",
                seats=[{"role": "接访领导", "who": {"leaders": ["l0", "l1", "l3", "l4"]}, "count": 2}],
            )
        ],
    )
    assert changes(expansion, old, slots) == 1


def test_the_next_did_not_visit_that_day(replan, duty, visits):
    busy = [("c", "l1", "2026-03-10", "c0")]
    expansion, old, slots = replan(
        {SLOT: seats("5 0 | - -")},
        {SLOT: seats("5 2 | - -")},
        old=duty(substitution="next"),
        old_visits=busy,
        new_visits=busy,
    )
    assert changes(expansion, old, slots) == 1


def test_who_stands_in_no_circle_has_no_next(replan, duty):
    some = duty(substitution="next", seats=[{"role": "接访领导", "who": {"leaders": ["l1", "l2"]}, "count": 2}])
    expansion, old, slots = replan({SLOT: seats("0 1 | - -")}, {SLOT: seats("1 2 | - -")}, old=duty(), new=some)
    slot = expansion.slots[expansion.slot_place[SLOT]]
    group = expansion.groups[slot.seats[0].group]
    published = Published(old, expansion.open_from())
    assert next_in_circle(expansion, published, slot, group, "l0") is None
    assert next_in_circle(expansion, published, slot, group, "l1") == "l2"
    assert next_in_circle(expansion, published, slot, group, None) is None
    assert changes(expansion, old, slots) == 2


def test_a_slot_moved_looks_at_its_old_dates_holders_and_its_new_dates_absences(replan, duty):
    expansion, old, slots = replan(
        {SLOT: seats("0 1 | - -"), "r/2026-03-12": seats("2 - | - -")},
        {SLOT: seats("0 3 | - -"), "r/2026-03-12": seats("2 - | - -")},
        old=duty(substitution="next"),
        moves=[{"duty": "r", "date": "2026-03-10", "to": "2026-03-11"}],
        absences=[{"leader": "l2", "start": "2026-03-11", "end": "2026-03-11"}],
    )
    assert changes(expansion, old, slots) == 1


def test_a_slot_of_the_past_costs_nothing(replan):
    expansion, old, slots = replan({"r/2026-03-03": seats("0 1 | 2 3")}, {"r/2026-03-03": seats("4 5 | 2 -")})
    assert changes(expansion, old, slots) == 0


def test_a_slot_in_only_one_roster_costs_nothing(replan, duty):
    only_tuesdays, only_thursdays = duty(when="每周二"), duty(when="每周四")
    expansion, old, slots = replan(
        {SLOT: seats("0 1 | 2 3")}, {"r/2026-03-12": seats("0 1 | 2 3")}, old=only_tuesdays, new=only_thursdays
    )
    assert changes(expansion, old, slots) == 0


def one_seat(duty, **keys):
    return duty(seats=[{"role": "接访领导", "who": {"unit": "u"}}], **keys)


def test_seats_that_the_plan_took_away_cost_nothing(replan, duty):
    after = {SLOT: seats("1 | 2")}
    expansion, old, slots = replan({SLOT: seats("0 1 | 2 3")}, after, new=one_seat(duty, standby={"count": 1}))
    assert changes(expansion, old, slots) == 0


def test_seats_that_the_plan_added_cost_nothing(replan, duty):
    before = {SLOT: seats("1 | 2")}
    old_duty = one_seat(duty, standby={"count": 1})
    expansion, old, slots = replan(before, {SLOT: seats("4 1 | 5 2")}, old=old_duty, new=duty())
    assert changes(expansion, old, slots) == 0
    expansion, old, slots = replan(before, {SLOT: seats("4 5 | 3 0")}, old=old_duty, new=duty())
    assert changes(expansion, old, slots) == 3


def test_a_role_in_only_one_roster_costs_nothing(replan, duty):
    other = duty(seats=[{"role": "带班领导", "who": {"unit": "u"}, "count": 2}], standby=None)
    expansion, old, slots = replan({SLOT: seats("0 1 | 2 3")}, {SLOT: seats("4 5")}, new=other)
    assert changes(expansion, old, slots) == 0


def test_changes_say_who_passed_to_whom(replan):
    expansion, old, slots = replan({SLOT: seats("0 1 | 2 3")}, {SLOT: seats("0 2 | 4 5")})
    assert find_changes(expansion, old, slots) == [
        SeatChange(SLOT, "接访领导", False, "l1", "l2", 1),
        SeatChange(SLOT, "候补", True, "l2", "l4", 0),
        SeatChange(SLOT, "候补", True, "l3", "l5", 1),
    ]


def test_the_place_of_who_moved_up_is_filled_first():
    assert pair_standbys(["a", "m"], ["x"], {"m"}) == [("m", "x", 0)]


VISITS = {
    "stays": (["2026-03-09 c0"], ["2026-03-09 c0"], 0),
    "another date": (["2026-03-09 c0"], ["2026-03-10 c0"], 2),
    "another venue": (["2026-03-09 c0"], ["2026-03-09 c1"], 2),
    "another date and venue": (["2026-03-09 c0"], ["2026-03-10 c1"], 2),
    "lost": (["2026-03-09 c0"], [], 2),
    "won": ([], ["2026-03-09 c0"], 2),
    "in another week": (["2026-03-05 c0"], ["2026-03-09 c0"], 4),
    "of the past": (["2026-03-02 c0"], ["2026-03-09 c0"], 2),
}


@pytest.mark.parametrize(("before", "after", "cost"), VISITS.values(), ids=VISITS)
def test_visits(replan, before, after, cost):
    held = [[("c", "l0", *visit.split()) for visit in side] for side in (before, after)]
    expansion, old, slots = replan({}, {}, old_visits=held[0], new_visits=held[1])
    assert changes(expansion, old, slots) == cost


def test_visits_are_compared_the_kth_with_the_kth(replan, visits):
    before = [("c", "l0", "2026-03-09", "c0"), ("c", "l0", "2026-03-11", "c0")]
    after = [("c", "l0", "2026-03-11", "c0"), ("c", "l0", "2026-03-12", "c0")]
    expansion, old, slots = replan({}, {}, old_visits=before, new_visits=after)
    found = find_changes(expansion, old, slots)
    assert [type(one) for one in found] == [VisitChange, VisitChange]
    assert changes(expansion, old, slots) == 4


LEADERS = st.sampled_from("abcdef")
SIDE = st.lists(st.none() | LEADERS, max_size=4).filter(
    lambda side: len([one for one in side if one]) == len({one for one in side if one})
)


def least(before, after, cost):
    """The least cost over all ways to pair the shorter side."""
    size = min(len(before), len(after))
    return min(
        sum(cost(one, other) for one, other in zip(old, new, strict=True))
        for old in permutations(before, size)
        for new in permutations(after, size)
    )


@given(SIDE, SIDE, st.sets(LEADERS))
def test_seats_are_paired_at_the_least_cost_with_standbys(before, after, own):
    own -= set(before)

    def cost(one, other):
        return 0 if one == other else 1 if other in own else 2

    pairs = pair_seats(before, after, lambda _: own)
    assert sum(pair[2] for pair in pairs) == least(before, after, cost)
    assert len(pairs) == min(len(before), len(after))


@given(SIDE, SIDE, st.dictionaries(LEADERS, LEADERS))
def test_seats_are_paired_at_the_least_cost_with_the_next(before, after, following):
    following = {one: other for one, other in following.items() if other not in before}

    def cost(one, other):
        return 0 if one == other else 1 if one in following and following[one] == other else 2

    pairs = pair_seats(before, after, lambda one: (following[one],) if one in following else ())
    assert sum(pair[2] for pair in pairs) == least(before, after, cost)


@given(SIDE, SIDE, st.sets(LEADERS))
def test_standbys_are_paired_at_the_least_cost(before, after, moved_up):
    moved_up = (moved_up & set(before)) - set(after)

    def cost(one, other):
        return 0 if one == other or one in moved_up else 1

    pairs = pair_standbys(before, after, moved_up)
    assert sum(pair[2] for pair in pairs) == least(before, after, cost)
