"""The workbook: what it shows, how it prints, that text stays text, and that it is the same whenever it is made."""

import io
import re
import subprocess
import time
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from calendars.notices import Span
from roster.result import Roster

MONTHS = ["2026年1月", "2026年2月", "2026年3月"]


def calc(data, tmp_path, sheet=1):
    """A sheet of the workbook as LibreOffice shows it: its rows, tab-separated."""
    (tmp_path / "a.xlsx").write_bytes(data)
    flags = [f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    shape = f"csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,false,false,false,{sheet}"
    command = ["soffice", *flags, shape, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (found,) = tmp_path.glob("a*.csv")
    return [line.split("\t") for line in found.read_text(encoding="utf-8-sig").splitlines()]


def test_one_row_for_each_seat_with_real_dates_and_weekdays(books):
    rows = books.rows()
    told = [(row["日期"], row["星期"], row["岗位"], row["姓名"], row["班次编号"], row["席次"]) for row in rows]
    day = datetime(2026, 1, 6)
    assert told == [
        (day, "星期二", "接访领导", "张三", "tuesday/2026-01-06", 1),
        (day, "星期二", "候补", "李四", "tuesday/2026-01-06", 2),
        (day, "星期二", "接访领导", "王五", "visits/wang/2026-01/1", 1),
        (datetime(2026, 1, 13), "星期二", "接访领导", "（空缺）", "tuesday/2026-01-13", 1),
    ]
    assert rows[0]["分管工作"] == "主持县委全面工作"


def test_a_moved_slot_says_from_when(books, office):
    books.roster = Roster(slots=(office.turn("zhang", held=date(2026, 1, 7)),))
    assert books.rows()[0]["备注"] == "原定1月6日"


def test_a_working_table(books):
    sheet = books.open()["排班表"]
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).coordinate[:-1]}5"
    assert sheet.freeze_panes == "C2"
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == "'名单'!$A$2:$A$4"


def test_columns_fit_chinese_text(books, office):
    office.data["duties"][0]["name"] = "县级领导接待日"
    sheet = books.open()["排班表"]
    column = next(cell.column_letter for cell in sheet[1] if cell.value == "事项")
    assert 14 <= sheet.column_dimensions[column].width <= 18


def test_every_sheet_prints_on_landscape_paper_with_its_head_on_every_page(books):
    for sheet in books.open():
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows.startswith("$1:")
        assert "克山县2026年第一季度" in sheet.oddHeader.center.text
        assert "&P" in sheet.oddFooter.center.text


def test_what_is_for_the_program_is_not_printed(books):
    sheet = books.open()["排班表"]
    last = sheet.print_area.split(":")[1].replace("$", "")
    keys = [cell.column_letter for cell in sheet[1] if cell.value in ("班次编号", "席次")]
    assert all(last.rstrip("0123456789") < key for key in keys)


def test_leaders_and_days(books):
    sheet = books.open()["2026年1月"]
    head = [cell.value for cell in sheet[1]]
    by_name = {row[1].value: dict(zip(head, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(3)}
    day = datetime(2026, 1, 6)
    assert [by_name[name][day] for name in ("张三", "李四", "王五")] == ["接", "候", "访"]
    assert (by_name["张三"]["接访"], by_name["李四"]["候补"], by_name["王五"]["走访"]) == (1, 1, 1)
    assert sheet.cell(2, 3).value == "四"


def test_months_are_those_of_the_span_and_show_all_duties(books, office):
    span = Span.of(office.plan.period, "2026-01")
    book = books.open(span=span, duties=frozenset({"visits"}))
    assert [name for name in book.sheetnames if "年" in name] == MONTHS[:1]
    assert [row["姓名"] for row in books.rows(span=span, duties=frozenset({"visits"}))] == ["王五"]
    assert book["2026年1月"]["H3"].value == "接"


def test_loads_and_their_chart(books):
    loads = {row["姓名"]: (row["接访"], row["候补"], row["走访"], row["合计"]) for row in books.rows("轮次统计")}
    assert loads == {"张三": (1, 0, 0, 1), "李四": (0, 1, 0, 1), "王五": (0, 0, 1, 1)}
    with zipfile.ZipFile(io.BytesIO(books.data())) as archive:
        (chart,) = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    assert re.findall(r"f>'轮次统计'!\$([A-Z]\$2:\$[A-Z]\$4)<", chart) == [
        *("B$2:$B$4", "E$2:$E$4"),
        *("B$2:$B$4", "F$2:$F$4"),
        *("B$2:$B$4", "G$2:$G$4"),
    ]


def test_many_leaders_are_charted_by_unit(books, office):
    office.data["leaders"] += [{"id": f"x{n}", "name": f"人{n}", "unit": "gubei"} for n in range(40)]
    rows = books.rows("单位统计")
    assert [(row["单位"], row["人数"]) for row in rows] == [("克山县", 2), ("古北乡", 41)]
    assert rows[0]["人均接访"] == 0.5


def test_leaders_of_one_name_are_told_apart(books, office):
    for leader, name in zip(office.data["leaders"], ["张三", "张三", "张三"], strict=True):
        leader["name"] = name
    people = [row["姓名"] for row in books.rows("名单")]
    assert people == ["张三（zhang）", "张三（li）", "张三（古北乡）"]
    assert [row["姓名"] for row in books.rows()][:2] == people[:2]


@pytest.mark.parametrize("name", ["=1+1", "+8", "-3", "@张", "＝1", "'甲", "_x0041_", "a,b;c\\d", "𠮷😀"])
def test_text_stays_text(books, office, name, tmp_path):
    office.data["leaders"][0]["name"] = name
    cell = next(cell for cell in books.open()["排班表"]["G"] if cell.value not in (None, "姓名"))
    assert cell.data_type == "s"
    assert cell.quotePrefix == (name[0] in "=+-@＝＋－＠'")


def test_libreoffice_shows_text_as_it_is(books, office, tmp_path):
    tricky = ["=1+1", "_x0041_", "@张&<三>"]
    for leader, name in zip(office.data["leaders"], tricky, strict=True):
        leader["name"] = name
    rows = calc(books.data(), tmp_path)
    place = rows[0].index("姓名")
    assert [row[place] for row in rows[1:4]] == tricky


def test_same_bytes_on_any_day_and_in_any_zone(books, monkeypatch):
    first = books.data()
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert books.data() == first
    finally:
        monkeypatch.undo()
        time.tzset()
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = load_workbook(io.BytesIO(first)).properties
    assert properties.created == properties.modified == books.at.replace(tzinfo=None)


def test_a_draft_says_so(books):
    books.roster = books.roster.model_copy(update={"calendar": "projected"})
    assert "草案" in [row[0] for row in books.open()["说明"].values]


def test_nothing_private_stands_in_it(books, office):
    secret = "绝密原因"
    office.data["absences"] = [{"leader": "li", "start": "2026-01-13", "end": "2026-01-13", "reason": secret}]
    office.data["moves"] = [{"duty": "tuesday", "date": "2026-01-20", "to": "2026-01-21", "reason": secret}]
    gap = {"slot": "tuesday/2026-01-13", "role": "接访领导", "reasons": [{"leader": "li", "why": secret}]}
    books.roster = Roster.model_validate({**books.roster.model_dump(mode="json"), "gaps": [gap]})
    with zipfile.ZipFile(io.BytesIO(books.data())) as archive:
        assert all(secret.encode() not in archive.read(name) for name in archive.namelist())
    assert books.open()["2026年1月"]["O4"].value is None
