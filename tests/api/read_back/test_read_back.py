"""A workbook that somebody edited: what it asks for, what gives way to it, and the faults of its cells."""

import io
import json
import subprocess
from datetime import UTC, date, datetime
from functools import cache

import pytest
from openpyxl import load_workbook

from api.read_back import read_back
from calendars.excel import WORKBOOK, workbook_files
from calendars.notices.wordings import standard
from calendars.publication import Publication
from calendars.record import next_record
from roster.faults import InputError
from roster.files import parse_plan, plan_from_data
from roster.plan_bytes import plan_bytes
from roster.result import Roster
from solver import solve

PLAN = {
    "format": 1,
    "title": "古北乡领导接访安排表",
    "period": {"start": "2026-01-01", "end": "2026-02-28"},
    "units": [{"id": "gubei", "name": "古北乡", "level": "乡镇"}],
    "venues": [{"id": "east", "name": "东村"}, {"id": "west", "name": "西村"}, {"id": "hall", "name": "接待室"}],
    "leaders": [
        {"id": one, "name": name, "unit": "gubei"}
        for one, name in {"a": "赵甲", "b": "钱乙", "c": "孙丙", "d": "李丁"}.items()
    ],
    "duties": [
        {
            "id": "tue",
            "name": "接访日",
            "kind": "coverage",
            "when": "每周二",
            "hours": ["09:00-11:00"],
            "venue": "hall",
            "seats": [{"role": "接访领导", "who": {"unit": "gubei"}}],
            "standby": {"count": 1},
        },
        {
            "id": "visit",
            "name": "下村",
            "kind": "visit",
            "who": {"leaders": ["a", "b"]},
            "per": "month",
            "hours": ["09:00-11:00"],
            "venues": ["east", "west"],
        },
    ],
}


@cache
def _solved(changes):
    return solve(plan_from_data({**PLAN, **json.loads(changes)}))


class Edited:
    """A workbook of the township's roster, to be edited by the headings and names that stand in it."""

    def __init__(self, **changes):
        self.plan = plan_from_data({**PLAN, **changes})
        self.roster = _solved(json.dumps(changes, sort_keys=True))
        record = next_record(None, self.plan, self.roster, datetime(2025, 12, 30, tzinfo=UTC))
        self.publication = Publication(self.plan, self.roster, record, record.time.date(), standard())
        self.book = load_workbook(io.BytesIO(workbook_files(self.publication)[WORKBOOK]))
        self.names = {leader.id: leader.name for leader in self.plan.leaders}

    def cell(self, slot, heading, number=1):
        sheet = self.book["排班表"]
        head = [cell.value for cell in sheet[1]]
        for row in sheet.iter_rows(2):
            found = dict(zip(head, row, strict=True))
            if (found["班次编号"].value, found["席次"].value) == (slot, number):
                return found[heading]
        raise KeyError(slot)

    def day(self, leader, day):
        sheet = self.book[f"{day.year}年{day.month}月"]
        row = next(row for row in sheet.iter_rows(3) if row[1].value == self.names[leader])
        return row[1 + day.day]

    def data(self):
        data = io.BytesIO()
        self.book.save(data)
        return data.getvalue()

    def read(self):
        return read_back(self.plan, self.roster, self.data())

    def faults(self):
        with pytest.raises(InputError) as caught:
            self.read()
        return [str(fault) for fault in caught.value.faults]

    def slot(self, name):
        return next(slot for slot in self.roster.slots if slot.id == name)

    def other(self, *ids):
        """Somebody who holds none of these."""
        return next(one for one in self.names if one not in ids)


@pytest.fixture
def edited():
    return Edited()


def holders(slot):
    return [seat.leader for seat in slot.seats]


def place(cell):
    return f"{cell.parent.title}!{cell.coordinate}"


def test_an_unedited_workbook_asks_for_nothing(edited):
    found = edited.read()
    assert (found.pins, found.absences, found.remarks) == ((), (), ())
    assert plan_from_data(found.data) == edited.plan


def test_another_name_is_a_pin_and_the_roster_follows_it(edited):
    slot = edited.slot("tue/2026-01-13")
    new = edited.other(*holders(slot))
    cell = edited.cell(slot.id, "姓名")
    cell.value = edited.names[new]
    found = edited.read()
    (pin,) = found.pins
    assert pin.entry == {"duty": "tue", "date": "2026-01-13", "role": "接访领导", "leader": new}
    assert pin.cell == place(cell)
    plan = parse_plan(plan_bytes(found.data, ".yaml")).plan
    again = next(one for one in solve(plan).slots if one.id == slot.id)
    assert holders(again)[0] == new


