"""The referee finds whatever is broken in a roster that was good before, and never stumbles over what a file holds."""

from __future__ import annotations

import json

import pytest

from roster.expansion import expand
from roster.faults import InputError
from roster.referee import check
from roster.result import Roster

SEATED = {
    "r/2026-03-03": ["l0", "l3"],
    "r/2026-03-05": ["l1", "l2"],
    "r/2026-03-10": ["l2", None],
    "r/2026-03-12": ["l3", "l1"],
}
VISITED = [("c", "l0", "2026-03-04", "c0"), ("c", "l0", "2026-03-09", "c0"), ("c", "l1", "2026-03-09", "c1")]
SLOT = {slot: place for place, slot in enumerate(["r3", "c04", "r5", "c09", "c19", "r10", "r12"])}


@pytest.fixture
def plan(plan_of, tuesdays, visits):
    """A plan that uses every rule. l1 is away in the first week but on the 5th, so that a visit is waived."""
    duty = tuesdays | {"seats": [{"role": "接访领导", "who": {"unit": "u", "except": {"leaders": ["l9"]}}}]}
    everyone = [{"id": f"l{n}", "name": f"领导{n}", "unit": "u", "order": n} for n in range(4)]
    return plan_of(
        leaders=[*everyone, {"id": "l9", "name": "领导9", "unit": "u", "leaves": "2026-03-09"}],
        duties=[
            duty | {"standby": {"count": 1, "who": {"unit": "u"}}, "rotation": "order"},
            visits | {"when": "每周一至周三"},
        ],
        absences=[
            {"leader": "l1", "start": "2026-03-02", "end": "2026-03-04"},
            {"leader": "l1", "start": "2026-03-05T08:00", "end": "2026-03-05T09:00"},
            {"leader": "l2", "start": "2026-03-12", "end": "2026-03-12"},
        ],
        limits=[
            {"who": {"leaders": ["l0"]}, "at_most": 2, "per": "week", "min_gap": 1},
            {"who": {"leaders": ["l2"]}, "duties": ["r"], "at_most": 1, "per": "month"},
            {"who": {"leaders": ["l3"]}, "min_gap": 9},
        ],
        apart=[["l1", "l0"]],
        pins=[
            {"duty": "r", "date": "2026-03-12", "leader": "l3"},
            {"duty": "r", "date": "2026-03-10", "leader": "l0", "standby": True, "forbid": True},
            {"duty": "c", "date": "2026-03-09", "leader": "l1", "venue": "c1"},
            {"duty": "c", "date": "2026-03-10", "leader": "l0", "forbid": True},
        ],
    )


@pytest.fixture
def good(plan, roster_of):
    return roster_of(expand(plan), SEATED, VISITED)


@pytest.fixture
def data(good):
    """The good roster as its file's data, to be spoilt."""
    return json.loads(good.model_dump_json())


def found(plan, data) -> set[str]:
    return {violation.rule for violation in check(plan, Roster.model_validate(data)).violations}


def test_a_good_roster_passes(plan, good):
    report = check(plan, good)
    assert report.violations == []
    assert report.passed
    assert report.notes == []
    assert report.levels == {level.name: level.value for level in good.levels}


def seat(slot, leader, number=0):
    def spoil(data):
        data["slots"][SLOT[slot]]["seats"][number]["leader"] = leader

    return spoil


def put(slot, key, value):
    def spoil(data):
        data["slots"][SLOT[slot]][key] = value

    return spoil


def put_seat(slot, number, key, value):
    def spoil(data):
        data["slots"][SLOT[slot]]["seats"][number][key] = value

    return spoil


def visit(slot, day, number, venue="c0"):
    """Moves a visit within its period, with its number."""

    def spoil(data):
        it = data["slots"][SLOT[slot]]
        it |= {"date": day, "nominal_date": day, "venue": venue, "id": it["id"][:-1] + str(number)}

    return spoil


def another_visit(leader, day, number, period, venue="c0"):
    def spoil(data):
        it = json.loads(json.dumps(data["slots"][SLOT["c04"]]))
        it |= {"id": f"c/{leader}/{period}/{number}", "date": day, "nominal_date": day, "venue": venue}
        it["seats"][0]["leader"] = leader
        data["slots"].append(it)

    return spoil


def level(name, key, value):
    def spoil(data):
        next(level for level in data["levels"] if level["name"] == name)[key] = value

    return spoil


def drop(key, place):
    return lambda data: data[key].pop(place)


def swap(data):
    slots = data["slots"]
    slots[0], slots[1] = slots[1], slots[0]


def swap_seats(data):
    data["slots"][0]["seats"].reverse()


