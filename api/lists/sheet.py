"""A sheet of text cells, whatever file it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

MOST_ROWS = 5000
MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a file is, in words, and how many rows that are not empty, and columns, are read of a sheet of it."""

    what: str
    rows: int
    columns: int


LIST = Bounds("名单", MOST_ROWS, MOST_COLUMNS)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty: its number from 1, and the text of its cells by column from 1."""

    number: int
    cells: Mapping[int, str]

    def cell(self, column: int) -> str:
        """The text in that column, empty where there is none."""
        return self.cells.get(column, "")

    def ref(self, column: int) -> str:
        """The cell as spreadsheets name it: B7."""
        return f"{get_column_letter(column)}{self.number}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows that are not empty. `name` is empty for a file that has but one."""

    name: str
    rows: tuple[Row, ...]
