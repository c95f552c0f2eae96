"""Each level recounted on rosters small enough to count by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from roster.expansion import expand
from roster.turns import Turns

FULL = {
    "r/2026-03-03": ["l0", "l3"],
    "r/2026-03-05": ["l1", "l2"],
    "r/2026-03-10": ["l2", "l0"],
    "r/2026-03-12": ["l3", "l1"],
}


@pytest.fixture
def count(expansion_of, roster_of):
    """The levels of a roster of the plan with these keys."""

    def levels(seated, visited=(), past=None, **keys):
        roster = roster_of(expansion_of(past, **keys), seated, visited)
        return {level.name: level.value for level in roster.levels}

    return levels


def test_levels_stand_in_order(count, expansion_of, roster_of, past_of):
    names = ["seats", "visits", "quotas", "standbys", "fairness", "rotation", "spread", "preferences"]
    assert list(count(FULL)) == names
    old = roster_of(expansion_of(), FULL)
    assert list(count(FULL, past=past_of(old, "2026-03-04"))) == [*names[:4], "changes", *names[4:]]


def test_empty_seats_and_standbys_are_counted_apart(count):
    levels = count(FULL | {"r/2026-03-03": [None, "l3"], "r/2026-03-05": [None, None]})
    assert (levels["seats"], levels["standbys"]) == (2, 1)


def test_visits_owed_and_not_held_are_missed(count, visits):
    held = [("c", "l0", "2026-03-02", "c0"), ("c", "l1", "2026-03-09", "c0")]
    assert count({}, held, duties=[visits])["visits"] == 2


def test_one_date_and_two_times_owe_two(count, visits):
    duty = visits | {"times": 2, "who": {"leaders": ["l0"]}, "when": "每周三"}
    assert count({}, [("c", "l0", "2026-03-04", "c0")], duties=[duty])["visits"] == 3


def test_waived_periods_owe_nothing(count, visits):
    away = [{"leader": "l0", "start": "2026-03-02", "end": "2026-03-08"}]
    assert count({}, duties=[visits], absences=away)["visits"] == 3


def test_quotas_count_seats_and_visits_but_not_standbys(count, tuesdays, visits):
    limits = [{"who": {"leaders": ["l0"]}, "at_least": 3, "per": "period"}]
    held = [("c", "l0", "2026-03-02", "c0")]
    assert count(FULL, held, duties=[tuesdays, visits], limits=limits)["quotas"] == 1
    only_r = [limits[0] | {"duties": ["r"]}]
    assert count(FULL, held, duties=[tuesdays, visits], limits=only_r)["quotas"] == 2


def test_quotas_ask_nothing_in_periods_without_an_available_date(count):
    limits = [{"who": {"unit": "u"}, "at_least": 1, "per": "week"}]
    # In FULL everyone sits in one of the two weeks, and so lacks one turn in the other.
    assert count(FULL, limits=limits)["quotas"] == 4
    away = [{"leader": "l3", "start": "2026-03-03", "end": "2026-03-05"}]
    assert count(FULL | {"r/2026-03-03": ["l0", None]}, limits=limits, absences=away)["quotas"] == 3


def test_quotas_ask_only_whom_a_seat_selects(count, tuesdays):
    seats = [{"role": "接访领导", "who": {"leaders": ["l0", "l1"]}}]
    duty = tuesdays | {"seats": seats, "standby": {"count": 1, "who": {"unit": "u"}}}
    limits = [{"who": {"unit": "u"}, "at_least": 1, "per": "period"}]
    assert count({"r/2026-03-03": ["l0", "l2"]}, duties=[duty], limits=limits)["quotas"] == 1


def test_quotas_ask_those_who_may_visit(count, visits):
    limits = [{"who": {"unit": "u"}, "at_least": 1, "per": "month"}]
    assert count({}, duties=[visits], limits=limits)["quotas"] == 2


def test_fairness_goes_on_from_history_and_newcomers_owe_nothing(count):
    history = [{"leader": "l0", "duty": "r", "turns": 3}, {"leader": "l1", "duty": "r", "turns": 2}]
    # Seats: l0 4²-3², l1, l2 and l3 3²-2² each; standbys: four of 1.
    assert count(FULL, history=history)["fairness"] == 7 + 5 + 5 + 5 + 4


def test_fairness_by_presence_weighs_turns_of_the_absent(count, tuesdays):
    away = [{"leader": "l0", "start": "2026-03-05", "end": "2026-03-12"}]
    duty = tuesdays | {"fairness": "available", "standby": None}
    seated = {day: seats[:1] for day, seats in FULL.items()} | {"r/2026-03-10": ["l1"]}
    # l0: 1·4/1; l1: 1·4/4 + 3·4/4; l3: 1.
    assert count(seated, duties=[duty], absences=away)["fairness"] == 4 + 4 + 1


def test_fairness_by_presence_rounds_each_turn_half_up(count, tuesdays):
    away = [{"leader": "l0", "start": "2026-03-05", "end": "2026-03-05"}]
    duty = tuesdays | {"fairness": "available", "standby": None}
    seated = {"r/2026-03-03": ["l0"], "r/2026-03-10": ["l0"], "r/2026-03-12": ["l0"]}
    # 1·4/3 = 1.33, 3·4/3 = 4, 5·4/3 = 6.67
    assert count(seated, duties=[duty], absences=away)["fairness"] == 1 + 4 + 7


def test_rotation_is_nought_in_the_circle_and_grows_with_the_square(count, tuesdays):
    duty = tuesdays | {"rotation": "order"}
    assert count(FULL, duties=[duty])["rotation"] == 0
    swapped = FULL | {"r/2026-03-03": ["l2", "l3"], "r/2026-03-10": ["l0", "l1"]}
    assert count(swapped, duties=[duty])["rotation"] == 8


def test_rotation_keeps_the_numbers_of_empty_seats(count, tuesdays):
    seated = FULL | {"r/2026-03-05": [None, None], "r/2026-03-10": ["l1", None]}
    assert count(seated, duties=[tuesdays | {"rotation": "order"}])["rotation"] == 1


def test_rotation_continues_behind_the_last(count, tuesdays):
    history = [{"leader": "l0", "duty": "r", "turns": 1, "last": "2026-02-26"}]
    duty = tuesdays | {"rotation": "order"}
    # From l1: 0 l1, 1 l2, 2 l3, 3 l0. FULL has l0 at 0 and the others one too late.
    assert count(FULL, duties=[duty], history=history)["rotation"] == 9 + 3


def test_joined_duties_are_one_rotation(count, tuesdays):
    first = tuesdays | {"rotation": "order", "standby": None}
    extra = {**first, "id": "a", "when": None, "dates": ["2026-03-03"], "group": "r"}
    seated = {"r/2026-03-03": ["l0"], "a/2026-03-03": ["l1"], "r/2026-03-05": ["l2"], "r/2026-03-10": ["l3"]}
    levels = count(seated | {"r/2026-03-12": ["l0"]}, duties=[extra, first])
    assert (levels["rotation"], levels["fairness"]) == (0, 4 + 1 + 1 + 1)


def test_places_are_those_of_exact_fractions(expansion_of, tuesdays):
    away = [
        {"leader": "l1", "start": "2026-03-03", "end": "2026-03-05"},
        {"leader": "l2", "start": "2026-03-05", "end": "2026-03-12"},
    ]
    expansion = expansion_of(duties=[tuesdays | {"rotation": "order"}], absences=away)
    group = next(one for one in expansion.groups if one.rotation)
    turns = Turns(expansion, group)
    for r, who in enumerate(group.eligible):
        for k in range(4):
            assert turns.place(who, k) == _place(expansion, group, who, Fraction(r + 1, 4) + k)


def _place(expansion, group, who, wanted):
    earned = Fraction(0)
    for number, (place, _) in enumerate(group.numbers):
        free = [one for one in group.eligible if expansion.free(one, expansion.slots[place])]
        earned += Fraction(1, len(free)) if who in free else 0
        if earned >= wanted:
            return number
    missing = 4 * (wanted - earned)
    return len(group.numbers) - 1 + -(-missing.numerator // missing.denominator)


def test_spread_counts_venues_and_pairs_but_not_linked_visits(count, visits):
    held = [("c", "l0", "2026-03-02", "c0"), ("c", "l0", "2026-03-09", "c0"), ("c", "l1", "2026-03-09", "c1")]
    assert count({}, held, duties=[visits])["spread"] == (4 + 1) + (4 + 1)
    linked = visits | {"venues": "linked", "who": {"leaders": ["l9"]}}
    someone = {"id": "l9", "name": "领导9", "unit": "u", "venue": "c0"}
    assert count({}, [("c", "l9", "2026-03-02", "c0")], duties=[linked], leaders=[someone])["spread"] == 0


def test_preferences_count_seats_and_visits_never_standbys(count, tuesdays, visits):
    wish = [{"leader": "l0", "weekdays": ["周二"], "weight": 5}]
    held = [("c", "l0", "2026-03-10", "c0")]
    seated = {"r/2026-03-03": ["l0", "l1"], "r/2026-03-10": ["l1", "l0"]}
    assert count(seated, held, duties=[tuesdays, visits], preferences=wish)["preferences"] == 10
    only_c = [wish[0] | {"duty": "c"}]
    assert count(seated, held, duties=[tuesdays, visits], preferences=only_c)["preferences"] == 5


def test_preferences_may_ask_for_weekdays_of_a_group(count):
    wish = [{"who": {"unit": "u"}, "weekdays": ["周二"], "avoid": False}]
    assert count(FULL, preferences=wish)["preferences"] == 2


def test_the_past_counts_in_every_level(expansion_of, roster_of, past_of, plan_of, tuesdays, visits):
    old = roster_of(
        expansion_of(duties=[tuesdays | {"id": "gone"}, tuesdays, visits]),
        FULL | {"gone/2026-03-03": [None, "l2"], "r/2026-03-03": [None, None]},
        [("c", "l0", "2026-03-02", "c0")],
    )
    plan = plan_of(
        duties=[tuesdays, visits],
        preferences=[{"leader": "l0", "weekdays": ["周一"]}],
        limits=[{"who": {"leaders": ["l0"]}, "at_least": 1, "per": "week"}],
    )
    expansion = expand(plan, past_of(old, "2026-03-05"))
    held = {"gone/2026-03-03": [None, "l2"], "r/2026-03-03": [None, None]}
    levels = {one.name: one.value for one in roster_of(expansion, FULL | held).levels}
    assert levels["seats"] == 2, "the seats of the past, also where the plan no longer asks for them"
    assert levels["standbys"] == 1
    # l0 visited on the Monday of the first week, which leaves the second.
    assert (levels["visits"], levels["quotas"], levels["spread"], levels["preferences"]) == (3, 1, 2, 1)
