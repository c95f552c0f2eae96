"""How cells look, as named styles: an office can change each in one place."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

FONT = "宋体"
SIZE = 10
TITLE, HEAD, TEXT, CENTRE, DATE = "轮值标题", "轮值表头", "轮值文字", "轮值居中", "轮值日期"
SHORT_DATE, NUMBER = "轮值月日", "轮值数字"
VACANT, STANDBY, DAY_OFF, KEY, PLAIN, DAY = "轮值空缺", "轮值候补", "轮值休息", "轮值编号", "轮值说明", "轮值几号"
OFF_HEAD = "轮值休息表头"
_DARK, _PALE, _GREY, _WARM, _EDGE = "FF1F4E78", "FFDDEBF7", "FFEDEDED", "FFFCE4D6", "FFBFBFBF"
_DATE_FORMAT, _SHORT_FORMAT, _DAY_FORMAT = 'yyyy"年"m"月"d"日"', 'm"月"d"日"', "d"


def add_looks(book: Workbook) -> None:
    """Gives the workbook its styles."""
    thin = Side(style="thin", color=_EDGE)
    grid = Border(left=thin, right=thin, top=thin, bottom=thin)
    left = Alignment(vertical="center", wrap_text=True)
    centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
    text, bold = Font(name=FONT, size=SIZE), Font(name=FONT, size=SIZE, bold=True)
    white = Font(name=FONT, size=SIZE, bold=True, color="FFFFFFFF")
    for style in (
        NamedStyle(TITLE, font=Font(name=FONT, size=14, bold=True), alignment=Alignment(vertical="center")),
        NamedStyle(PLAIN, font=text, alignment=left),
        NamedStyle(HEAD, font=white, fill=_fill(_DARK), border=grid, alignment=centre),
        NamedStyle(TEXT, font=text, border=grid, alignment=left),
        NamedStyle(CENTRE, font=text, border=grid, alignment=centre),
        NamedStyle(STANDBY, font=text, fill=_fill(_PALE), border=grid, alignment=centre),
        NamedStyle(VACANT, font=bold, fill=_fill(_WARM), border=grid, alignment=centre),
        NamedStyle(DAY_OFF, font=text, fill=_fill(_GREY), border=grid, alignment=centre),
        NamedStyle(DATE, font=text, border=grid, alignment=centre, number_format=_DATE_FORMAT),
        NamedStyle(SHORT_DATE, font=text, border=grid, alignment=centre, number_format=_SHORT_FORMAT),
        NamedStyle(DAY, font=white, fill=_fill(_DARK), border=grid, alignment=centre, number_format=_DAY_FORMAT),
        NamedStyle(OFF_HEAD, font=bold, fill=_fill(_GREY), border=grid, alignment=centre, number_format=_DAY_FORMAT),
        NamedStyle(NUMBER, font=text, border=grid, alignment=centre, number_format="General"),
        NamedStyle(KEY, font=Font(name=FONT, size=8, color="FF7F7F7F"), alignment=Alignment(vertical="center")),
    ):
        book.add_named_style(style)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)
