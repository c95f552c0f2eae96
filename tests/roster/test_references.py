"""What a plan speaks of must be there, and its parts must go together."""

import copy
from pathlib import Path

import pytest

from roster.faults import InputError
from roster.files import plan_from_data
from roster.reading.yaml_loader import load_yaml
from roster.references import reference_faults

GOOD, _ = load_yaml(Path(__file__).with_name("bad_plans").joinpath("good.yaml").read_text(encoding="utf-8"))


def change(place, value):
    """The good plan with another value at a place such as `duties.0.venue`; a place behind a list's end appends."""
    data = copy.deepcopy(GOOD)
    *way, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    at = data
    for step in way:
        at = at[step]
    if isinstance(at, list) and last == len(at):
        at.append(value)
    else:
        at[last] = value
    return data


def faults_of(data):
    with pytest.raises(InputError) as error:
        plan_from_data(data)
    return [(fault.path, fault.reason) for fault in error.value.faults]


def test_good_plan_is_read():
    assert plan_from_data(GOOD).duty["extra"].group == "tuesday"


# These bring others with them, in what refers to the thing renamed or joined.
WITH_FOLLOWERS = [
    ("duties.0.group", "extra", "duties[0].group", "tuesday → extra → tuesday"),
    ("units.1.id", "county", "units[1].id", "应不重复，实际“county”已用于units[0]"),
    ("venues.1.id", "hall", "venues[1].id", "已用于venues[0]"),
    ("leaders.3.id", "wang", "leaders[3].id", "已用于leaders[2]"),
    ("duties.4.id", "community", "duties[4].id", "已用于duties[3]"),
    ("units.2.id", "same", "units[2].id", "应为别的编号"),
]

