"""Who is meant by a name, and what signs and colours mean, and how the workbook is edited and read back."""

from __future__ import annotations

from openpyxl.workbook import Workbook

from calendars.excel import looks, names
from calendars.excel.cells import Value, fit, put, put_row
from calendars.excel.page import set_page
from calendars.publication import Publication
from calendars.wording import full_date
from roster.plan import Plan

_SIGNS = (
    (names.TURN, looks.CENTRE, "接访：当天坐班接待"),
    (names.STANDBY, looks.STANDBY, "候补：领导不能到场时顶上"),
    (names.VISIT, looks.CENTRE, "走访：到社区、村等接访"),
    ("", looks.DAY_OFF, "休息日，按方案的节假日和调休"),
    (names.VACANT, looks.VACANT, "还没有人的席位"),
)
_EDITING = (
    (
        "换人",
        f"在“{names.ROSTER_SHEET}”的“{names.NAME}”里改成另一位领导（可从下拉列表里选）。读回来是：指定这位领导坐这一席。",
    ),
    ("不排此人", f"把“{names.NAME}”删空。读回来是：这一席不排原来那位，由程序另排。"),
    ("改走访", f"走访的行，可改“{names.DATE}”和“{names.VENUE}”；走访各记在本人名下，不能换人。"),
    (
        "请假",
        f"在月份表里写“{names.AWAY}”，半天写“{names.AWAY_MORNING}”“{names.AWAY_AFTERNOON}”；"
        f"要记事由就写“{names.AWAY}：党校培训”。事由只进方案，不会公布。",
    ),
    ("别的", "其余各栏请改方案文件。可以筛选、排序，可以删去用不着的行；不要改“班次编号”和“席次”。"),
    ("读回", "lunzhi read-back 方案 排班表 工作簿 -o 新方案；再用 lunzhi replan 重排，其余班次尽量不动。"),
)


def add_people_sheet(book: Workbook, plan: Plan) -> None:
    """Adds the leaders: the name under which each stands, unit and post."""
    sheet = book.create_sheet(names.PEOPLE_SHEET)
    called = names.labels(plan)
    head = (names.NAME, names.UNIT, names.TITLE, names.WORK)
    rows: list[tuple[str, ...]] = [
        (called[one.id], plan.unit[one.unit].name, one.title or "", "、".join(one.portfolio)) for one in plan.leaders
    ]
    put_row(sheet, 1, [(text, looks.HEAD) for text in head])
    for number, row in enumerate(rows, 2):
        put_row(sheet, number, [(text, looks.TEXT) for text in row])
    fit(sheet, 1, [head, *rows], (20, 24, 30, 40))
    sheet.auto_filter.ref = f"A1:D{len(rows) + 1}"
    sheet.freeze_panes = "B2"
    set_page(sheet, f"{plan.title}　{names.PEOPLE_SHEET}", "1:1")


def add_legend_sheet(book: Workbook, publication: Publication, code: str) -> None:
    """Adds the legend; `code` tells from which roster the workbook was made."""
    sheet = book.create_sheet(names.LEGEND_SHEET)
    plan = publication.plan
    put(sheet, 1, 1, plan.title, looks.TITLE)
    period = f"{full_date(plan.period.start)}至{full_date(plan.period.end)}"
    facts: list[tuple[Value, str]] = [
        ("排班期", period),
        ("发布", full_date(publication.issued)),
        (names.CHECK, code),
    ]
    if publication.roster.calendar == "projected":
        facts.insert(1, ("草案", "期内有的年份放假通知还没有公布，节假日按法定推算"))
    row = 2
    for heading, lines in (
        ("工作簿", [(name, looks.TEXT, text) for name, text in facts]),
        ("标记", list(_SIGNS)),
        ("怎样修改、读回", [(name, looks.TEXT, text) for name, text in _EDITING]),
    ):
        put_row(sheet, row + 1, [(heading, looks.HEAD), ("意思", looks.HEAD)])
        for number, (sign, look, text) in enumerate(lines, row + 2):
            put_row(sheet, number, [(sign, look), (text, looks.TEXT)])
        row += len(lines) + 2
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 90
    sheet.row_dimensions[1].height = 26
    set_page(sheet, f"{plan.title}　{names.LEGEND_SHEET}", "1:1")
