"""Sheets for the board: landscape paper, type that is read from a metre away, on as few sheets as may be."""

import pytest
from docx.shared import Mm

from calendars.word import board_a3, board_a4
from calendars.word.sheets import A3, A4, spread
from calendars.word.table import Cells

SHEETS = [(board_a4, "A4", A4, (297, 210)), (board_a3, "A3", A3, (420, 297))]
MILLIMETRES_TO_READ_AT_A_METRE = 5
"""Of a character's height: 17 minutes of arc, more than three times what eyes of normal sight need."""


@pytest.fixture(params=SHEETS, ids=["A4", "A3"])
def sheet(request):
    return request.param


def test_sheets_lie_on_their_long_side(county, read, sheet):
    make, name, _, (width, height) = sheet
    section = read(make(county.publication())[f"notices/tuesday/公告-张贴{name}.docx"]).word.sections[0]
    assert abs(section.page_width - Mm(width)) <= Mm(0.1)
    assert abs(section.page_height - Mm(height)) <= Mm(0.1)
    assert section.orientation == 1


def test_no_type_is_too_small_to_read_at_a_metre(county, read, sheet):
    make, *_ = sheet
    for data in make(county.publication()).values():
        document = read(data)
        used = {paragraph.style for paragraph in document.every("p")}
        sizes = [style.font.size.mm for style in document.word.styles if style.style_id in used]
        assert len(sizes) >= 5
        assert min(sizes) >= MILLIMETRES_TO_READ_AT_A_METRE


def test_few_sessions_are_set_larger_than_many():
    def size(count):
        rows = [{"date": "1月13日 星期二", "leader": "欧阳某"}] * count
        return spread(Cells(("date", "leader"), {"date": "日期", "leader": "姓名"}, rows), A4, 2000, 1000).table.size

    assert size(3) == A4.sizes[0]
    assert size(3) > size(10) >= size(12) >= A4.sizes[-1]


def test_rows_fill_the_only_sheet_and_no_more():
    rows = [{"date": "1月13日 星期二", "leader": "欧阳某"}] * 5
    found = spread(Cells(("date", "leader"), {"date": "日期", "leader": "姓名"}, rows), A4, 1000, 500)
    assert found.sheets == 1
    heights = found.table.heights()
    assert sum(heights) < sum(max(found.row_height, one) for one in heights) <= A4.page.text_height - 1500


def test_sheets_have_every_session_and_repeat_their_heading(county, read, sheet):
    make, name, _, _ = sheet
    document = read(make(county.publication())[f"notices/tuesday/公告-张贴{name}.docx"])
    assert len(document.rows) == 27
    assert len(document.every("tblHeader")) == 1
    assert len(document.every("cantSplit")) == 27


def test_what_all_sessions_share_stands_above_the_table(county, read, sheet):
    make, name, _, _ = sheet
    document = read(make(county.publication())[f"notices/tuesday/公告-张贴{name}.docx"])
    assert document.rows[0] == ["日期", "接访领导", "职务", "分管工作", "候补"]
    assert "时间：8:30—11:30、13:30—17:00。地点：县信访局群众来访接待中心。形式：现场。" in document.paragraphs


def test_adjustments_have_sheets_too(county, sheet):
    make, name, _, _ = sheet
    assert f"notices/tuesday/调整公告-张贴{name}.docx" in make(county.adjusted((0, "l7"), (1, "l8")))