def test_names_may_be_set_to_three_and_rows_sorted_or_gone(edited):
    slot = edited.slot("tue/2026-01-13")
    new = edited.other(*holders(slot))
    edited.cell(slot.id, "姓名").value = "　".join(edited.names[new])
    sheet = edited.book["排班表"]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    sheet.delete_rows(2, len(rows))
    for row in rows[::-2]:
        sheet.append(row)
    found = edited.read()
    assert len(found.pins) <= 1
    kept = [row for row in rows[::-2] if row[head.index("班次编号")] == slot.id and row[head.index("席次")] == 1]
    assert [pin.entry["leader"] for pin in found.pins] == [new] * len(kept)


def test_a_standby_is_pinned_as_one(edited):
    slot = edited.slot("tue/2026-01-20")
    new = edited.other(*holders(slot))
    edited.cell(slot.id, "姓名", 2).value = edited.names[new]
    (pin,) = edited.read().pins
    assert pin.entry == {"duty": "tue", "date": "2026-01-20", "standby": True, "leader": new}


def test_a_name_taken_away_rules_that_leader_out(edited):
    slot = edited.slot("tue/2026-01-13")
    edited.cell(slot.id, "姓名").value = None
    found = edited.read()
    (pin,) = found.pins
    assert (pin.entry["leader"], pin.entry["forbid"]) == (holders(slot)[0], True)
    again = next(one for one in solve(plan_from_data(found.data)).slots if one.id == slot.id)
    assert holders(again)[0] not in (None, holders(slot)[0])


def test_a_visit_may_change_date_and_venue(edited):
    visit = next(slot for slot in edited.roster.slots if slot.duty == "visit")
    leader = visit.seats[0].leader
    free = next(
        day
        for day in (date(2026, 1, number) for number in range(5, 10))
        if all(leader not in holders(slot) for slot in edited.roster.held(day))
    )
    edited.cell(visit.id, "日期").value = datetime(free.year, free.month, free.day)
    edited.cell(visit.id, "地点").value = "西村" if visit.venue == "east" else "东村"
    (pin,) = edited.read().pins
    venue = "west" if visit.venue == "east" else "east"
    assert pin.entry == {"duty": "visit", "date": free.isoformat(), "leader": leader, "venue": venue}


def test_days_off_are_absences_those_that_follow_one_another_as_one(edited):
    for day in (5, 6, 7):
        edited.day("a", date(2026, 1, day)).value = "假：党校培训"
    edited.day("a", date(2026, 1, 9)).value = "假"
    edited.day("b", date(2026, 2, 2)).value = "上午假"
    edited.day("b", date(2026, 2, 3)).value = "下午假"
    found = edited.read()
    assert [dict(absence.entry) for absence in found.absences] == [
        {"leader": "a", "start": "2026-01-05", "end": "2026-01-07", "reason": "党校培训"},
        {"leader": "a", "start": "2026-01-09", "end": "2026-01-09"},
        {"leader": "b", "start": "2026-02-02T00:00", "end": "2026-02-02T12:00"},
        {"leader": "b", "start": "2026-02-03T12:00", "end": "2026-02-04T00:00"},
    ]
    plan = plan_from_data(found.data)
    assert all("a" not in holders(slot) for day in (5, 6, 7) for slot in solve(plan).held(date(2026, 1, day)))


def test_an_edit_replaces_the_pin_that_it_ends():
    edited = Edited(
        pins=[
            {"duty": "tue", "date": "2026-01-13", "leader": "a"},
            {"duty": "tue", "date": "2026-01-20", "leader": "b"},
        ]
    )
    slot = edited.slot("tue/2026-01-13")
    new = edited.other(*holders(slot))
    edited.cell(slot.id, "姓名").value = edited.names[new]
    found = edited.read()
    assert [(pin["date"], pin["leader"]) for pin in found.data["pins"]] == [("2026-01-20", "b"), ("2026-01-13", new)]
    assert found.remarks == (f"{place(edited.cell(slot.id, '姓名'))}代替了原方案的pins[0]。",)


def test_the_same_edit_read_twice_adds_nothing(edited):
    edited.day("a", date(2026, 1, 5)).value = "假"
    edited.cell("tue/2026-01-13", "姓名").value = edited.names[edited.other(*holders(edited.slot("tue/2026-01-13")))]
    once = edited.read()
    twice = read_back(plan_from_data(once.data), edited.roster, edited.data())
    assert twice.data == once.data


@pytest.mark.parametrize(
    ("heading", "value", "told"),
    [
        ("姓名", "赵钾", "应为名单里的姓名，实际为“赵钾”。你是不是想写“赵甲”？"),
        ("日期", datetime(2026, 1, 14), "应为“2026-01-13”，实际为“2026-01-14”。这一栏不能在这里改，请改方案。"),
        ("地点", "东村", "应为“接待室”，实际为“东村”。这一栏不能在这里改，请改方案。"),
        ("岗位", "候补", "应为“接访领导”，实际为“候补”。这一栏不能在这里改，请改方案。"),
        ("班次编号", "tue/2026-01-14", "应为这份排班表里一个班次的编号，实际为“tue/2026-01-14”。"),
        ("班次编号", None, "这一行没有班次编号。临时加一场请用 lunzhi add-slot。"),
        ("席次", 7, "应为1至2的席次，实际为“7”。"),
    ],
)
def test_faults_name_their_cell(edited, heading, value, told):
    cell = edited.cell("tue/2026-01-13", heading)
    cell.value = value
    (fault,) = edited.faults()
    assert told in fault
    assert fault.startswith(f"{place(cell)}：")


