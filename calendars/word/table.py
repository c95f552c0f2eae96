"""A table's text and its measures: the widths of its columns and the heights of its rows in a size of type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from calendars.word.columns import LINE_BREAK, Column, lines, room, widths
from calendars.word.typography import TABLE_LEADING, TWIPS

_WHOLE = frozenset({"leader", "date", "hours", "standby", "role"})
_BETWEEN = {"hours": "、", "before": "；", "after": "；"}
_RULES, _RULE = 24, 10
"""Twips of a cell's width that its rules may take from the text, and of a row's height."""


class Cells:
    """A notice's table before it has a size: headings, and below them a row for each seat."""

    def __init__(self, columns: Sequence[str], headings: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> None:
        self.columns = tuple(columns)
        self.headings = tuple(headings[column] for column in columns)
        self.rows = tuple(
            {column: set_text(column, row[column]) for column in columns if column in row} for row in rows
        )
        self._columns = [
            Column([heading, *(row[column] for row in self.rows if row.get(column))], column in _WHOLE)
            for column, heading in zip(self.columns, self.headings, strict=True)
        ]

    @property
    def least_lines(self) -> list[int]:
        """How many lines each row below the heading takes at any width."""
        return [max(text.count(LINE_BREAK) + 1 for text in row.values()) for row in self.rows]

    def at(self, size: float, width: int, padding: tuple[int, int]) -> Table:
        """The table in type of that size, across that width. `padding` is free within a cell: at its sides, and above
        and below."""
        half = size * TWIPS / 2
        aside = 2 * padding[0] + _RULES
        found = widths(self._columns, int((width - aside * len(self.columns)) / half))
        twips = [round(one * half) + aside for one in found]
        # What rounding leaves over goes to the last column, so that the table is as wide as the text.
        twips[-1] += width - sum(twips)
        return Table(self, size, padding, tuple(twips), tuple(found))


@dataclass(frozen=True)
class Table:
    """A table in a size of type, in points; lengths in twips, `rooms` the columns' widths in half characters."""

    cells: Cells
    size: float
    padding: tuple[int, int]
    widths: tuple[int, ...]
    rooms: tuple[int, ...]

    @property
    def line_height(self) -> int:
        """From line to line."""
        return round(self.size * TABLE_LEADING * TWIPS)

    def texts(self, row: Mapping[str, str]) -> list[str]:
        """What stands in the row's cells: a date and its weekday part as a whole where they do not fit on one line."""
        texts = [row.get(column, "") for column in self.cells.columns]
        return [
            text.replace(" 星期", f"{LINE_BREAK}星期") if room(text) > wide else text
            for text, wide in zip(texts, self.rooms, strict=True)
        ]

    @cached_property
    def line_counts(self) -> list[int]:
        """How many lines each row takes, the heading first."""
        rows = [dict(zip(self.cells.columns, self.cells.headings, strict=True)), *self.cells.rows]
        return [max(lines(text, wide) for text, wide in zip(self.texts(row), self.rooms, strict=True)) for row in rows]

    def heights(self) -> list[int]:
        """How high each row is, the heading first."""
        return [count * self.line_height + 2 * self.padding[1] + _RULE for count in self.line_counts]

    def blocks(self) -> list[int]:
        """How high each session is, whose rows stay on one page; the heading first."""
        heading, *rows = self.heights()
        found: list[int] = []
        for row, height in zip(self.cells.rows, rows, strict=True):
            if "date" in row:
                found.append(0)
            found[-1] += height
        return [heading, *found]


def set_text(column: str, text: str) -> str:
    """A cell's text as it is set: each session of a day, and each thing that changed, on a line of its own."""
    between = _BETWEEN.get(column)
    return text.replace(between, LINE_BREAK) if between else text