def third_seat(data):
    data["slots"][SLOT["r5"]]["seats"].append({"role": "候补", "leader": "l3", "standby": True})


def move(data):
    data["slots"][SLOT["r12"]] |= {"date": "2026-03-13"}


FAULTS = {
    "slot missing": ("slots", drop("slots", SLOT["r5"])),
    "slot twice": ("slots", lambda data: data["slots"].insert(0, data["slots"][0])),
    "slot of no plan": ("slots", put("r3", "id", "q/2026-03-03")),
    "slots out of order": ("slots", swap),
    "other date": ("sessions", move),
    "other nominal date": ("sessions", put("r12", "nominal_date", "2026-03-11")),
    "other hours": ("sessions", put("r3", "hours", ["09:00-11:00"])),
    "other venue": ("sessions", put("r3", "venue", "c0")),
    "other unit": ("sessions", put("r3", "unit", "u")),
    "other duty": ("sessions", put("r3", "duty", "c")),
    "seats reversed": ("seats", swap_seats),
    "other role": ("seats", put_seat("r3", 0, "role", "主席")),
    "standby as a seat": ("seats", put_seat("r3", 1, "standby", False)),
    "a seat too many": ("places", third_seat),
    "unknown leader": ("known", seat("r3", "nobody")),
    "leader not selected": ("selected", seat("r5", "l9")),
    "leader of no visits": ("selected", seat("c04", "l2")),
    "whole day away": ("available", seat("r12", "l2", 1)),
    "visit while away": ("available", another_visit("l1", "2026-03-04", 1, "2026-W10")),
    "left office": ("available", seat("r10", "l9", 1)),
    "two on one day": ("one_a_day", seat("r10", "l2", 1)),
    "seat and visit on one day": ("one_a_day", visit("c04", "2026-03-03", 1)),
    "more than a week's cap": ("at_most", seat("r5", "l0")),
    "more than a month's cap": ("at_most", seat("r5", "l2")),
    "too close": ("min_gap", seat("r5", "l3")),
    "apart in one slot": ("apart", seat("r5", "l0", 1)),
    "pin not kept": ("pins", seat("r12", "l0")),
    "visit's pin not kept": ("pins", visit("c19", "2026-03-11", 1, "c1")),
    "visit pinned elsewhere": ("pins", put("c19", "venue", "c0")),
    "forbidden standby": ("forbidden", seat("r10", "l0", 1)),
    "forbidden visit": ("forbidden", visit("c09", "2026-03-10", 1)),
    "visit on no day of the duty": ("visit_day", visit("c04", "2026-03-06", 1)),
    "more visits than owed": ("owed", another_visit("l0", "2026-03-11", 2, "2026-W11")),
    "visit at no venue of the duty": ("venue", put("c04", "venue", "v")),
    "crowded venue": ("capacity", put("c09", "venue", "c1")),
    "visit with another's id": ("visits", put("c04", "id", "c/l1/2026-W10/1")),
    "visit of another period": ("visits", put("c19", "id", "c/l1/2026-W12/1")),
    "visit misnumbered": ("visits", put("c04", "id", "c/l0/2026-W10/2")),
    "visit of no duty": ("visits", put("c04", "duty", "q")),
    "visit of a coverage duty": ("visits", put("c04", "duty", "r")),
    "visit displaced": ("visits", put("c04", "nominal_date", "2026-03-05")),
    "visit at other hours": ("visits", put("c04", "hours", ["14:00-15:00"])),
    "visit nowhere": ("visits", put("c04", "venue", None)),
    "visit as standby": ("visits", put_seat("c04", 0, "standby", True)),
    "visit by nobody": ("visits", seat("c04", None)),
    "waiver missing": ("waived", drop("waived", 0)),
    "waiver unfounded": (
        "waived",
        lambda data: data["waived"].append({"duty": "c", "leader": "l0", "period": "2026-W10"}),
    ),
    "waiver twice": ("waived", lambda data: data["waived"].append(data["waived"][0])),
    "gap missing": ("gaps", drop("gaps", 0)),
    "gap unfounded": ("gaps", seat("r10", "l3", 1)),
    "missed visit not listed": ("gaps", drop("slots", SLOT["c04"])),
    "gap without reasons": ("gaps", lambda data: data["gaps"][0].update(reasons=[])),
    "gap without one's reason": ("gaps", lambda data: data["gaps"][0]["reasons"].pop()),
    "empty reason": ("gaps", lambda data: data["gaps"][0]["reasons"][0].update(why=" ")),
    "reason of a stranger": ("gaps", lambda data: data["gaps"][0]["reasons"][0].update(leader="x")),
    "other calendar": ("calendar", lambda data: data.update(calendar="projected")),
    "level missing": ("levels", drop("levels", 4)),
    "levels out of order": ("levels", lambda data: data["levels"].reverse()),
    "changes without replanning": (
        "levels",
        lambda data: data["levels"].insert(4, {"name": "changes", "value": 0, "bound": 0}),
    ),
    "bound above the value": ("levels", level("rotation", "bound", 99)),
    "bound under an unproven level": ("levels", level("seats", "bound", None)),
    "optimal without proof": ("status", level("preferences", "bound", None)),
    "proven yet feasible": ("status", lambda data: data.update(status="feasible")),
} | {
    f"{name} miscounted": ("levels", level(name, "value", 77))
    for name in ("seats", "visits", "quotas", "standbys", "fairness", "rotation", "spread", "preferences")
}


