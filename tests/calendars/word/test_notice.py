"""Notices in Word: page, grid, type and places as GB/T 9704-2012 has them, and every word of the notice."""

import pytest
from docx.shared import Mm, Pt

from calendars.word import notice_documents
from calendars.word.notice import signature_place

WHOLE = "notices/tuesday/公告.docx"


@pytest.fixture
def document(county, read):
    return read(notice_documents(county.publication())[WHOLE])


def test_page_is_a4_with_the_margins_of_the_standard(document):
    section = document.word.sections[0]
    tolerance = Mm(0.1)
    for found, standard in (
        (section.page_width, 210),
        (section.page_height, 297),
        (section.top_margin, 37),
        (section.left_margin, 28),
        (section.right_margin, 26),
        (section.bottom_margin, 35),
    ):
        assert abs(found - Mm(standard)) <= tolerance


def test_grid_has_22_lines_of_28_characters(document):
    grid = document.one("docGrid")
    assert (grid["type"], grid["linePitch"]) == ("linesAndChars", "579")
    section = document.word.sections[0]
    text_width = section.page_width - section.left_margin - section.right_margin
    text_height = section.page_height - section.top_margin - section.bottom_margin
    pitch = Pt(16) + int(grid["charSpace"]) / 4096 * Pt(1)
    assert text_width // pitch == 28
    assert text_height // (int(grid["linePitch"]) / 20 * Pt(1)) == 22


def test_styles_have_the_type_of_the_standard(document):
    for name, font, size in (
        ("公文标题", "方正小标宋简体", 22),
        ("公文正文", "仿宋_GB2312", 16),
        ("公文落款", "仿宋_GB2312", 16),
        ("公文页码", "宋体", 14),
    ):
        style = document.word.styles[name]
        fonts = style.element.rPr.rFonts
        names = {value for key, value in fonts.attrib.items()}
        assert names == {font}
        assert style.font.size == Pt(size)
    assert document.word.styles["公文正文"].paragraph_format.line_spacing == Pt(28.95)
    assert document.word.styles["公文正文"].paragraph_format.first_line_indent == Pt(32)


def test_every_font_has_others_to_stand_in_for_it(county, part_of):
    table = part_of(notice_documents(county.publication())[WHOLE], "word/fontTable.xml")
    for font, instead in (
        ("方正小标宋简体", "华文中宋"),
        ("仿宋_GB2312", "仿宋"),
        ("楷体_GB2312", "楷体"),
        ("黑体", "SimHei"),
    ):
        assert f'<w:font w:name="{font}"><w:altName w:val="' in table
        assert instead in table.partition(f'w:name="{font}"')[2].partition("/>")[0]


def test_title_is_centred_and_broken_between_its_words(document):
    title = document.word.paragraphs[0]
    assert title.style.name == "公文标题"
    assert title.text.split("\n") == ["克山县信访局2026年上半年", "县级领导群众接待日安排公告"]


def test_levels_of_the_text_have_their_type(county, read):
    notice = {"lead": "一、时间和地点。每周二。\n（一）时间。上午。\n1. 地点。大厅。"}
    document = read(notice_documents(county.publication(county.plan(notice)))[WHOLE])
    found = {run.text: run.font.name for paragraph in document.word.paragraphs for run in paragraph.runs}
    assert found["一、时间和地点。"] == "黑体"
    assert found["（一）时间。"] == "楷体_GB2312"
    assert found["每周二。"] is found["1. 地点。大厅。"] is None


def test_heading_of_the_table_repeats_and_no_row_breaks(document):
    rows = document.every("tr")
    assert len(rows) == 27
    assert [bool(document.every("tblHeader", row)) for row in rows] == [True] + [False] * 26
    assert all(document.every("cantSplit", row) for row in rows)


def test_table_is_as_wide_as_the_text(document):
    section = document.word.sections[0]
    text_width = (section.page_width - section.left_margin - section.right_margin) // 635
    assert sum(map(int, document.values("gridCol", "w"))) == text_width


