"""The roster as an Excel workbook, for the office to work with."""

from __future__ import annotations

from openpyxl import Workbook

from calendars.excel import names
from calendars.excel.archive import book_bytes
from calendars.excel.legend_sheet import add_legend_sheet, add_people_sheet
from calendars.excel.load_sheet import add_load_sheets
from calendars.excel.looks import add_looks
from calendars.excel.month_sheet import add_month_sheets
from calendars.excel.roster_sheet import add_roster_sheet
from calendars.notices.span import Span
from calendars.publication import Publication
from calendars.tables import FOLDER, by_day

WORKBOOK = f"{FOLDER}/排班表.xlsx"


def workbook_files(publication: Publication) -> dict[str, bytes]:
    """`tables/排班表.xlsx`: the roster seat by seat, leaders and days month by month, loads with a chart, the leaders'
    list and a legend; of the duties and the span that are asked for, the months of all duties. It holds no reason of
    anything."""
    plan = publication.plan
    slots = by_day(plan, publication.slots())
    book = Workbook()
    book.remove(book.worksheets[0])
    add_looks(book)
    add_roster_sheet(book, plan, slots, plan.title)
    # Whole whatever duties are asked for: a day without a mark would seem free.
    add_month_sheets(book, plan, publication.roster.slots, publication.span or Span.whole(plan.period))
    add_load_sheets(book, plan, slots)
    add_people_sheet(book, plan)
    add_legend_sheet(book, publication, names.check_code(publication.roster))
    book.properties.title, book.properties.creator = plan.title, "轮值"
    return {WORKBOOK: book_bytes(book, publication.record.time)}
