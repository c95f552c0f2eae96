"""How a poster fills its sheet: the largest type in which everything fits, by an estimate of the height that it takes.

All lengths are in points, or in ems of the type; the style sheet `poster.css` has the same numbers. Wide characters are
as wide as the type is large, others about half of that (`calendars.notices.layout.width`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from calendars.notices.layout import width

SIZES = (22.0, 20.0, 18.0, 16.0, 14.0, 12.5, 11.0, 9.5)
"""Type in points; a style sheet counts them from 1."""

_LEAST_ALONE, _MOST_BESIDE = 11.0, 16.0
_SHEET_WIDTH, _SHEET_HEIGHT = 516.0, 752.0
_CODE_WIDTH, _CODE_HEIGHT = 128.0, 160.0
_COLUMN_GAP = 17.0
_LINE, _NAME_LINE, _DATE_LINE = 1.5, 1.9, 1.9
_DATE_WIDTH, _DATE_HEIGHT = 5.2, 3.2
_HEADER, _PADDING, _GAP = 7.8, 1.4, 0.5
_NOTES = 0.9


class Session(NamedTuple):
    """What is printed of a session: a line for each person, the same without portfolios, when and where, and others."""

    people: Sequence[str]
    posts: Sequence[str]
    where: str
    more: Sequence[str]


class Fit(NamedTuple):
    """The size of the type, from 1, and whether sessions stand in two columns, without portfolios: the notice has
    them."""

    size: int
    columns: bool


class Sheet(NamedTuple):
    """All that a poster prints: the sessions of each day, what they have in common, the notes, and whether a code."""

    days: Sequence[Sequence[Session]]
    common: Sequence[str]
    notes: Sequence[str]
    coded: bool

    def fit(self) -> Fit:
        """The largest type for one sheet; what is too much for the smallest goes on to the next sheet."""
        alone = (Fit(place, False) for place, size in enumerate(SIZES, 1) if size >= _LEAST_ALONE)
        beside = (Fit(place, True) for place, size in enumerate(SIZES, 1) if size <= _MOST_BESIDE)
        return next((fit for fit in (*alone, *beside) if self._fits(fit)), Fit(len(SIZES), True))

    def _fits(self, fit: Fit) -> bool:
        size = SIZES[fit.size - 1]
        head = _HEADER + _lines(self.common, _SHEET_WIDTH / size - 3) * _LINE + _PADDING
        day = self._beside if fit.columns else self._alone
        padding = _PADDING / 2 if fit.columns else _PADDING
        body = sum(day(sessions, size) + padding for sessions in self.days)
        return (head + body) * size + self._footer(size) <= _SHEET_HEIGHT

    def _alone(self, sessions: Sequence[Session], size: float) -> float:
        """The height of a day's sessions below each other, in ems."""
        room = _SHEET_WIDTH / size - _DATE_WIDTH
        told = sum(
            _lines(session.people, room) * _NAME_LINE + _lines([session.where, *session.more], room) * _LINE
            for session in sessions
        )
        return max(told + _GAP * (len(sessions) - 1), _DATE_HEIGHT)

    def _beside(self, sessions: Sequence[Session], size: float) -> float:
        """The height of a day's sessions in two columns, in ems."""
        room = (_SHEET_WIDTH - _COLUMN_GAP) / 2 / size
        heights = [
            (_lines(session.posts[:-1], room) + _lines(["　".join((*session.posts[-1:], session.where))], room)) * 1.65
            + _lines(session.more, room) * _LINE
            for session in sessions
        ]
        splits = (max(sum(heights[:place]), sum(heights[place:])) for place in range(len(heights) + 1))
        return _DATE_LINE + min(splits)

    def _footer(self, size: float) -> float:
        small = size * _NOTES
        lines = _lines(self.notes, (_SHEET_WIDTH - (_CODE_WIDTH if self.coded else 0)) / small) + 2
        return max(lines * _LINE * small, _CODE_HEIGHT if self.coded else 0) + size


def _lines(texts: Sequence[str], room: float) -> int:
    """The lines that the texts take, each on lines of its own, in a room of so many ems."""
    return sum(math.ceil((width(text) / 2 + 1) / room) for text in texts if text)
