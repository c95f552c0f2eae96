"""Faults of shape: one for each slip, at the file's own place, in Chinese."""

import copy
from pathlib import Path

import pytest
from pydantic import BaseModel

from roster.faults import InputError
from roster.files import plan_from_data
from roster.model_faults import model_faults
from roster.plan import Plan
from roster.reading.yaml_loader import load_yaml
from roster.result import Roster

GOOD, _ = load_yaml(Path(__file__).with_name("bad_plans").joinpath("good.yaml").read_text(encoding="utf-8"))
REMOVED = object()
ROSTER = {
    "format": 1,
    "slots": [
        {
            "id": "d/2026-01-06",
            "duty": "d",
            "unit": None,
            "date": "2026-01-06",
            "nominal_date": "2026-01-06",
            "hours": ["09:00-11:30"],
            "venue": None,
            "seats": [{"role": "接访领导", "leader": "li", "standby": False}],
        }
    ],
    "levels": [{"name": "seats", "value": 0, "bound": 0}],
    "waived": [{"duty": "d", "leader": "li", "period": "2026-01"}],
    "gaps": [{"slot": "d/2026-01-06", "role": "候补", "reasons": [{"leader": "li", "why": "请假"}]}],
    "replanned": {"from": "2026-01-06"},
}


def change(data, place, value):
    """A copy with another value at a place such as `duties.0.venue`."""
    data = copy.deepcopy(data)
    *way, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    at = data
    for step in way:
        at = at[step]
    if value is REMOVED:
        del at[last]
    else:
        at[last] = value
    return data


def fault_of(place, value):
    with pytest.raises(InputError) as error:
        plan_from_data(change(GOOD, place, value))
    (fault,) = error.value.faults
    return fault


