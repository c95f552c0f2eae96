"""Writing cells: text that stays text, and columns as wide as Chinese text needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from calendars.notices.layout import width

Value = str | int | float | date | None
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LIKE_A_FORMULA = tuple("=+-@＝＋－＠'")
_PADDING = 2
_LINE, _LEADING = 13.5, 4.5
"""Points of a line of text, and of the space around."""


def put(sheet: Worksheet, row: int, column: int, value: Value, look: str) -> None:
    """Writes a value. Text is a string whatever it begins with, also after somebody has edited the cell."""
    cell = sheet.cell(row, column)
    cell.style = look
    if isinstance(value, str):
        _put_text(cell, value)
    else:
        cell.value = value


def put_row(sheet: Worksheet, row: int, values: Iterable[tuple[Value, str]]) -> None:
    """Writes values with their looks from the first column on."""
    for column, (value, look) in enumerate(values, 1):
        put(sheet, row, column, value, look)


def fit(sheet: Worksheet, first: int, rows: Sequence[Sequence[str]], widest: Sequence[int]) -> None:
    """Makes each column as wide as its widest line, within bounds, and each row (from `first` on) as high as its text
    needs: not every program does that by itself.

    A wide character takes two of the units in which widths are given (ECMA-376, 18.3.1.13).
    """
    space = [
        min(most, max((width(line) for row in rows for line in row[place].splitlines()), default=0))
        for place, most in enumerate(widest)
    ]
    for number, columns in enumerate(space, 1):
        sheet.column_dimensions[get_column_letter(number)].width = columns + _PADDING
    for number, row in enumerate(rows, first):
        lines = max((_lines(text, columns + 1) for text, columns in zip(row, space, strict=True)), default=1)
        sheet.row_dimensions[number].height = max(lines, 1) * _LINE + _LEADING


def _lines(text: str, columns: int) -> int:
    return sum(max(1, -(-width(line) // columns)) for line in text.splitlines())


def _put_text(cell: Cell | MergedCell, text: str) -> None:
    if not text:
        return
    # What looks like the escape of a character (ECMA-376, 22.9.2.19) must itself be escaped to be read as it is.
    cell.value = _LIKE_AN_ESCAPE.sub("_x005F_", _NO_XML.sub("", text))
    cell.data_type = "s"
    if text.startswith(_LIKE_A_FORMULA):
        cell.quotePrefix = True
