"""Leaders and days: a sheet for each month, a row for each leader, a mark on each day with a turn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from calendars.excel import looks, names
from calendars.excel.cells import fit, put, put_row
from calendars.excel.page import set_page
from calendars.notices.span import Span
from roster.periods import every_day
from roster.plan import Leader, Plan, VisitDuty
from roster.result import RosterSeat, RosterSlot
from roster.workdays import WorkingDays

HEAD_ROWS, HEAD_COLUMNS = 2, 2
_SUMS = ((names.TURN, "接访"), (names.STANDBY, "候补"), (names.VISIT, "走访"))
Marks = Mapping[tuple[str, date], Sequence[str]]


def add_month_sheets(book: Workbook, plan: Plan, slots: Sequence[RosterSlot], span: Span) -> None:
    """Adds a sheet for each month of the span, with all leaders."""
    leaders = plan.leaders
    marks = marks_of(plan, slots)
    called = names.labels(plan)
    days_off = WorkingDays(plan.calendar)
    months: dict[tuple[int, int], list[date]] = defaultdict(list)
    for day in every_day(span.start, span.end):
        months[day.year, day.month].append(day)
    for (year, month), days in months.items():
        sheet = book.create_sheet(names.month_sheet(year, month))
        _head(sheet, days, days_off)
        for row, leader in enumerate(leaders, HEAD_ROWS + 1):
            held = [marks.get((leader.id, day), ()) for day in days]
            _leader(sheet, row, [_unit(plan, leader), called[leader.id]], held)
            for column, day in enumerate(days, HEAD_COLUMNS + 1):
                if not days_off.is_working(day):
                    sheet.cell(row, column).style = looks.DAY_OFF
        _widths(sheet, [(_unit(plan, one), called[one.id]) for one in leaders], len(days))
        sheet.freeze_panes = sheet.cell(HEAD_ROWS + 1, HEAD_COLUMNS + 1)
        set_page(sheet, f"{plan.title}　{names.month_sheet(year, month)}", f"1:{HEAD_ROWS}")


def marks_of(plan: Plan, slots: Sequence[RosterSlot]) -> Marks:
    """By leader and day, what stands in the cell: 接, 候 or 访; several where a roster holds several."""
    marks: dict[tuple[str, date], list[str]] = defaultdict(list)
    for slot in slots:
        for seat in slot.seats:
            if seat.leader is not None:
                marks[seat.leader, slot.date].append(_mark(plan, slot, seat))
    return marks


def _mark(plan: Plan, slot: RosterSlot, seat: RosterSeat) -> str:
    if seat.standby:
        return names.STANDBY
    return names.VISIT if isinstance(plan.duty.get(slot.duty), VisitDuty) else names.TURN


def _head(sheet: Worksheet, days: Sequence[date], calendar: WorkingDays) -> None:
    for column, text in enumerate((names.UNIT, names.NAME), 1):
        put(sheet, 1, column, text, looks.HEAD)
        put(sheet, 2, column, None, looks.HEAD)
        sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
    for column, day in enumerate(days, HEAD_COLUMNS + 1):
        look = looks.DAY if calendar.is_working(day) else looks.OFF_HEAD
        put(sheet, 1, column, day, look)
        put(sheet, 2, column, "一二三四五六日"[day.weekday()], look)
    for column, (_, text) in enumerate(_SUMS, HEAD_COLUMNS + len(days) + 1):
        put(sheet, 1, column, text, looks.HEAD)
        put(sheet, 2, column, None, looks.HEAD)
        sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)


def _leader(sheet: Worksheet, row: int, head: Sequence[str], marks: Sequence[Sequence[str]]) -> None:
    counts = Counter(mark for day in marks for mark in day)
    put_row(
        sheet,
        row,
        [
            *((text, looks.TEXT) for text in head),
            *(("、".join(day), looks.STANDBY if names.STANDBY in day else looks.CENTRE) for day in marks),
            *((counts[mark], looks.NUMBER) for mark, _ in _SUMS),
        ],
    )


def _widths(sheet: Worksheet, heads: Sequence[Sequence[str]], days: int) -> None:
    fit(sheet, HEAD_ROWS + 1, heads, (28, 16))
    for column in range(HEAD_COLUMNS + 1, HEAD_COLUMNS + days + len(_SUMS) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 4.2 if column <= HEAD_COLUMNS + days else 5.5


def _unit(plan: Plan, leader: Leader) -> str:
    return plan.unit[leader.unit].name