@pytest.mark.parametrize(
    ("place", "value", "path", "fragment"),
    [
        ("format", 2, "format", "应为1（格式版本），实际为“2”"),
        ("format", "1", "format", "应为1（格式版本）"),
        ("format", True, "format", "实际为true"),
        ("title", REMOVED, "title", "应有 title，实际没有"),
        ("title", "两\n行", "title", "不得含换行符或控制字符"),
        ("tilte", "x", "tilte", "未知的键。可用的键：format、title"),
        ("period", "2026", "period", "应为一组键值（start、end），实际为“2026”"),
        ("period.end", "2025-12-31", "period.end", "应不早于开始日期2026-01-01"),
        ("period.end", "2028-01-01", "period.end", "应不超过两年"),
        ("period.start", "2026-02-30", "period.start", "没有2026-02-30这一天"),
        ("period.start", "1月1日", "period.start", "应为日期（如2026-01-06），实际为“1月1日”"),
        ("timezone", "Asia/Shanghia", "timezone", "你是不是想写“Asia/Shanghai”"),
        ("calendar.country", "US", "calendar.country", "应为CN，实际为“US”"),
        ("calendar.holidays.0", "8日", "calendar.holidays[0]", "应为日期"),
        ("calendar.holidays.1.nane", "x", "calendar.holidays[1].nane", "未知的键"),
        ("units", "某县", "units", "应为列表，实际为“某县”。单独一项也要写成列表"),
        ("units.0", "某县", "units[0]", "应为一组键值（id、name、level…）"),
        ("leaders.0.id", 7, "leaders[0].id", "应为编号，实际为“7”。数字请加引号"),
        ("leaders.3.id", "a/b", "leaders[3].id", "不得含“/”"),
        ("leaders.2.name", "", "leaders[2].name", "不能为空"),
        ("leaders.2.name", "长" * 201, "leaders[2].name", "不超过200个字符，实际为201个"),
        ("leaders.2.rank", "副科", "leaders[2].rank", "你是不是想写“副科级”"),
        ("leaders.2.unit", " east", "leaders[2].unit", "首尾不得有空格"),
        ("leaders.2.order", "1", "leaders[2].order", "应为整数，实际为“1”。数字不要加引号"),
        ("leaders.2.tags", "班子", "leaders[2].tags", "单独一项也要写成列表"),
        ("leaders.1.leaves", "2026-01-01", "leaders[1].leaves", "应不早于到任日期2026-01-05"),
        ("absences.0.end", "2026-01-05", "absences[0].end", "结束应晚于开始"),
        ("absences.1.end", "2026-02-03T08:30", "absences[1].end", "结束应晚于开始"),
        ("absences.1.end", "2026-02-03T11:00+08:00", "absences[1].end", "不带时区"),
        ("absences.0.who", {}, "absences[0]", "应有 leader 或 who 之一，实际两者都有"),
        ("absences.0.leader", REMOVED, "absences[0]", "实际两者都没有"),
        ("duties", [], "duties", "应至少有1项，实际为0项"),
        ("duties.0.kind", REMOVED, "duties[0].kind", "应有 kind（coverage 或 visit），实际没有"),
        (
            "duties.0.kind",
            "coverge",
            "duties[0].kind",
            "应为coverage 或 visit，实际为“coverge”。你是不是想写“coverage”",
        ),
        ("duties.0.kind", ["visit"], "duties[0].kind", "应为coverage 或 visit"),
        ("duties.0", 3, "duties[0]", "应为一组键值"),
        ("duties.0.when", "每周而", "duties[0].when", "应为频次"),
        ("duties.0.when", "FREQ=HOURLY", "duties[0].when", "HOURLY"),
        ("duties.0.when", 2, "duties[0].when", "应为文字，实际为“2”"),
        ("duties.0.when", REMOVED, "duties[0]", "应有 when 或 dates"),
        ("duties.0.whn", "每周一", "duties[0].whn", "未知的键"),
        ("duties.0.coverage", 1, "duties[0].coverage", "未知的键"),
        ("duties.0.visit", {}, "duties[0].visit", "未知的键"),
        ("duties.0.(kind)", 1, "duties[0].(kind)", "未知的键"),
        ("duties.0.on_holiday", "postpon", "duties[0].on_holiday", "你是不是想写“postpone”"),
        ("duties.0.hours", "09:00-10:00", "duties[0].hours", "应为列表"),
        ("duties.0.hours", [], "duties[0].hours", "应至少有一个时段"),
        ("duties.0.hours", ["09:00-10:00", "9点"], "duties[0].hours[1]", "应为时段（如08:30-12:00），实际为“9点”"),
        ("duties.0.hours", ["10:00-09:00"], "duties[0].hours[0]", "结束晚于开始"),
        ("duties.0.hours", ["09:00-24:01"], "duties[0].hours[0]", "应为时段"),
        ("duties.0.hours", ["09:00-11:00", "10:00-12:00"], "duties[0].hours", "时段重叠"),
        ("duties.0.seats", [], "duties[0].seats", "应至少有1项"),
        ("duties.0.seats", [3], "duties[0].seats[0]", "应为一组键值（role、who…）"),
        ("duties.0.seats.0.count", 0, "duties[0].seats[0].count", "应为不小于1的整数，实际为“0”"),
        ("duties.0.seats.0.count", 101, "duties[0].seats[0].count", "应为不大于100的整数"),
        ("duties.0.seats.0.count", 1.5, "duties[0].seats[0].count", "应为整数"),
        ("duties.0.seats.0.who", REMOVED, "duties[0].seats[0].who", "应有 who"),
        ("duties.0.seats.0.who.rank", "副县以上", "duties[0].seats[0].who.rank", "你是不是想写“副县级以上”"),
        ("duties.0.seats.0.who.unti", "county", "duties[0].seats[0].who.unti", "未知的键"),
        ("duties.0.seats.1.who.except.rank", "科", "duties[0].seats[1].who.except.rank", "应为职级条件"),
        ("duties.1.for_each", {}, "duties[1].for_each", "应有 level 或 units 之一"),
        ("duties.1.for_each", {"level": []}, "duties[1].for_each.level", "应至少有1项"),
        ("duties.1.for_each", {"units": [3]}, "duties[1].for_each.units[0]", "应为编号"),
        ("duties.1.for_each", "乡镇", "duties[1].for_each", "应为一组键值（level、units）"),
        ("duties.3.per", "day", "duties[3].per", "应为week、month、quarter、period之一"),
        ("duties.3.times", 101, "duties[3].times", "应为不大于100的整数"),
        ("duties.3.seats", [], "duties[3].seats", "未知的键"),
        ("duties.3.venues", "社区", "duties[3].venues", "应为linked、{kind: 场所类别}或场所编号的列表"),
        ("duties.3.venues", "linkd", "duties[3].venues", "你是不是想写“linked”"),
        ("duties.3.venues", 5, "duties[3].venues", "应为linked"),
        ("duties.3.venues", [], "duties[3].venues", "应至少有1项"),
        ("duties.3.venues", ["hall", 3], "duties[3].venues[1]", "应为编号"),
        ("duties.3.venues", {"kind": 3}, "duties[3].venues.kind", "应为一行文字"),
        ("duties.3.venues", {}, "duties[3].venues.kind", "应有 kind"),
        ("duties.3.venues", {"kin": "社区"}, "duties[3].venues.kin", "你是不是想写“kind”"),
        ("duties.3.venues", {"kind": "社区", "(kind)": 1}, "duties[3].venues.(kind)", "未知的键"),
        ("limits.0.per", REMOVED, "limits[0]", "应有 per"),
        ("limits.0.at_most", -1, "limits[0].at_most", "应为不小于0的整数"),
        ("limits.0.at_least", 3, "limits[0]", "at_least 应不大于 at_most（2）"),
        ("limits.2.min_gap", 10**30, "limits[2].min_gap", "应为不大于731的整数"),
        ("limits.2.min_gap", REMOVED, "limits[2]", "应有 at_least、at_most、min_gap 之一"),
        ("apart.0", ["zhang"], "apart[0]", "应至少有2项，实际为1项"),
        ("apart.0", ["zhang", "li", "wang"], "apart[0]", "应至多有2项，实际为3项"),
        ("apart.0", ["zhang", 3], "apart[0][1]", "应为编号"),
        ("pins.0.forbid", "yes", "pins[0].forbid", "应为true 或 false，实际为“yes”"),
        ("preferences.0.weekdays", ["礼拜一"], "preferences[0].weekdays[0]", "应为周一至周日之一"),
        ("preferences.0.weight", 0, "preferences[0].weight", "应为不小于1的整数"),
        ("history.0.turns", -1, "history[0].turns", "应为不小于0的整数"),
        ("moves.0.cancel", True, "moves[0]", "应有 to 或 cancel: true 之一，实际两者都有"),
        ("moves.1.hours", ["09:00-10:00"], "moves[1]", "取消的班次不应有 hours"),
    ],
)
def test_one_slip_is_one_fault_at_its_place(place, value, path, fragment):
    fault = fault_of(place, value)
    assert (fault.path, fragment in fault.reason) == (path, True), fault.reason


