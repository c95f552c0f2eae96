"""A list about people who are known already: its rows under a header, whom each is about, and dates as offices write
them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from api.lists.bounded import check_bytes
from api.lists.columns import NAME, UNIT, Usual, closes, find_header, no_header
from api.lists.csv_file import read_csv
from api.lists.sheet import Row, Sheet
from api.lists.xlsx_file import read_xlsx
from roster.faults import Fault, InputError, expected
from roster.reading.text import refuse

_MOMENT = re.compile(
    r"(?P<year>20[0-9]{2})[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?"
    r"(?:[ T]*(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2})?)?"
)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under the header, and the column of each heading that there is."""

    columns: Mapping[str, int]
    rows: tuple[Row, ...]

    def text(self, row: Row, name: str) -> str:
        """What stands in that column, on one line; empty where there is nothing."""
        column = self.columns.get(name)
        return " ".join(row.cell(column).split()) if column else ""

    def cell(self, row: Row, name: str) -> str:
        """The cell as spreadsheets name it; that of the name where the list has no such column."""
        return row.ref(self.columns.get(name, self.columns[NAME]))


class People:
    """Leaders as a register or a plan has them, by name and unit."""

    def __init__(self, leaders: Iterable[Mapping[str, Any]], units: Iterable[Mapping[str, Any]]) -> None:
        names = {unit["id"]: unit["name"] for unit in units}
        self._known: dict[str, dict[str, str]] = {}
        for leader in leaders:
            self._known.setdefault(_plain(leader["name"]), {})[leader["id"]] = names.get(leader["unit"], "")

    def find(self, table: Table, row: Row) -> str:
        """The id of whom a row is about; InputError at its cell where that is nobody, or more than one."""
        name, unit = table.text(row, NAME), table.text(row, UNIT)
        found = self._known.get(_plain(name), {})
        if not found:
            raise InputError([Fault(table.cell(row, NAME), expected("台账里一位领导的姓名", name, self._known))])
        if unit:
            chosen = [leader for leader, own in found.items() if own == unit]
            if not chosen:
                raise InputError([Fault(table.cell(row, UNIT), expected(f"{name}的单位", unit, found.values()))])
        else:
            chosen = list(found)
        if len(chosen) > 1:
            raise InputError([Fault(table.cell(row, NAME), f"有{len(chosen)}位{name}，请写明单位。")])
        return chosen[0]


def read_table(data: bytes, usual: Usual) -> Table:
    """The rows of a .xlsx or .csv list with those columns, of which 姓名 has to be there; else InputError."""
    sheets = read_sheets(data)
    headed = [(sheet, found) for sheet in sheets if (found := find_header(sheet, usual))]
    if not headed:
        first = next((sheet for sheet in sheets if sheet.rows), Sheet("", ()))
        raise InputError([no_header(first, usual)])
    sheet, (header, columns) = headed[0]
    rows = tuple(row for row in sheet.rows if row.number > header.number and not closes(row.cells.values()))
    if not rows:
        refuse(f"名单中没有人：表头（第{header.number}行）下面应至少有一行。")
    return Table(columns, rows)


def read_sheets(data: bytes) -> list[Sheet]:
    """The sheets of a list, whose kind is told by its content."""
    check_bytes(data)
    if data.startswith(b"PK"):
        return read_xlsx(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        refuse("应为 .xlsx 或 .csv 名单，实际是旧版 Excel（.xls）或加了密码的文件。请去掉密码，另存为 .xlsx。")
    return read_csv(data)


def moment(text: str) -> str:
    """A date, or a date and a time, as plans have them (2026-01-05, 2026-01-05T08:30). ValueError for anything else."""
    found = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text))
    if found is None:
        raise ValueError(text)
    day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    if found["hour"] is None or (found["hour"].strip("0"), found["minute"]) == ("", "00"):
        return day.isoformat()  # Excel gives a date as its midnight
    at = datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"]))
    return at.isoformat(timespec="minutes")


def _plain(name: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))
