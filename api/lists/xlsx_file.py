"""Excel workbooks (.xlsx): the values alone, within bounds that are known before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from api.lists.bounded import check_unpacked
from api.lists.sheet import LIST, Bounds, Row, Sheet
from roster.reading.text import refuse

_DAMAGED = (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, OSError, EOFError)


def read_xlsx(data: bytes, bounds: Bounds = LIST) -> list[Sheet]:
    """The visible sheets of a workbook, in their order, with the values that formulas had when it was saved.

    Raises InputError for what is damaged, no workbook, or larger than its bounds.
    """
    try:
        check_unpacked(data, bounds.what)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return [
                Sheet(sheet.title, tuple(_rows(sheet, bounds)))
                for sheet in book.worksheets
                if sheet.sheet_state == "visible"
            ]
        finally:
            book.close()
    except _DAMAGED:
        refuse(f"应为 .xlsx {bounds.what}，实际无法读取：文件可能已损坏，或不是 Excel 工作簿。")


def _rows(sheet: Worksheet, bounds: Bounds) -> Iterator[Row]:
    if isinstance(sheet, ReadOnlyWorksheet):
        # Programs write wrong dimensions, and readers trust them: rows would be missing.
        sheet.reset_dimensions()
    found = 0
    for number, values in enumerate(sheet.iter_rows(max_col=bounds.columns, values_only=True), 1):
        cells = {column: text for column, value in enumerate(values, 1) if (text := _text(value))}
        if not cells:
            continue
        found += 1
        if found > bounds.rows:
            refuse(f"{bounds.what}过长：应不超过{bounds.rows}行。")
        yield Row(number, cells)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