@pytest.mark.parametrize(
    ("place", "value", "named"),
    [
        ("leaders.2.rank", "科", "wang"),
        ("duties.0.seats.1.who.rank", "科", "tuesday"),
        ("absences.0.end", "x", "zhang"),
        ("title", 3, None),
    ],
)
def test_fault_names_the_nearest_id(place, value, named):
    assert fault_of(place, value).id == named


def test_misspelt_key_is_read_as_what_it_was_meant_to_be():
    data = change(GOOD, "duties.0.seats.0", {"roel": "接访领导", "wo": {"rank": "科"}})
    found, mended = model_faults(Plan, data)
    assert [(one.loc[4], one.told()) for one in found] == [
        ("roel", "未知的键。你是不是想写“role”？"),
        ("wo", "未知的键。你是不是想写“who”？"),
        ("who", found[-1].told()),
    ]
    assert list(mended["duties"][0]["seats"][0]) == ["role", "who"]
    assert "roel" in data["duties"][0]["seats"][0]


def test_all_faults_of_many_are_counted_and_the_first_shown():
    data = change(GOOD, "apart", [["zhang", number] for number in range(500)])
    with pytest.raises(InputError) as error:
        plan_from_data(data)
    assert len(error.value.faults) == 201
    assert error.value.faults[0].path == "apart[0][1]"
    assert error.value.faults[-1].reason == "错误太多，只列出前200处，另有300处。"


def places(data, way=()):
    yield way
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from places(value, (*way, key))


BROKEN = [None, True, 0, -1, 10**40, 1.5, float("inf"), "", "x", "2026-13-01", "𠮷\n", [], ["x"], [[]], {}, {"id": []}]


@pytest.mark.parametrize(("model", "data"), [(Plan, GOOD), (Roster, ROSTER)])
@pytest.mark.parametrize("value", BROKEN, ids=repr)
def test_every_fault_is_chinese_and_at_a_place_of_the_file(model: type[BaseModel], data, value):
    for place in places(data):
        broken = change(data, ".".join(map(str, place)), value) if place else value
        for one in model_faults(model, broken)[0]:
            reason = one.told()
            assert not reason.isascii()
            assert "nput should" not in reason
            assert "另一种写法" not in reason
            assert one.loc[: len(place)] == place[: len(one.loc)], (place, one)


def test_unknown_key_is_a_fault_in_every_mapping():
    mappings = [place for place in places(GOOD) if place and isinstance(at(GOOD, place), dict)]
    for place in mappings:
        data = change(GOOD, ".".join(map(str, (*place, "未知"))), 1)
        found, mended = model_faults(Plan, data)
        assert [one.loc for one in found] == [(*place, "未知")]
        assert mended == GOOD


def at(data, place):
    for step in place:
        data = data[step]
    return data