def test_rows_of_a_session_with_several_seats_stay_together(county, read):
    seats = [{"role": "接访领导", "who": {"unit": "county"}}, {"role": "科室负责人", "who": {"unit": "county"}}]
    slots = [
        {
            "id": "tuesday/2026-01-06",
            "duty": "tuesday",
            "unit": None,
            "date": "2026-01-06",
            "nominal_date": "2026-01-06",
            "hours": ["08:30-11:30"],
            "venue": None,
            "seats": [
                {"role": "接访领导", "leader": "l7", "standby": False},
                {"role": "科室负责人", "leader": "l8", "standby": False},
            ],
        }
    ]
    document = read(notice_documents(county.publication(county.plan(seats=seats), slots))[WHOLE])
    _, first, second = document.every("tr")
    assert all(document.every("keepNext", cell) for cell in document.every("tc", first))
    assert not document.every("keepNext", second)
    assert document.values("vMerge") == ["restart", "continue"]


def test_odd_pages_are_numbered_at_the_right_and_even_ones_at_the_left(document):
    assert document.word.settings.odd_and_even_pages_header_footer
    section = document.word.sections[0]
    for footer, side, other in ((section.footer, "right", "left"), (section.even_page_footer, "left", "right")):
        (paragraph,) = footer.paragraphs
        assert paragraph.style.name == "公文页码"
        assert paragraph.text == "— 1 —"
        assert "PAGE" in footer._element.xml
        indent = paragraph._p.pPr.ind.attrib
        assert {key.rpartition("}")[2]: value for key, value in indent.items()} == {f"{side}Chars": "100", side: "280"}
        assert paragraph._p.pPr.jc.val.name == side.upper()
        assert other not in indent


@pytest.mark.parametrize(
    ("signature", "dated", "place"),
    [
        ("克山县信访工作联席会议办公室", "2025年12月25日", (12, 14)),  # ends two characters from the edge
        ("信访局", "2026年1月4日", (18, 20)),  # the date is longer: it ends two characters from the edge
    ],
)
def test_signature_and_date_stand_where_the_standard_says(signature, dated, place):
    assert signature_place(signature, dated) == place


def test_text_stands_in_its_order(document):
    text = document.text
    places = [
        text.index(part)
        for part in (
            "克山县信访局2026年上半年",
            "根据《信访工作条例》",
            "日期",
            "1月6日 星期二",
            "6月30日 星期二",
            "说明：",
            "1. 遇法定节假日顺延。",
            "特此公告。",
            "克山县信访工作联席会议办公室",
            "2025年12月25日",
        )
    ]
    assert places == sorted(places)


def test_names_of_any_kind_are_printed_as_they_are(document, county):
    printed = {row[column].replace("\u3000", "") for row in document.rows for column in range(len(row))}
    assert set(county.names) <= printed


def test_nothing_private_is_printed(county, part_of):
    for data in notice_documents(county.publication()).values():
        for part in ("word/document.xml", "docProps/core.xml"):
            assert not [secret for secret in county.private if secret in part_of(data, part)]


def test_what_repeats_in_every_row_is_said_once_before_the_type_gets_small(document):
    assert "时间：8:30—11:30、13:30—17:00。地点：县信访局群众来访接待中心。形式：现场。" in document.paragraphs
    assert "时间" not in document.rows[0]
    assert document.word.styles["公文表格"].font.size >= Pt(12)


def test_a_period_without_sessions_says_so(county, read):
    document = read(notice_documents(county.publication(slots=[]))[WHOLE])
    assert "本期无安排。" in document.paragraphs
    assert not document.rows


def test_months_have_notices_of_their_own(county):
    assert set(notice_documents(county.publication())) == {
        WHOLE,
        *(f"notices/tuesday/公告-2026-0{month}.docx" for month in range(1, 7)),
    }


def test_adjustment_of_one_leader_is_a_sentence(county, read):
    made = notice_documents(county.adjusted((0, "l7")))
    document = read(made["notices/tuesday/调整公告.docx"])
    assert document.paragraphs[0].replace("\n", "") == "克山县信访局2026年上半年县级领导群众接待日安排调整公告"
    assert not document.rows
    assert "因工作安排，1月6日（星期二）" in document.text
    assert document.text.index("调整为赵甲（县委副书记、县长）") < document.text.index("特此公告。")


def test_adjustment_of_several_has_a_table_of_before_and_after(county, read):
    document = read(notice_documents(county.adjusted((0, "l7"), (1, "l8")))["notices/tuesday/调整公告.docx"])
    assert document.rows[0] == ["日期", "事项", "调整前", "调整后"]
    assert [row[0].split() for row in document.rows[1:]] == [["1月6日", "星期二"], ["1月13日", "星期二"]]
    assert document.rows[1][2].startswith("接访领导：<w:p/>（县委书记）")
    assert "以上调整自2026年1月6日起执行，其余安排不变。" in document.paragraphs
