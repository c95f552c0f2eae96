"""What the annual report's annex says, as plain data that every format renders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Row = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Figures:
    """A table: its name, the headings, a row for each leader, unit, duty or month; numbers are numbers."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Statement:
    """The annex: title, the office that makes it, a paragraph that sums up, the tables, notes below them."""

    title: str
    office: str
    summary: str
    tables: Sequence[Figures]
    notes: Sequence[str]
