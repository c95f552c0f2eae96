"""What each leader carries, with a chart; by duty on a sheet of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from calendars.excel import looks, names
from calendars.excel.cells import Value, fit, put_row
from calendars.excel.page import set_page
from calendars.tables import counts, load_rows
from roster.plan import Plan, VisitDuty
from roster.result import Roster, RosterSlot

UNIT_SHEET, DETAIL_SHEET = "单位统计", "轮次明细"
MOST_BARS = 40
"""Leaders in a chart that can still be read; where there are more, and several units, the chart shows the units."""

_KINDS = ("接访", "候补", "走访")
_COLOURS, _PALE = ("1F4E78", "9DC3E6", "70AD47"), "D9D9D9"
_CENTIMETRES_A_BAR, _CENTIMETRES_AROUND = 0.62, 3.2
Row = list[Value]


def add_load_sheets(book: Workbook, plan: Plan, slots: Sequence[RosterSlot]) -> None:
    """Adds the leaders' table, that of the units where there are several, and the turns duty by duty."""
    loads = _loads(plan, slots)
    head: Row = [names.UNIT, names.NAME, names.TITLE, "职级", *_KINDS, "合计"]
    sheet = _table(book, names.LOAD_SHEET, head, _leader_rows(plan, loads), plan.title)
    if len(plan.leaders) <= MOST_BARS or len(plan.units) == 1:
        _chart(sheet, "各位领导的次数", len(plan.leaders), names_in=2, first=5)
    else:
        rows = _unit_rows(plan, loads)
        head = [names.UNIT, "人数", *(f"人均{kind}" for kind in _KINDS), "每人最少", "每人最多"]
        _chart(_table(book, UNIT_SHEET, head, rows, plan.title), "各单位人均次数", len(rows), names_in=1, first=3)
    detail_head, *details = load_rows(plan, Roster(slots=tuple(slots)))
    _table(book, DETAIL_SHEET, list(detail_head), [list(row) for row in details], plan.title)


def _loads(plan: Plan, slots: Sequence[RosterSlot]) -> dict[str, Sequence[int]]:
    """By leader: seats, standbys and visits."""
    turns, standbys = counts(slots)
    held: Counter[str] = Counter()
    visits: Counter[str] = Counter()
    stood: Counter[str] = Counter()
    for (leader, duty), number in turns.items():
        (visits if isinstance(plan.duty.get(duty), VisitDuty) else held)[leader] += number
    for (leader, _), number in standbys.items():
        stood[leader] += number
    return {leader.id: (held[leader.id], stood[leader.id], visits[leader.id]) for leader in plan.leaders}


def _leader_rows(plan: Plan, loads: dict[str, Sequence[int]]) -> list[Row]:
    called = names.labels(plan)
    return [
        [plan.unit[one.unit].name, called[one.id], one.title, one.rank, *loads[one.id], sum(loads[one.id])]
        for one in plan.leaders
    ]


def _unit_rows(plan: Plan, loads: dict[str, Sequence[int]]) -> list[Row]:
    """For each unit with leaders: how many they are, the averages, and the least and the most of one of them."""
    rows: list[Row] = []
    for unit in plan.units:
        own = [loads[leader.id] for leader in plan.leaders if leader.unit == unit.id]
        if own:
            means = [round(sum(load[kind] for load in own) / len(own), 1) for kind in range(len(_KINDS))]
            owed = [load[0] + load[2] for load in own]
            rows.append([unit.name, len(own), *means, min(owed), max(owed)])
    return rows


def _table(book: Workbook, name: str, head: Row, rows: Sequence[Row], title: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    put_row(sheet, 1, [(text, looks.HEAD) for text in head])
    for number, row in enumerate(rows, 2):
        put_row(sheet, number, [(value, looks.TEXT if isinstance(value, str) else looks.NUMBER) for value in row])
    texts = [["" if value is None else str(value) for value in row] for row in (head, *rows)]
    fit(sheet, 1, texts, [28 if place < 4 else 12 for place in range(len(head))])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(rows) + 1}"
    sheet.freeze_panes = "C2"
    set_page(sheet, f"{title}　{name}", "1:1")
    return sheet


def _chart(sheet: Worksheet, title: str, bars: int, names_in: int, first: int) -> None:
    """Stacked bars beside the table, one for each row, in its order from above."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 60
    chart.title, chart.legend.position = title, "b"
    chart.add_data(
        Reference(sheet, min_col=first, max_col=first + len(_KINDS) - 1, min_row=1, max_row=bars + 1),
        titles_from_data=True,
    )
    chart.set_categories(Reference(sheet, min_col=names_in, min_row=2, max_row=bars + 1))
    for series, colour in zip(chart.series, _COLOURS, strict=True):
        series.graphicalProperties.solidFill = colour
    # Without these, Excel hides the axes of a chart that openpyxl made, and puts the first row at the bottom.
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.scaling.orientation, chart.y_axis.crosses = "maxMin", "max"
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=_PALE)))
    chart.width, chart.height = 18, bars * _CENTIMETRES_A_BAR + _CENTIMETRES_AROUND
    sheet.add_chart(chart, f"{get_column_letter(sheet.max_column + 2)}2")
