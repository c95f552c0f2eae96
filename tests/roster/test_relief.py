"""Ten contradictions, and the single things that end each, the cheapest first."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roster.contradictions import find_contradictions
from roster.expansion import expand
from roster.relief import contradictions_with_relief, reliefs


def seat(who, day, **keys) -> dict[str, Any]:
    return {"duty": "r", "date": f"2026-03-{day}", "leader": who, **keys}


def visit(who, day, **keys) -> dict[str, Any]:
    return {"duty": "c", "date": f"2026-03-{day}", "leader": who, **keys}


@pytest.fixture
def office(plan_of, tuesdays, visits):
    """Two duties: r for l0 to l2 (standbys for all), c for all four, at c0 or c1."""
    r = tuesdays | {
        "seats": [{"role": "接访领导", "who": {"leaders": ["l0", "l1", "l2"]}}],
        "standby": {"count": 1, "who": {"unit": "u"}},
    }
    c = visits | {"who": {"unit": "u"}, "when": "每周一至周四"}
    return lambda **keys: plan_of(**{"duties": [r, c], **keys})


AWAY = {"leader": "l0", "start": "2026-03-03", "end": "2026-03-03"}
ONCE = {"who": {"unit": "u"}, "at_most": 1, "per": "week"}
NEVER = {"who": {"unit": "u"}, "at_most": 0, "per": "month"}

TEN: dict[str, tuple[dict[str, Any], list[str]]] = {
    "one seat for two": ({"pins": [seat("l0", "03"), seat("l1", "03")]}, ["pins[0]", "pins[1]"]),
    "pinned and forbidden": (
        {"pins": [seat("l0", "03"), seat("l0", "03", forbid=True)]},
        ["pins[0]", "pins[1]"],
    ),
    "seat and visit of one day": ({"pins": [visit("l0", "03"), seat("l0", "03")]}, ["pins[0]", "pins[1]"]),
    "one pin in two contradictions": (
        {"pins": [seat("l1", "03"), seat("l0", "03"), visit("l0", "03")]},
        ["pins[1]"],
    ),
    "a pin on an absence": ({"pins": [seat("l0", "03")], "absences": [AWAY]}, ["pins[0]", "absences[0]"]),
    "a pin on two absences": ({"pins": [seat("l0", "03")], "absences": [AWAY, AWAY]}, ["pins[0]"]),
    "a pair apart": (
        {"pins": [seat("l0", "03"), seat("l1", "03", standby=True)], "apart": [["l1", "l0"]]},
        ["pins[0]", "pins[1]", "apart[0]"],
    ),
    "a limit against many pins": (
        {"pins": [seat("l0", "03"), seat("l1", "05"), seat("l2", "10")], "limits": [NEVER]},
        ["limits[0]"],
    ),
    "too many in a week": (
        {"pins": [seat("l0", "03"), visit("l0", "04")], "limits": [ONCE]},
        ["pins[0]", "pins[1]", "limits[0]"],
    ),
    "the last venue": (
        {"pins": [visit("l0", "03", venue="c0", forbid=True), visit("l0", "03"), visit("l1", "03", venue="c1")]},
        ["pins[0]", "pins[1]", "pins[2]"],
    ),
}


@pytest.mark.parametrize(("keys", "wanted"), TEN.values(), ids=TEN)
def test_the_single_things_that_end_it_are_told_first(office, keys, wanted):
    expansion = expand(office(**keys))
    assert reliefs(expansion) == wanted
    first, *others = wanted
    either = f"（或{'、'.join(others)}）" if others else ""
    for fault in contradictions_with_relief(expansion):
        assert fault.reason.startswith(f"去掉{first}{either}即可。")


@pytest.mark.parametrize(("keys", "wanted"), TEN.values(), ids=TEN)
def test_without_it_nothing_is_left_to_refuse(office, keys, wanted):
    for place in wanted:
        kind, number = place.rstrip("]").split("[")
        rest = [one for n, one in enumerate(keys[kind]) if n != int(number)]
        assert find_contradictions(expand(office(**{**keys, kind: rest}))) == []


def test_contradictions_apart_are_each_told_what_ends_them(office):
    expansion = expand(office(pins=[seat("l3", "05"), seat("l0", "03"), seat("l1", "03")]))
    assert reliefs(expansion) == []
    assert [fault.reason.partition("。")[0] for fault in contradictions_with_relief(expansion)] == [
        "就这一处，去掉pins[0]即可",
        "就这一处，去掉pins[1]（或pins[2]）即可",
    ]


def test_a_pin_that_points_at_nothing_stays_a_fault_of_its_own(office):
    faults = contradictions_with_relief(expand(office(pins=[seat("l0", "04"), seat("l3", "05")])))
    assert [fault.path for fault in faults] == ["pins[0].date", "pins[1]"]
    assert faults[0].reason.startswith("r在2026-03-04没有班次")


def test_a_plan_without_contradiction_has_nothing_to_relieve(office):
    expansion = expand(office(pins=[seat("l0", "03")]))
    assert (reliefs(expansion), contradictions_with_relief(expansion)) == ([], [])


LEADER = st.sampled_from(["l0", "l1", "l2", "l3"])
DAY = st.sampled_from(["03", "05"])
PINS = st.builds(seat, LEADER, DAY, standby=st.booleans(), forbid=st.booleans()) | st.builds(visit, LEADER, DAY)
RULES = {"limits": [ONCE], "apart": [["l0", "l1"]], "absences": [AWAY]}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(PINS, max_size=6))
def test_they_are_exactly_the_single_things_whose_removal_leaves_nothing(office, pins):
    keys = {"pins": pins, **RULES}
    if not find_contradictions(expand(office(**keys))):
        return
    ending = {
        f"{kind}[{number}]"
        for kind, every in keys.items()
        for number in range(len(every))
        if not find_contradictions(expand(office(**{**keys, kind: every[:number] + every[number + 1 :]})))
    }
    assert set(reliefs(expand(office(**keys)))) == ending
