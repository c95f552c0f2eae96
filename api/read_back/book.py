"""The workbook as sheets of text, and what of it every reader needs: cells by their names, faults by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from api.lists.sheet import Bounds, Row, Sheet
from api.lists.xlsx_file import read_xlsx
from calendars.excel import names
from roster.faults import Fault, expected, quoted
from roster.plan import Plan
from roster.reading.text import refuse
from roster.result import Roster

WORKBOOK = Bounds("工作簿", 200_000, 200)
_DAYS = (
    re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?: 00:00:00)?"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日"),
    re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})"),
)


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edited cell asks for: an entry of `pins` or `absences`, and the same in words. `ends` is the assignment
    that stood there before, as a pin's entry."""

    cell: str
    entry: Mapping[str, object]
    words: str
    ends: Mapping[str, object] | None = None


@dataclass
class Reading:
    """What is read against: the plan, and the roster that the workbook was made from; and the faults so far."""

    plan: Plan
    roster: Roster
    faults: list[Fault] = field(default_factory=list)

    @cached_property
    def called(self) -> Mapping[str, str]:
        """By id, the name under which each leader stands."""
        return names.labels(self.plan)

    @cached_property
    def meant(self) -> Mapping[str, str]:
        """By the name, without spaces, the leader's id."""
        return {plain(label): leader for leader, label in self.called.items()}

    def refuse(self, cell: str, reason: str) -> None:
        """Notes a fault in a cell."""
        self.faults.append(Fault(cell, reason))

    def leader(self, cell: str, text: str) -> str | None:
        """Whom the name means; a fault where it is nobody, or one of several."""
        if found := self.meant.get(plain(text)):
            return found
        shared = [self.called[one.id] for one in self.plan.leaders if plain(one.name) == plain(text)]
        if shared:
            self.refuse(cell, f"有{len(shared)}位{quoted(text)}，应写明是{'、'.join(shared)}中的哪一位。")
        else:
            self.refuse(cell, expected(f"{names.PEOPLE_SHEET}里的{names.NAME}", text, self.called.values()))
        return None


def read_sheets(data: bytes) -> list[Sheet]:
    """The workbook's visible sheets; InputError for what is none."""
    if not data.startswith(b"PK"):
        refuse("应为 .xlsx 工作簿，实际不是。旧版 Excel（.xls）或加了密码的，请另存为 .xlsx。")
    return read_xlsx(data, WORKBOOK)


def cell(sheet: Sheet, row: Row, column: int) -> str:
    """排班表!F12."""
    return f"{sheet.name}!{row.ref(column)}"


def columns(row: Row, wanted: Iterable[str]) -> dict[str, int]:
    """The columns of those headings that stand in the row; the first of each."""
    found: dict[str, int] = {}
    for column, text in row.cells.items():
        found.setdefault(plain(text), column)
    return {name: found[name] for name in wanted if name in found}


def plain(text: str) -> str:
    """Text as it is compared: without spaces and line breaks (张　三 is 张三)."""
    return re.sub(r"\s", "", text)


def day_in(text: str) -> date | None:
    """The date that a cell holds, as a date or in the usual forms."""
    for form in _DAYS:
        if found := form.fullmatch(text.strip()):
            try:
                return date(*map(int, found.groups()))
            except ValueError:
                return None
    return None


def made_from(reading: Reading, sheets: Iterable[Sheet]) -> None:
    """A fault where the legend says that the workbook was made from another roster: all that differs would look like an
    edit."""
    code = names.check_code(reading.roster)
    for sheet in sheets:
        for row in sheet.rows if sheet.name == names.LEGEND_SHEET else ():
            if row.cell(1) == names.CHECK and row.cell(2) != code:
                reason = expected(f"这份排班表的{names.CHECK}{quoted(code)}", row.cell(2))
                reading.refuse(cell(sheet, row, 2), reason + "工作簿是从另一份排班表做的，请用那一份来读。")
