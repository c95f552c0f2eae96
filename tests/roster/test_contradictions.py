"""Pins that cannot hold: each fault names what contradicts each other, and nothing that could be left out."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roster.contradictions import find_contradictions, idle_forbids
from roster.expansion import expand
from roster.referee import check


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


def named(fault) -> set[str]:
    """The places in the plan that a fault says cannot hold together."""
    together = fault.reason.partition("不能同时成立")[0]
    return set(re.findall(r"[a-z]+\[\d+\](?:\.[a-z]+(?:\[\d+\])?)*", together))


AWAY = {"leader": "l0", "start": "2026-03-03", "end": "2026-03-03"}
ONCE = {"who": {"unit": "u"}, "at_most": 1, "per": "week"}

CASES: dict[str, tuple[dict[str, Any], set[str]]] = {
    "one seat for two": (
        {"pins": [seat("l0", "03"), seat("l1", "03")]},
        {"pins[0]", "pins[1]", "duties[0].seats[0].count"},
    ),
    "one standby for two": (
        {"pins": [seat("l0", "03", standby=True), seat("l1", "03", standby=True)]},
        {"pins[0]", "pins[1]", "duties[0].standby.count"},
    ),
    "seat and standby": ({"pins": [seat("l0", "03"), seat("l0", "03", standby=True)]}, {"pins[0]", "pins[1]"}),
    "seat and visit": ({"pins": [visit("l0", "03"), seat("l0", "03")]}, {"pins[0]", "pins[1]"}),
    "two venues on one day": (
        {"pins": [visit("l0", "03", venue="c0"), visit("l0", "03", venue="c1")]},
        {"pins[0]", "pins[1]"},
    ),
    "not selected": ({"pins": [seat("l3", "03")]}, {"pins[0]", "duties[0].seats[0].who"}),
    "absent": (
        {"pins": [seat("l1", "03"), seat("l0", "03", standby=True)], "absences": [AWAY]},
        {"pins[1]", "absences[0]"},
    ),
    "absent twice": ({"pins": [seat("l0", "03")], "absences": [AWAY, AWAY]}, {"pins[0]", "absences[0]"}),
    "forbidden": ({"pins": [seat("l0", "03"), seat("l0", "03", forbid=True)]}, {"pins[0]", "pins[1]"}),
    "standby forbidden": (
        {"pins": [seat("l0", "03", standby=True, forbid=True), seat("l0", "03", standby=True)]},
        {"pins[0]", "pins[1]"},
    ),
    "visit forbidden": (
        {"pins": [visit("l0", "03", venue="c0"), visit("l0", "03", forbid=True)]},
        {"pins[0]", "pins[1]"},
    ),
    "apart": (
        {"pins": [seat("l0", "03"), seat("l1", "03", standby=True)], "apart": [["l2", "l3"], ["l1", "l0"]]},
        {"pins[0]", "pins[1]", "apart[1]"},
    ),
    "too many a week": (
        {"pins": [seat("l0", "10"), seat("l0", "03"), visit("l0", "02")], "limits": [ONCE]},
        {"pins[1]", "pins[2]", "limits[0]"},
    ),
    "none at all": (
        {"pins": [seat("l0", "03")], "limits": [{"who": {"unit": "u"}, "at_most": 0, "per": "month"}]},
        {"pins[0]", "limits[0]"},
    ),
    "too close": (
        {"pins": [seat("l0", "10"), seat("l0", "05")], "limits": [{"who": {"unit": "u"}, "min_gap": 6}]},
        {"pins[0]", "pins[1]", "limits[0]"},
    ),
    "more visits than owed": (
        {"pins": [visit("l0", "02"), visit("l0", "04"), visit("l0", "09")]},
        {"pins[0]", "pins[1]", "duties[1].times"},
    ),
    "venue of another kind": ({"pins": [visit("l0", "03", venue="v")]}, {"pins[0]", "duties[1].venues"}),
    "crowded venue": (
        {"pins": [visit("l0", "03", venue="c0"), visit("l1", "03"), visit("l2", "03", venue="c0")]},
        {"pins[0]", "pins[2]", "duties[1].capacity"},
    ),
    "crowded day": (
        {"pins": [visit("l0", "03"), visit("l1", "03", venue="c0"), visit("l2", "03")]},
        {"pins[0]", "pins[1]", "pins[2]", "duties[1].capacity"},
    ),
    "all venues forbidden": (
        {
            "pins": [
                visit("l0", "03", venue="c0", forbid=True),
                visit("l0", "03"),
                visit("l0", "03", venue="c1", forbid=True),
            ]
        },
        {"pins[0]", "pins[1]", "pins[2]", "duties[1].venues"},
    ),
    "last venue taken": (
        {"pins": [visit("l0", "03", venue="c0", forbid=True), visit("l0", "03"), visit("l1", "03", venue="c1")]},
        {"pins[0]", "pins[1]", "pins[2]", "duties[1].capacity"},
    ),
}


@pytest.mark.parametrize(("keys", "parts"), CASES.values(), ids=CASES)
def test_names_the_smallest_set(office, keys, parts):
    faults = find_contradictions(expand(office(**keys)))
    assert [named(fault) for fault in faults] == [parts]
    assert faults[0].path in parts


@pytest.mark.parametrize(("keys", "parts"), CASES.values(), ids=CASES)
def test_without_any_one_of_them_the_rest_can_hold(office, keys, parts):
    for part in parts:
        key, number = re.match(r"(\w+)\[(\d+)\]", part).groups()
        if key != "duties":
            rest = {**keys, key: [one for n, one in enumerate(keys[key]) if n != int(number)]}
            if key == "absences":
                rest[key] = []
            assert find_contradictions(expand(office(**rest))) == []


def test_both_stays_are_named(office):
    leaders = [{"id": f"l{n}", "name": f"领导{n}", "unit": "u"} for n in range(4)]
    leaders[1]["joins"], leaders[2]["leaves"] = "2026-03-05", "2026-03-05"
    plan = office(leaders=leaders, pins=[seat("l1", "03"), seat("l2", "10"), seat("l1", "05")])
    assert [named(fault) for fault in find_contradictions(expand(plan))] == [
        {"pins[0]", "leaders[1].joins"},
        {"pins[1]", "leaders[2].leaves"},
    ]


def test_pins_that_agree_are_no_contradiction(office):
    pins = [
        seat("l0", "03"),
        seat("l0", "03"),
        seat("l1", "03", standby=True),
        seat("l2", "03", forbid=True),
        visit("l3", "03"),
        visit("l3", "03", venue="c1"),
        visit("l2", "03", venue="c1", forbid=True),
        visit("l2", "03"),
    ]
    assert find_contradictions(expand(office(pins=pins))) == []


def test_a_fault_is_one_chinese_line(office):
    plan = office(pins=[seat("l1", "03"), seat("l0", "03", standby=True)], absences=[AWAY])
    (fault,) = find_contradictions(expand(plan))
    assert str(fault) == "pins[1]（l0）：pins[1]与absences[0]不能同时成立：领导0（l0）2026-03-03不在岗。"


def test_a_forbid_without_a_slot_is_a_warning(office):
    pins = [seat("l0", "09", forbid=True), visit("l0", "15", forbid=True)]
    expansion = expand(office(pins=pins))
    assert find_contradictions(expansion) == []
    assert [warning[:12] for warning in idle_forbids(expansion)] == ["pins[0].date", "pins[1].date"]


def test_a_date_without_a_slot_names_the_nearest(office):
    pins = [seat("l0", "09"), visit("l0", "15")]
    faults = find_contradictions(expand(office(pins=pins)))
    assert [fault.path for fault in faults] == ["pins[0].date", "pins[1].date"]
    assert "最近的是2026-03-10" in faults[0].reason
    assert "最近的是2026-03-12" in faults[1].reason


def test_a_slot_is_pinned_on_the_date_it_is_held(office):
    moved = [{"duty": "r", "date": "2026-03-10", "to": "2026-03-11"}]
    assert find_contradictions(expand(office(pins=[seat("l0", "11")], moves=moved))) == []
    assert len(find_contradictions(expand(office(pins=[seat("l0", "10")], moves=moved)))) == 1


def test_a_role_that_the_duty_lacks(office, tuesdays):
    assert find_contradictions(expand(office(pins=[seat("l0", "03", role="主席")])))[0].path == "pins[0].role"
    plan = office(duties=[tuesdays | {"standby": None}], pins=[seat("l0", "03", standby=True)])
    assert find_contradictions(expand(plan))[0].path == "pins[0].standby"


def test_several_contradictions_are_all_named_smallest_first(office):
    keys = {"pins": [seat("l0", "03"), seat("l1", "03"), visit("l0", "03"), seat("l3", "05")]}
    assert [named(fault) for fault in find_contradictions(expand(office(**keys)))] == [
        {"pins[3]", "duties[0].seats[0].who"},
        {"pins[0]", "pins[2]"},
        {"pins[0]", "pins[1]", "duties[0].seats[0].count"},
    ]


def test_the_past_fills_periods_and_its_pins_no_longer_bind(office, roster_of, past_of):
    held = {"r/2026-03-03": ["l0", "l3"]}
    old = roster_of(expand(office()), held, [("c", "l1", "2026-03-02", "c0")])
    pins = [seat("l1", "03"), seat("l0", "05"), visit("l1", "04"), seat("l2", "10")]
    expansion = expand(office(pins=pins, limits=[ONCE]), past_of(old, "2026-03-04"))
    assert [named(fault) for fault in find_contradictions(expansion)] == [
        {"pins[1]", "limits[0]"},
        {"pins[2]", "limits[0]"},
        {"pins[2]", "duties[1].times"},
    ]


def test_chains_of_open_venues_are_followed_to_the_end(office, visits):
    many = [{"id": f"l{n}", "name": f"领导{n}", "unit": "u"} for n in range(40)]
    venues = [{"id": "v", "name": "接待室"}, *({"id": f"c{n}", "name": f"社区{n}", "kind": "社区"} for n in range(40))]
    # Everyone may go to their own community or the next one, the last to the last alone.
    pins = [visit(f"l{n}", "03") for n in range(40)]
    pins += [
        visit(f"l{n}", "03", venue=f"c{m}", forbid=True)
        for n in range(40)
        for m in range(40)
        if m not in ((n, n - 1) if n else (0,))
    ]
    duty = visits | {"who": {"unit": "u"}}
    assert find_contradictions(expand(office(leaders=many, venues=venues, duties=[duty], pins=pins))) == []
    spoilt = [*pins, visit("l39", "03", venue="c39", forbid=True)]
    faults = find_contradictions(expand(office(leaders=many, venues=venues, duties=[duty], pins=spoilt)))
    assert len(faults) == 1
    assert {"pins[0]", "pins[39]"} <= named(faults[0])


LEADER = st.sampled_from(["l0", "l1", "l2", "l3"])
DAY = st.sampled_from(["03", "05", "10"])
SEATS = st.builds(seat, LEADER, DAY, standby=st.booleans(), forbid=st.sampled_from([False, False, True]))
OPEN_VENUE = st.builds(visit, LEADER, DAY, forbid=st.sampled_from([False, False, True]))
NAMED_VENUE = st.builds(
    visit, LEADER, DAY, venue=st.sampled_from(["c0", "c1", "v"]), forbid=st.sampled_from([False, True])
)
RULES = {
    "limits": [ONCE, {"who": {"leaders": ["l0", "l1"]}, "min_gap": 3}],
    "apart": [["l0", "l1"], ["l2", "l3"]],
    "absences": [AWAY],
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.lists(SEATS | OPEN_VENUE | NAMED_VENUE, max_size=8))
def test_every_part_of_every_contradiction_is_needed(office, pins):
    for fault in find_contradictions(expand(office(pins=pins, **RULES))):
        parts = named(fault)
        numbers = sorted(int(part[5:-1]) for part in parts if part.startswith("pins"))
        for gone in numbers:
            left = [number for number in numbers if number != gone]
            rest = find_contradictions(expand(office(pins=[pins[number] for number in left], **RULES)))
            for other in rest:
                again = {renumbered(part, left) for part in named(other)}
                assert not again <= parts, f"{fault} holds {other}"


def renumbered(part, numbers):
    """A place in the plan of fewer pins, as it was in the plan of all."""
    pin = re.fullmatch(r"pins\[(\d+)\]", part)
    return f"pins[{numbers[int(pin[1])]}]" if pin else part


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.lists(SEATS | OPEN_VENUE | NAMED_VENUE, max_size=7))
def test_pins_can_hold_exactly_when_a_roster_of_nothing_else_passes(office, roster_of, pins):
    plan = office(pins=pins, **RULES)
    passes = any(check(plan, roster).passed for roster in rosters(plan, roster_of))
    assert passes == (find_contradictions(expand(plan)) == [])


def rosters(plan, roster_of):
    """Every roster that holds what the pins ask for and nothing else, whichever venue the visits choose."""
    expansion = expand(plan)
    wanted = [pin for pin in plan.pins if not pin.forbid]
    seated = {slot.id: [None, None] for slot in expansion.slots}
    for pin in wanted:
        if pin.duty == "r":
            seats = seated[f"r/{pin.date}"]
            if seats[pin.standby] not in (None, pin.leader):
                return
            seats[pin.standby] = pin.leader
    places = [("c", pin.leader, pin.date.isoformat(), pin.venue) for pin in wanted if pin.duty == "c"]
    named_too = {place[:3] for place in places if place[3]}
    places = sorted({place for place in places if place[3] or place[:3] not in named_too}, key=str)
    for venues in product(*([place[3]] if place[3] else ["c0", "c1"] for place in places)):
        yield roster_of(expansion, seated, [(*place[:3], venue) for place, venue in zip(places, venues, strict=True)])