def test_one_seat_in_two_rows(edited):
    cell = edited.cell("tue/2026-01-13", "席次", 2)
    cell.value = 1
    assert f"{place(cell)}：与第{cell.row - 1}行是同一席。应各只有一行。" in edited.faults()


def test_a_visit_belongs_to_its_leader(edited):
    visit = next(slot for slot in edited.roster.slots if slot.duty == "visit")
    cell = edited.cell(visit.id, "姓名")
    cell.value = "李丁"
    assert edited.faults() == [
        f"{place(cell)}：应为“{edited.names[visit.seats[0].leader]}”，实际为“李丁”。走访各记在本人名下，不能换人。"
    ]


def test_days_say_what_they_may_hold(edited):
    slot = edited.slot("tue/2026-01-13")
    mark = edited.day(holders(slot)[0], slot.date)
    free = edited.day("a", date(2026, 1, 5))
    mark.value, free.value = None, "值班"
    assert {fault.split("：")[0] for fault in edited.faults()} == {place(mark), place(free)}
    assert any("换人请在“排班表”里改" in fault for fault in edited.faults())


def test_what_contradicts_a_rule_is_told_by_cell(edited):
    slot = edited.slot("tue/2026-01-13")
    new = edited.other(*holders(slot))
    cell = edited.cell(slot.id, "姓名")
    cell.value = edited.names[new]
    away = edited.day(new, slot.date)
    away.value = "假"
    (fault,) = edited.faults()
    assert fault.startswith(f"{place(cell)}（")
    assert place(away) in fault
    assert "pins[" not in fault


def test_leaders_of_one_name():
    leaders = [dict(leader) for leader in PLAN["leaders"]]
    leaders[1]["name"] = "赵甲"
    edited = Edited(leaders=leaders)
    slot = edited.slot("tue/2026-01-13")
    cell = edited.cell(slot.id, "姓名")
    cell.value = "赵甲"
    assert edited.faults() == [f"{place(cell)}：有2位“赵甲”，应写明是赵甲（a）、赵甲（b）中的哪一位。"]
    wanted = next(one for one in "ab" if holders(slot)[0] != one)
    taken = holders(slot)[1] == wanted
    cell.value = f"赵甲（{wanted}）"
    if not taken:
        assert edited.read().pins[0].entry["leader"] == wanted


def test_a_workbook_of_another_roster_is_refused(edited):
    other = Roster.model_validate({**edited.roster.model_dump(mode="json", by_alias=True), "status": "feasible"})
    with pytest.raises(InputError, match="校验码"):
        read_back(edited.plan, other, edited.data())


def test_what_was_held_stays(edited):
    held = edited.roster.model_dump(mode="json", by_alias=True) | {"replanned": {"from": "2026-01-20"}}
    edited.roster = Roster.model_validate(held)
    edited.publication = Publication(
        edited.plan, edited.roster, edited.publication.record, edited.publication.issued, standard()
    )
    edited.book = load_workbook(io.BytesIO(workbook_files(edited.publication)[WORKBOOK]))
    cell = edited.cell("tue/2026-01-13", "姓名")
    cell.value = None
    assert edited.faults() == [f"{place(cell)}：2026年1月13日的班次已举行，照原样保留，不能再改。"]


@pytest.mark.parametrize(("data", "word"), [(b"hello", "不是"), (b"PK\x03\x04broken", "损坏")])
def test_files_that_are_no_workbooks(edited, data, word):
    with pytest.raises(InputError, match=word):
        read_back(edited.plan, edited.roster, data)


def test_a_list_of_leaders_is_no_such_workbook(edited):
    for name in edited.book.sheetnames[:-1]:
        del edited.book[name]
    assert edited.faults() == ["文件：工作簿里没有“排班表”。请用 lunzhi 写出的工作簿来改。"]


def test_a_workbook_saved_by_another_program(edited, tmp_path):
    slot = edited.slot("tue/2026-01-13")
    new = edited.other(*holders(slot))
    edited.cell(slot.id, "姓名").value = edited.names[new]
    edited.day("a", date(2026, 1, 5)).value = "假"
    (tmp_path / "a.xlsx").write_bytes(edited.data())
    flags = [f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    target = tmp_path / "saved"
    command = ["soffice", *flags, "--outdir", str(target), str(tmp_path / "a.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    found = read_back(edited.plan, edited.roster, (target / "a.xlsx").read_bytes())
    assert found.data == edited.read().data
    assert (len(found.pins), len(found.absences)) == (1, 1)
