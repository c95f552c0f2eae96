"""The sheets of months: 假 on a day of a leader is an absence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from api.lists.sheet import Row, Sheet
from api.read_back.book import Edit, Reading, cell, columns, day_in, plain
from calendars.excel import names
from calendars.excel.month_sheet import HEAD_ROWS, Marks, marks_of
from calendars.wording import full_date
from roster.faults import quoted

MONTH = re.compile(r"[0-9]{4}年[0-9]{1,2}月")
_AWAY = re.compile(rf"(上午|下午)?{names.AWAY}(?:[:：](.+))?")
_EXPECTED = f"应为空白或“{names.AWAY}”“{names.AWAY_MORNING}”“{names.AWAY_AFTERNOON}”（可加“：事由”）"
_HALVES = {"上午": ("T00:00", "T12:00"), "下午": ("T12:00", "T24:00")}


@dataclass(frozen=True, slots=True)
class _Away:
    """One day, or half of one, as a cell says it."""

    cell: str
    leader: str
    day: date
    half: str | None
    reason: str | None


def day_edits(reading: Reading, sheets: list[Sheet]) -> Iterator[Edit]:
    """The absences of all months, days that follow one another as one; faults in `reading`."""
    marks = marks_of(reading.plan, reading.roster.slots)
    found = [away for sheet in sheets if MONTH.fullmatch(sheet.name) for away in _sheet(reading, sheet, marks)]
    for run in _runs(sorted(found, key=lambda away: (away.leader, away.day))):
        yield _edit(reading, run)


def _runs(found: list[_Away]) -> Iterator[list[_Away]]:
    """Whole days of one leader that follow one another for one reason, together; halves of days alone."""
    run: list[_Away] = []
    for away in found:
        follows = run and (away.leader, away.reason, away.half) == (run[-1].leader, run[-1].reason, None)
        if not (follows and run[-1].half is None and away.day - run[-1].day == timedelta(days=1)):
            if run:
                yield run
            run = []
        run.append(away)
    if run:
        yield run


def _sheet(reading: Reading, sheet: Sheet, marks: Marks) -> Iterator[_Away]:
    head = sheet.rows[0] if sheet.rows else Row(1, {})
    days = {column: day for column, text in head.cells.items() if (day := day_in(text))}
    name = columns(head, [names.NAME]).get(names.NAME)
    if not days or name is None:
        reading.refuse(f"{sheet.name}!{head.ref(1)}", f"第一行应为表头：{names.NAME}和各天的日期。")
        return
    for row in sheet.rows:
        if row.number > HEAD_ROWS and any(row.cell(column) for column in (name, *days)):
            yield from _row(reading, sheet, row, name, days, marks)


def _row(reading: Reading, sheet: Sheet, row: Row, name: int, days: dict[int, date], marks: Marks) -> Iterator[_Away]:
    leader = reading.leader(cell(sheet, row, name), row.cell(name))
    if leader is None:
        return
    for column, day in days.items():
        text, before = plain(row.cell(column)), "、".join(marks.get((leader, day), ()))
        if text == before:
            continue
        where = cell(sheet, row, column)
        if away := _AWAY.fullmatch(text):
            yield _Away(where, leader, day, away[1], away[2])
        elif before:
            reason = (
                f"{_EXPECTED}，或原来的{quoted(before)}，实际为{quoted(text)}。换人请在“{names.ROSTER_SHEET}”里改。"
            )
            reading.refuse(where, reason)
        else:
            reading.refuse(where, f"{_EXPECTED}，实际为{quoted(text)}。")


def _edit(reading: Reading, run: list[_Away]) -> Edit:
    first, last = run[0], run[-1]
    if first.half is None:
        start, end = first.day.isoformat(), last.day.isoformat()
    else:
        start, end = (_moment(first.day, time) for time in _HALVES[first.half])
    entry = {"leader": first.leader, "start": start, "end": end}
    until = f"至{full_date(last.day)}" if len(run) > 1 else first.half or ""
    told = f"{reading.called[first.leader]}{full_date(first.day)}{until}请假"
    return Edit(first.cell, {**entry, **({"reason": first.reason} if first.reason else {})}, told)


def _moment(day: date, time: str) -> str:
    """A local date-time; midnight at the end of a day is the next day's beginning."""
    return f"{day + timedelta(days=1)}T00:00" if time == "T24:00" else f"{day}{time}"
