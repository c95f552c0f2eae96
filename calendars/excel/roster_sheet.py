"""The roster as a working table: a row for each seat, to be filtered, sorted, printed and edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from calendars.excel import looks, names
from calendars.excel.cells import Value, fit, put
from calendars.excel.page import set_page
from calendars.wording import clock_hours, flat, full_date, month_day, weekday
from roster.plan import Leader, Plan
from roster.result import RosterSeat, RosterSlot


class Column(NamedTuple):
    """A column: its heading, the look of its cells, and the most columns of text on a line."""

    name: str
    look: str
    widest: int


COLUMNS = (
    Column(names.DATE, looks.DATE, 16),
    Column(names.WEEKDAY, looks.CENTRE, 8),
    Column(names.HOURS, looks.CENTRE, 26),
    Column(names.DUTY, looks.TEXT, 20),
    Column(names.UNIT, looks.TEXT, 18),
    Column(names.ROLE, looks.CENTRE, 10),
    Column(names.NAME, looks.CENTRE, 20),
    Column(names.TITLE, looks.TEXT, 28),
    Column(names.WORK, looks.TEXT, 24),
    Column(names.VENUE, looks.TEXT, 20),
    Column(names.FORM, looks.CENTRE, 6),
    Column(names.REMARK, looks.TEXT, 16),
    Column(names.SLOT, looks.KEY, 60),
    Column(names.PLACE, looks.KEY, 4),
)
_ALWAYS = {names.DATE, names.WEEKDAY, names.NAME, names.SLOT, names.PLACE}
_KEYS = (names.SLOT, names.PLACE)
Cells = dict[str, Value]


def add_roster_sheet(book: Workbook, plan: Plan, slots: Sequence[RosterSlot], title: str) -> None:
    """Adds the table of these slots, in their order; columns in which nothing stands are left out."""
    sheet = book.create_sheet(names.ROSTER_SHEET)
    called = names.labels(plan)
    rows = [row_of(plan, called, slot, place) for slot in slots for place in range(len(slot.seats))]
    columns = [column for column in COLUMNS if column.name in _ALWAYS or any(row[column.name] for row in rows)]
    dates = looks.SHORT_DATE if plan.period.start.year == plan.period.end.year else looks.DATE
    for number, column in enumerate(columns, 1):
        put(sheet, 1, number, column.name, looks.HEAD)
        for line, row in enumerate(rows, 2):
            put(sheet, line, number, row[column.name], _look(column, row, dates))
    texts = [[_shown(row[column.name]) for column in columns] for row in rows]
    fit(sheet, 1, [[column.name for column in columns], *texts], [column.widest for column in columns])
    _work(sheet, len(rows) + 1, [column.name for column in columns], len(plan.leaders))
    set_page(sheet, title, "1:1")


def _work(sheet: Worksheet, last: int, columns: Sequence[str], leaders: int) -> None:
    """Filters, the frozen head, the list of names to choose from, and no printing of what is for the program."""
    end = get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A1:{end}{last}"
    sheet.freeze_panes = "C2"
    sheet.print_area = f"A1:{get_column_letter(len(columns) - len(_KEYS))}{last}"
    name = get_column_letter(columns.index(names.NAME) + 1)
    choice = DataValidation("list", formula1=f"'{names.PEOPLE_SHEET}'!$A$2:$A${leaders + 1}", allow_blank=True)
    choice.errorStyle, choice.showErrorMessage = "warning", True
    choice.error = f"{names.PEOPLE_SHEET}里没有这个姓名。"
    choice.add(f"{name}2:{name}{max(last, 2)}")
    sheet.add_data_validation(choice)


def row_of(plan: Plan, called: Mapping[str, str], slot: RosterSlot, place: int) -> Cells:
    """The row of one seat, by heading."""
    seat = slot.seats[place]
    duty = plan.duty.get(slot.duty)
    leader = plan.leader.get(seat.leader or "")
    nominal = slot.nominal_date
    origin = month_day(nominal) if nominal.year == slot.date.year else full_date(nominal)
    return {
        names.DATE: slot.date,
        names.WEEKDAY: weekday(slot.date),
        names.HOURS: clock_hours(slot.hours),
        names.DUTY: duty.name if duty else slot.duty,
        names.UNIT: _unit(plan, slot, leader),
        names.ROLE: names.role_of(seat),
        names.NAME: holder(called, seat),
        names.TITLE: flat(leader.title or "") if leader else None,
        names.WORK: "、".join(leader.portfolio) if leader else None,
        names.VENUE: plan.venue[slot.venue].name if slot.venue in plan.venue else slot.venue,
        names.FORM: duty.form if duty else None,
        names.REMARK: f"原定{origin}" if nominal != slot.date else None,
        names.SLOT: slot.id,
        names.PLACE: place + 1,
    }


def _unit(plan: Plan, slot: RosterSlot, leader: Leader | None) -> str | None:
    """The unit that holds the slot, else that of the leader; none where there is but one."""
    unit = slot.unit or (leader.unit if leader and len(plan.units) > 1 else None)
    return plan.unit[unit].name if unit in plan.unit else unit


def holder(called: Mapping[str, str], seat: RosterSeat) -> str:
    """Whoever sits there, as the table writes it."""
    return names.VACANT if seat.leader is None else called.get(seat.leader, seat.leader)


def _look(column: Column, row: Cells, date_look: str) -> str:
    if column.name == names.DATE:
        return date_look
    if column.name != names.NAME:
        return column.look
    if row[names.NAME] == names.VACANT:
        return looks.VACANT
    return looks.STANDBY if names.STANDBY in str(row[names.ROLE]) else column.look


def _shown(value: Value) -> str:
    return full_date(value) if isinstance(value, date) else str(value or "")
