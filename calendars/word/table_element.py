"""A table as WordprocessingML: a heading that every page repeats, rows that no page breaks, sessions kept together."""

from __future__ import annotations

from calendars.word.paragraphs import CELL, CELL_LEFT, HEADING, paragraph, run
from calendars.word.said import GROUPED
from calendars.word.table import Table
from calendars.word.xml import Element, w

_LEFT = frozenset({"work", "remark", "accompany", "before", "after"})
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_RULE = 4  # eighths of a point
_GREY = "EDEDED"


def table_element(table: Table, row_height: int = 0, shaded: bool = False) -> Element:
    """The table; its rows are at least so high. `shaded` sets every other session apart by a grey ground."""
    side, above = table.padding
    margins = {"top": above, "left": side, "bottom": above, "right": side}
    layout = w(
        "tblPr",
        w("tblW", w=sum(table.widths), type="dxa"),
        w("jc", val="center"),
        w("tblBorders", *(w(edge, val="single", sz=_RULE, space=0, color="auto") for edge in _EDGES)),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(edge, w=margin, type="dxa") for edge, margin in margins.items())),
    )
    grid = w("tblGrid", *(w("gridCol", w=width) for width in table.widths))
    return w("tbl", layout, grid, _heading(table, row_height), *_rows(table, row_height, shaded))


def _heading(table: Table, row_height: int) -> Element:
    cells = [
        _cell(width, _text(HEADING, name, keep=True))
        for width, name in zip(table.widths, table.cells.headings, strict=True)
    ]
    return w("tr", _row_properties(row_height, heading=True), *cells)


def _rows(table: Table, row_height: int, shaded: bool) -> list[Element]:
    found: list[Element] = []
    rows = table.cells.rows
    sessions = 0
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        first = "date" in row
        last = following is None or "date" in following
        sessions += first
        ground = _GREY if shaded and sessions % 2 == 0 else None
        cells = []
        for column, width, content in zip(table.cells.columns, table.widths, table.texts(row), strict=True):
            text = _text(CELL_LEFT if column in _LEFT else CELL, content, keep=not last)
            merged = None if (first and last) or column not in GROUPED else "restart" if first else "continue"
            cells.append(_cell(width, text, merged, ground))
        found.append(w("tr", _row_properties(row_height, heading=False), *cells))
    return found


def _row_properties(row_height: int, heading: bool) -> Element:
    height = w("trHeight", val=row_height, hRule="atLeast") if row_height else None
    return w("trPr", w("cantSplit"), height, w("tblHeader") if heading else None)


def _cell(width: int, text: Element, merged: str | None = None, ground: str | None = None) -> Element:
    """A cell; `merged` says whether it begins (restart) or goes on with (continue) one that is several rows high."""
    properties = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("vMerge", val=merged) if merged else None,
        w("shd", val="clear", color="auto", fill=ground) if ground else None,
        w("vAlign", val="center"),
    )
    return w("tc", properties, text)


def _text(style: str, content: str, keep: bool) -> Element:
    """A cell's paragraph; `keep` keeps its row on the page of the next."""
    return paragraph(style, *([run(content)] if content else []), keepNext=w("keepNext") if keep else None)
