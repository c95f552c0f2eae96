"""The annex as an Excel workbook: a sheet for each table."""

from __future__ import annotations

from datetime import datetime

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from calendars.annual.statement import Figures, Statement
from calendars.excel import looks
from calendars.excel.archive import book_bytes
from calendars.excel.cells import fit, put_row
from calendars.excel.page import set_page

_NOTES = "说明"
_WIDEST = 28


def annual_workbook(statement: Statement, at: datetime) -> bytes:
    """The workbook's bytes; `at` is the time that the file itself bears."""
    book = Workbook()
    book.remove(book.worksheets[0])
    looks.add_looks(book)
    for table in statement.tables:
        _add(book, table, statement.title)
    notes: Worksheet = book.create_sheet(_NOTES)
    for number, line in enumerate((statement.summary, *statement.notes), 1):
        put_row(notes, number, [(line, looks.PLAIN)])
    notes.column_dimensions["A"].width = 100
    set_page(notes, statement.title, "1:1")
    book.properties.title, book.properties.creator = statement.title, statement.office
    return book_bytes(book, at)


def _add(book: Workbook, table: Figures, title: str) -> None:
    sheet: Worksheet = book.create_sheet(table.name)
    put_row(sheet, 1, [(text, looks.HEAD) for text in table.headings])
    for number, row in enumerate(table.rows, 2):
        put_row(sheet, number, [(value, looks.TEXT if isinstance(value, str) else looks.NUMBER) for value in row])
    texts = [[str(value) for value in row] for row in (table.headings, *table.rows)]
    fit(sheet, 1, texts, [_WIDEST] * len(table.headings))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.headings))}{len(table.rows) + 1}"
    sheet.freeze_panes = "B2"
    set_page(sheet, f"{title}　{table.name}", "1:1")