CASES = [
    ("units.1.parent", "conty", "units[1].parent", "你是不是想写“county”"),
    ("units.0.parent", "west", "units[0].parent", "county → west → county"),
    ("units.0.parent", "county", "units[0].parent", "county → county"),
    ("units.1.venue", "easthall", "units[1].venue", "你是不是想写“east-hall”"),
    ("venues.0.unit", "north", "venues[0].unit", "已有的单位编号"),
    ("leaders.2.unit", "eats", "leaders[2].unit", "你是不是想写“east”"),
    ("leaders.2.venue", "湖滨社区", "leaders[2].venue", "“湖滨社区”的编号是“lake”"),
    ("absences.0.leader", "张三", "absences[0].leader", "“张三”的编号是“zhang”"),
    ("absences.1.who.except.leaders", ["lii"], "absences[1].who.except.leaders[0]", "你是不是想写“li”"),
    ("absences.1.who", {"unit": "same"}, "absences[1].who.unit", "只用于有 for_each 的职责"),
    ("duties.0.venue", "halle", "duties[0].venue", "你是不是想写“hall”"),
    ("duties.0.venue", "same", "duties[0].venue", "只用于有 for_each 的职责"),
    ("duties.0.seats.0.who.unit", "same", "duties[0].seats[0].who.unit", "只用于有 for_each 的职责"),
    ("duties.0.seats.0.who.unit", ["county", "x"], "duties[0].seats[0].who.unit[1]", "实际为“x”"),
    ("duties.0.seats.1.who.level", ["县", "乡镇级"], "duties[0].seats[1].who.level[1]", "你是不是想写“乡镇”"),
    ("duties.0.seats.1.who.except.unit", "wst", "duties[0].seats[1].who.except.unit", "你是不是想写“west”"),
    ("duties.0.seats.1.who.except.unit", "same", "duties[0].seats[1].who.except.unit", "只用于有 for_each"),
    ("duties.0.seats.1.role", "接访领导", "duties[0].seats[1].role", "应不重复"),
    ("duties.0.standby.who", {"leaders": ["sun"]}, "duties[0].standby.who.leaders[0]", "实际为“sun”"),
    ("duties.0.since", "2026-01-06", "duties[0].since", "不应有 since"),
    ("duties.1.since", None, "duties[1].when", "应有 since"),
    ("duties.1.for_each", {"level": "乡"}, "duties[1].for_each.level", "你是不是想写“乡镇”"),
    ("duties.1.for_each", {"units": ["east", "wset"]}, "duties[1].for_each.units[1]", "你是不是想写“west”"),
    ("duties.2.dates", ["2026-01-15", "2026-04-01"], "duties[2].dates[1]", "应在2026-01-01至2026-03-31之内"),
    ("duties.2.group", "tuseday", "duties[2].group", "你是不是想写“tuesday”"),
    ("duties.2.group", "extra", "duties[2].group", "extra → extra"),
    ("duties.2.group", "community", "duties[2].group", "是 visit"),
    ("duties.3.who", {"unit": "same"}, "duties[3].who.unit", "只用于有 for_each"),
    ("duties.3.who", {"leaders": ["li", "ma"]}, "duties[3].who.leaders[1]", "实际为“ma”"),
    ("duties.3.venues", {"kind": "小区"}, "duties[3].venues.kind", "你是不是想写“社区”"),
    ("duties.4.venues", ["hall", "lak"], "duties[4].venues[1]", "你是不是想写“lake”"),
    ("limits.0.duties", ["tuesdays"], "limits[0].duties[0]", "你是不是想写“tuesday”"),
    ("limits.2.who", {"unit": "same"}, "limits[2].who.unit", "只用于有 for_each"),
    ("limits.1.at_least", 3, "limits[1].at_least", "应不大于limits[0]的 at_most（2）"),
    ("limits.2", {"who": {}, "at_least": 2, "per": "day"}, "limits[2].at_least", "每天应不超过1"),
    ("apart.0", ["zhang", "zhang"], "apart[0]", "两名不同的领导"),
    ("apart.0", ["zhang", "ghost"], "apart[0][1]", "实际为“ghost”"),
    ("pins.0.duty", "tue", "pins[0].duty", "已有的职责编号"),
    ("pins.0.leader", "wnag", "pins[0].leader", "你是不是想写“wang”"),
    ("pins.0.role", "接待领导", "pins[0].role", "你是不是想写“接访领导”"),
    ("pins.0.unit", "county", "pins[0].unit", "没有 for_each，不应有 unit"),
    ("pins.0.venue", "hall", "pins[0].venue", "不应有 venue"),
    ("pins.1.unit", None, "pins[1].unit", "应有 unit，实际没有"),
    ("pins.1.unit", "county", "pins[1].unit", "“town”所在的单位"),
    ("pins.1.standby", True, "pins[1].standby", "没有候补"),
    ("pins.2.venue", "sea", "pins[2].venue", "已有的场所编号"),
    ("pins.2.role", "接访领导", "pins[2].role", "不应有 role"),
    ("pins.2.standby", True, "pins[2].standby", "不应有 standby"),
    ("pins.2.unit", "east", "pins[2].unit", "不应有 unit"),
    ("preferences.0.leader", "zang", "preferences[0].leader", "你是不是想写“zhang”"),
    ("preferences.0.duty", "friday", "preferences[0].duty", "已有的职责编号"),
    ("preferences.1.who", {"unit": "same"}, "preferences[1].who.unit", "只用于有 for_each"),
    ("history.0.leader", "zhan", "history[0].leader", "你是不是想写“zhang”"),
    ("history.0.duty", "community", "history[0].duty", "是 visit"),
    ("history.0.duty", "monday", "history[0].duty", "已有的职责编号"),
    ("history.0.role", "领导", "history[0].role", "“tuesday”的岗位"),
    ("history.1.leader", "zhang", "history[1]", "应只有一条，实际已有history[0]"),
    ("history.2.role", None, "history[2].duty", "次数应记在后者"),
    ("history.2.role", "接访领导", "history[2].role", "次数应记在后者"),
    ("moves.0.duty", "community", "moves[0].duty", "是 visit"),
    ("moves.0.to", "2026-04-02", "moves[0].to", "应在2026-01-01至2026-03-31之内"),
    ("moves.0.unit", "east", "moves[0].unit", "没有 for_each，不应有 unit"),
    ("moves.1.unit", None, "moves[1].unit", "应有 unit，实际没有"),
    (
        "moves.2",
        {"duty": "tuesday", "date": "2026-02-10", "cancel": True},
        "moves[2]",
        "应只调整一次，实际已有moves[0]",
    ),
]


