"""A table as WordprocessingML: a heading that every page repeats, rows that no page breaks, sessions kept together."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

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


class _Kind(NamedTuple):
    """What a cell is besides its text. `merged` says whether it begins (restart) or goes on with (continue) one that is
    several rows high; `keep` keeps its row on the page of the next."""

    width: int
    style: str
    keep: bool
    merged: str | None = None
    ground: str | None = None


class _Blanks:
    """Cells without text. Each kind is made once and copied: a county's tables have tens of thousands."""

    def __init__(self) -> None:
        self._made: dict[_Kind, Element] = {}

    def filled(self, kind: _Kind, content: str) -> Element:
        """A cell with that text."""
        if kind not in self._made:
            self._made[kind] = _blank(kind)
        cell = deepcopy(self._made[kind])
        if content:
            cell[-1].append(run(content))
        return cell


def _heading(table: Table, row_height: int) -> Element:
    blanks = _Blanks()
    cells = (
        blanks.filled(_Kind(width, HEADING, keep=True), name)
        for width, name in zip(table.widths, table.cells.headings, strict=True)
    )
    return w("tr", _row_properties(row_height, heading=True), *cells)


def _rows(table: Table, row_height: int, shaded: bool) -> Iterator[Element]:
    rows, blanks = table.cells.rows, _Blanks()
    sessions = 0
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        first = "date" in row
        last = following is None or "date" in following
        sessions += first
        ground = _GREY if shaded and sessions % 2 == 0 else None
        cells = []
        for column, width, content in zip(table.cells.columns, table.widths, table.texts(row), strict=True):
            merged = None if (first and last) or column not in GROUPED else "restart" if first else "continue"
            kind = _Kind(width, CELL_LEFT if column in _LEFT else CELL, not last, merged, ground)
            cells.append(blanks.filled(kind, content))
        yield w("tr", _row_properties(row_height, heading=False), *cells)


def _row_properties(row_height: int, heading: bool) -> Element:
    height = w("trHeight", val=row_height, hRule="atLeast") if row_height else None
    return w("trPr", w("cantSplit"), height, w("tblHeader") if heading else None)


def _blank(kind: _Kind) -> Element:
    properties = w(
        "tcPr",
        w("tcW", w=kind.width, type="dxa"),
        w("vMerge", val=kind.merged) if kind.merged else None,
        w("shd", val="clear", color="auto", fill=kind.ground) if kind.ground else None,
        w("vAlign", val="center"),
    )
    return w("tc", properties, paragraph(kind.style, keepNext=w("keepNext") if kind.keep else None))
