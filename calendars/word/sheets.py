"""The sheets that a notice board takes, and how a table is spread over them. Lengths in twips, sizes in points."""

from __future__ import annotations

from typing import NamedTuple

from calendars.word.paragraphs import Style
from calendars.word.table import Cells, Table
from calendars.word.typography import BOARD_A3, BOARD_A4, BODY_FONT, FIRST_FONT, TITLE_FONT, TWIPS, Page, mm

PADDING = (mm(2), mm(1.2))
_LEADING = 1.4
_TALLEST = 2.8
"""A row grows at most to so many times the size of its type in order to fill the sheet."""


class Sheet(NamedTuple):
    """A kind of sheet: its paper, the sizes of its table's type from the largest, and the styles of the rest."""

    page: Page
    sizes: tuple[int, ...]
    title: Style
    beneath: Style
    text: Style
    signed: Style

    @property
    def styles(self) -> tuple[Style, ...]:
        """Those of all but the table."""
        return self.title, self.beneath, self.text, self.signed

    @property
    def gap(self) -> int:
        """Between table and text."""
        return self.text.line // 2

    @classmethod
    def of(cls, page: Page, sizes: tuple[int, ...], title: int, text: int) -> Sheet:
        """With title and text of those sizes."""

        def line(size: int) -> int:
            return round(size * _LEADING * TWIPS)

        return cls(
            page,
            sizes,
            Style("LunzhiBoardTitle", "张贴标题", TITLE_FONT, title, "center", line=line(title), outline=0),
            Style("LunzhiBoardBeneath", "张贴副标题", FIRST_FONT, text, "center", line=line(text)),
            Style("LunzhiBoardText", "张贴正文", BODY_FONT, text, indent=2, line=line(text)),
            Style("LunzhiBoardSigned", "张贴落款", BODY_FONT, text, "right", line=line(text)),
        )


# A character of 16 pt is 5.6 mm high, which healthy eyes read from well over a metre.
A4 = Sheet.of(BOARD_A4, (28, 26, 24, 22, 20, 18, 16), title=30, text=15)
A3 = Sheet.of(BOARD_A3, (40, 36, 32, 30, 28, 26, 24, 22, 20), title=44, text=21)


class Spread(NamedTuple):
    """A table as it goes on its sheets: the least height of its rows fills the only sheet, or is 0."""

    table: Table
    row_height: int
    sheets: int


def spread(cells: Cells, sheet: Sheet, first: int, last: int) -> Spread:
    """The table in the largest type in which it takes no more sheets than in the smallest. `first` and `last` are the
    heights of what stands before and after it."""
    tables = [cells.at(size, sheet.page.text_width, PADDING) for size in sheet.sizes]
    counts = [_sheets(table, sheet.page.text_height, first, last) for table in tables]
    fewest = min(counts)
    table = tables[counts.index(fewest)]
    room = sheet.page.text_height - first - last - table.line_height // 2
    return Spread(table, _filling(table, room) if fewest == 1 else 0, fewest)


def _filling(table: Table, room: int) -> int:
    """The least height of rows with which the table fills the room, in steps of half a point."""
    heights = table.heights()
    tallest = round(table.size * TWIPS * _TALLEST)
    fitting = (height for height in range(tallest, 0, -10) if sum(max(height, own) for own in heights) <= room)
    return next(fitting, 0)


def _sheets(table: Table, whole: int, first: int, last: int) -> int:
    """How many sheets the table takes, its heading repeated on each."""
    heading, *blocks = table.blocks()
    count, left = 1, whole - first - heading
    for block in blocks:
        if block > left:
            count, left = count + 1, whole - heading
        left -= block
    return count if last <= left else count + 1