@pytest.mark.parametrize(("rule", "spoil"), FAULTS.values(), ids=FAULTS)
def test_finds(plan, data, rule, spoil):
    spoil(data)
    assert rule in found(plan, data)


@pytest.mark.parametrize("day", ["2026-03-02", "2026-03-03", "2026-03-04"])
def test_a_visit_waived_is_a_visit_nobody_may_make(plan, data, day):
    another_visit("l1", day, 1, "2026-W10")(data)
    assert "available" in found(plan, data)


def test_messages_name_slot_leader_and_rule(plan, data):
    seat("r5", "l9")(data)
    report = check(plan, Roster.model_validate(data))
    violation = next(one for one in report.violations if one.rule == "selected")
    assert (violation.slot, violation.leader) == ("r/2026-03-05", "l9")
    assert str(violation) == ("【人选】r/2026-03-05：领导9（l9）不在“接访领导”的人选范围内（duties[0].seats[0].who）。")


def test_an_absence_is_named_but_never_its_reason(plan_of, roster_of):
    away = [{"leader": "l0", "start": "2026-03-03", "end": "2026-03-03", "reason": "病假"}]
    plan = plan_of(absences=away)
    report = check(plan, roster_of(expand(plan), {"r/2026-03-03": ["l0", None]}))
    messages = "".join(map(str, report.violations))
    assert "absences[0]" in messages
    assert "病假" not in messages


def test_unproven_levels_make_a_feasible_roster(plan, data):
    for name in ("spread", "preferences"):
        level(name, "bound", None)(data)
    data["status"] = "feasible"
    assert found(plan, data) == set()


def test_line_breaks_in_a_file_stay_out_of_messages(plan, data):
    put("r3", "id", "q\n2026")(data)
    seat("r5", "x\ny")(data)
    assert all("\n" not in str(one) for one in check(plan, Roster.model_validate(data)).violations)


HOSTILE = [
    {"id": "c/l0/2026-W10/1", "duty": "r", "unit": None, "venue": "nowhere"},
    {"id": "c/nobody/never/x", "duty": "c", "unit": None, "venue": None},
    {"id": "///", "duty": "", "unit": None, "venue": None},
    {"id": "", "duty": "q", "unit": "q", "venue": ""},
    {"id": "r/2026-03-03", "duty": "c", "unit": "z", "venue": "v"},
]


@pytest.mark.parametrize("replanned", [None, "0001-01-01", "2026-03-08", "9999-12-31"])
def test_never_stumbles_over_a_hostile_file(plan, data, replanned):
    seats = [{"role": role, "leader": who, "standby": True} for role in ("候补", "?") for who in ("nobody", "l0", None)]
    for strange in HOSTILE:
        for day in ("0001-01-01", "2026-03-03", "9999-12-31"):
            it = strange | {"date": day, "nominal_date": day, "hours": [], "seats": seats}
            data["slots"] += [it, it | {"seats": []}]
    data["gaps"] += [{"slot": "q"}, {"duty": "q"}, {}, {"duty": "c", "leader": "x", "period": "y"}]
    data["waived"].append({"duty": "q", "leader": "x", "period": "y"})
    data["levels"].append({"name": "beauty", "value": -1, "bound": 10**30})
    data["replanned"] = replanned and {"from": replanned}
    assert {"slots", "gaps", "levels"} <= found(plan, data)


def test_a_roster_of_nothing_lacks_everything(plan):
    assert {"slots", "pins", "gaps", "waived", "levels"} <= found(plan, {})


def test_a_wrong_plan_is_the_plans_fault(plan_of, tuesdays):
    duty = tuesdays | {"seats": [{"role": "接访领导", "who": {"leaders": []}}]}
    with pytest.raises(InputError):
        check(plan_of(duties=[duty]), Roster())
