"""The annex as people open it: numbers are numbers in Excel, every row stands in Word, text is never a formula."""

from datetime import UTC, date, datetime
from io import BytesIO

from docx import Document
from openpyxl import load_workbook

from calendars.annual import Figures, Statement, annual_document, annual_workbook

STATEMENT = Statement(
    "某县2026年领导干部接访情况统计表",
    "某县",
    "2026年应接访3人次，已接访2人次，其中由人代班0人次；未接访1人次；未登记0人次。",
    (
        Figures("按领导", ("单位", "姓名", "应接访"), (("=1+1", "𠮷某", 2), ("某镇", "<w:p/>", 1))),
        Figures("按月", ("月份", "应接访"), (("1月", 3),)),
    ),
    ("统计日期：2026年11月25日。",),
)


def test_workbook_has_a_sheet_for_each_table_with_numbers_and_plain_text():
    book = load_workbook(BytesIO(annual_workbook(STATEMENT, datetime(2026, 11, 25, tzinfo=UTC))))
    assert book.sheetnames == ["按领导", "按月", "说明"]
    rows = [[cell.value for cell in row] for row in book["按领导"]]
    assert rows == [["单位", "姓名", "应接访"], ["=1+1", "𠮷某", 2], ["某镇", "<w:p/>", 1]]
    assert book["按领导"]["A2"].data_type == "s"
    assert book["说明"]["A1"].value == STATEMENT.summary


def test_document_holds_title_summary_and_every_row():
    document = Document(BytesIO(annual_document(STATEMENT, date(2026, 11, 25))))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert STATEMENT.title in text.replace("\n", "")
    assert STATEMENT.summary in text
    assert STATEMENT.notes[0] in text
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert found == [
        [["单位", "姓名", "应接访"], ["=1+1", "𠮷某", "2"], ["某镇", "<w:p/>", "1"]],
        [["月份", "应接访"], ["1月", "3"]],
    ]


def test_same_statement_gives_the_same_bytes():
    at = datetime(2026, 11, 25, tzinfo=UTC)
    assert annual_workbook(STATEMENT, at) == annual_workbook(STATEMENT, at)
    assert annual_document(STATEMENT, at.date()) == annual_document(STATEMENT, at.date())