@pytest.mark.parametrize(("place", "value", "path", "fragment"), WITH_FOLLOWERS + CASES)
def test_fault_names_place_and_reason(place, value, path, fragment):
    found = dict(faults_of(change(place, value)))
    assert fragment in found.get(path, ""), found


@pytest.mark.parametrize(("place", "value"), [case[:2] for case in CASES])
def test_one_slip_is_one_fault(place, value):
    assert len(faults_of(change(place, value))) == 1


def test_faults_of_every_kind_come_at_once_in_the_order_of_the_file():
    data = change("moves.0.to", "2027-01-01")
    data["leaders"][0] |= {"rank": "县处", "unit": "nowhere", "tittle": "县长"}
    data["duties"][0]["seats"][0]["who"]["rank"] = "副县以上"
    data["duties"][0]["venue"] = "nowhere"
    assert [path for path, _ in faults_of(data)] == [
        "leaders[0].rank",
        "leaders[0].unit",
        "leaders[0].tittle",
        "duties[0].venue",
        "duties[0].seats[0].who.rank",
        "moves[0].to",
    ]


def test_broken_entry_keeps_its_id():
    data = change("leaders.0.name", "")
    data["duties"][0]["hours"] = 8
    assert [path for path, _ in faults_of(data)] == ["leaders[0].name", "duties[0].hours"]


@pytest.mark.parametrize("key", ["units", "venues", "leaders", "duties"])
@pytest.mark.parametrize("value", [5, "x", [{"name": "无名", "kind": "社区"}]])
def test_unreadable_list_has_no_followers(key, value):
    assert all(path.startswith(key) for path, _ in faults_of(change(key, value)))


@pytest.mark.parametrize("key", ["units", "leaders", "duties"])
def test_missing_list_has_no_followers(key):
    data = change(key, [])
    del data[key]
    assert faults_of(data) == [(key, f"应有 {key}，实际没有。")]


def test_misspelt_list_has_no_followers_and_is_looked_into():
    data = change("leaders.0.unit", "nowhere")
    data = {"leadres" if key == "leaders" else key: value for key, value in data.items()}
    assert sorted(path for path, _ in faults_of(data)) == ["leaders[0].unit", "leadres"]


def test_equal_limits_are_recognised_in_any_writing():
    limits = [
        {"who": {"tags": ["a", "b"], "except": {"leaders": ["li", "zhang"]}}, "at_most": 1, "per": "week"},
        {"who": {"except": {"leaders": ["zhang", "li"]}, "tags": ["b", "a"]}, "at_least": 2, "per": "week"},
    ]
    assert [path for path, _ in faults_of(change("limits", limits))] == ["limits[1].at_least"]
    limits[1]["per"] = "month"
    plan_from_data(change("limits", limits))


@pytest.mark.parametrize("value", [None, 0, "", "x", [], [None], {}, {"id": []}])
def test_nothing_is_too_broken_to_look_at(value):
    for key in GOOD:
        reference_faults(change(key, value))
        reference_faults(change(key, [value]))
    for duty in range(len(GOOD["duties"])):
        for key in ("seats", "for_each", "who", "venues", "group", "when", "since", "standby"):
            reference_faults(change(f"duties.{duty}.{key}", value))
            reference_faults(change(f"duties.{duty}.{key}", [value]))
