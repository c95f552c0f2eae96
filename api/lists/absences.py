"""A list of absences as offices keep it: who is away, from when to when, and why."""

from __future__ import annotations

from dataclasses import dataclass

from api.lists.columns import NAME, UNIT, usual_names
from api.lists.sheet import Row
from api.lists.table import People, Table, moment, read_table
from roster.faults import Fault, InputError, expected

START, END, REASON = "开始", "结束", "事由"
COLUMNS = usual_names(
    {
        NAME: "名字 领导姓名 干部姓名 领导 领导干部 请假人",
        UNIT: "单位名称 所在单位 工作单位 所属单位 部门 所在部门",
        START: "开始日期 开始时间 起始日期 起始时间 请假开始 起 自 从 日期 请假日期",
        END: "结束日期 结束时间 截止日期 截止时间 终止日期 请假结束 止 至 到",
        REASON: "原因 请假事由 请假原因 缘由 说明 类型 请假类型",
    }
)


@dataclass(frozen=True, slots=True)
class ListedAbsence:
    """A row: the leader's id, dates or moments as plans have them, the reason; `row` is its number."""

    leader: str
    start: str
    end: str
    reason: str | None
    row: int


def parse_absences(data: bytes, people: People) -> tuple[ListedAbsence, ...]:
    """The absences in a .xlsx or .csv list; without 结束, of one day. InputError with all faults, by cell."""
    table = read_table(data, COLUMNS)
    found: list[ListedAbsence] = []
    faults: list[Fault] = []
    for row in table.rows:
        try:
            found.append(_absence(table, row, people))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return tuple(found)


def _absence(table: Table, row: Row, people: People) -> ListedAbsence:
    leader = people.find(table, row)
    start = _moment(table, row, START, table.text(row, START))
    end = _moment(table, row, END, table.text(row, END) or table.text(row, START))
    if end < start and not start.startswith(end):
        raise InputError([Fault(table.cell(row, END), f"结束应不早于开始“{start}”，实际为“{end}”。")])
    return ListedAbsence(leader, start, end, table.text(row, REASON) or None, row.number)


def _moment(table: Table, row: Row, name: str, text: str) -> str:
    try:
        return moment(text)
    except ValueError:
        raise InputError([Fault(table.cell(row, name), expected("日期（如2026-01-05）", text))]) from None
