import csv
import io

import pytest

from calendars.tables import table_bytes, tables
from roster.plan import Plan
from roster.result import Roster

SECRET = "绝密原因"
PLAN = Plan.model_validate(
    {
        "format": 1,
        "title": "表",
        "period": {"start": "2026-01-01", "end": "2026-01-31"},
        "units": [{"id": "u", "name": "某局", "level": "局"}],
        "venues": [{"id": "v", "name": "接待室"}],
        "leaders": [
            {
                "id": "a",
                "name": "=HYPERLINK(1)",
                "title": "-局长",
                "rank": "正科级",
                "unit": "u",
                "portfolio": ["政法", "信访"],
            },
            {"id": "b", "name": '钱,"乙"', "unit": "u"},
        ],
        "absences": [{"leader": "b", "start": "2026-01-05", "end": "2026-01-05", "reason": SECRET}],
        "duties": [
            {
                "id": "d",
                "name": "接访日",
                "kind": "coverage",
                "when": "每周二",
                "hours": ["08:30-12:00"],
                "venue": "v",
                "seats": [{"role": "接访领导", "who": {}}],
                "standby": {},
                "form": "现场",
            },
            {
                "id": "k",
                "name": "下访",
                "kind": "visit",
                "who": {},
                "per": "month",
                "hours": ["09:00-10:00"],
                "venues": ["v"],
            },
        ],
        "history": [{"leader": "a", "duty": "d", "turns": 4}],
        "moves": [{"duty": "d", "date": "2026-01-13", "to": "2026-01-14", "reason": SECRET}],
    }
)


def slot(name, duty, day, nominal, *seats):
    return {
        "id": name,
        "duty": duty,
        "unit": None,
        "date": day,
        "nominal_date": nominal,
        "hours": ["08:30-12:00"],
        "venue": "v",
        "seats": [{"role": role, "leader": leader, "standby": role == "候补"} for role, leader in seats],
    }


ROSTER = Roster.model_validate(
    {
        "slots": [
            slot("d/2026-01-06", "d", "2026-01-06", "2026-01-06", ("接访领导", "a"), ("候补", "b")),
            slot("d/2026-01-13", "d", "2026-01-14", "2026-01-13", ("接访领导", None), ("候补", "a")),
            slot("k/b/2026-01/1", "k", "2026-01-06", "2026-01-06", ("接访领导", "b")),
        ],
        "gaps": [{"slot": "d/2026-01-13", "role": "接访领导", "reasons": [{"leader": "b", "why": SECRET}]}],
    }
)


def read(name):
    body = tables(PLAN, ROSTER)[name]
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.count(b"\n") == body.count(b"\r\n")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_roster_seat_by_seat():
    rows = read("tables/排班表.csv")
    assert rows[0] == {
        "日期": "2026-01-06",
        "星期": "星期二",
        "时间": "8:30—12:00",
        "事项": "接访日",
        "单位": "",
        "地点": "接待室",
        "岗位": "接访领导",
        "姓名": "'=HYPERLINK(1)",
        "职务": "'-局长",
        "所在单位": "某局",
        "分管工作": "政法、信访",
        "形式": "现场",
        "原定日期": "",
        "班次编号": "d/2026-01-06",
    }
    assert [(row["事项"], row["岗位"], row["姓名"], row["原定日期"]) for row in rows[1:]] == [
        ("接访日", "候补", '钱,"乙"', ""),
        ("下访", "接访领导", '钱,"乙"', ""),
        ("接访日", "接访领导", "（空缺）", "2026-01-13"),
        ("接访日", "候补", "'=HYPERLINK(1)", "2026-01-13"),
    ]


def test_load_with_history():
    first, second = read("tables/轮次统计.csv")
    assert (first["职级"], second["职级"]) == ("正科级", "")
    heads = ("接访日：本期轮次", "接访日：候补", "接访日：往期轮次", "接访日：累计轮次", "下访：次数", "本期合计")
    assert [first[head] for head in heads] == ["1", "1", "4", "5", "0", "1"]
    assert [second[head] for head in heads] == ["0", "1", "", "0", "1", "1"]


def test_no_reason_reaches_a_table():
    assert not any(SECRET in body.decode() for body in tables(PLAN, ROSTER).values())


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A1", " =1", "\t=1", "＝1", "\n=1"])
def test_text_that_looks_like_a_formula_stays_text(text):
    (row,) = csv.reader(io.StringIO(table_bytes([[text, -1]]).decode("utf-8-sig")))
    assert row == ["'" + text.strip(), "-1"] or row == ["'" + text, "-1"]


@pytest.mark.parametrize("text", ["买买提·艾力", "赵😀", "𠮷田", 'a,"b"', "张-三", ";", "\\"])
def test_other_text_comes_out_as_it_is(text):
    (row,) = csv.reader(io.StringIO(table_bytes([[text]]).decode("utf-8-sig")))
    assert row == [text]
