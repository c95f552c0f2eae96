"""How wide the columns of a table are: so that its rows take few lines, the tall ones least of all.

Widths are counted in half characters, as a Chinese font with Latin letters of half the width sets them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from calendars.notices.layout import width

LINE_BREAK = "\n"
_WORDS = re.compile(r"[ 、；，\n]")
_RUN = re.compile(r"[!-~—]+")
_SEAM = re.compile(r"(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])")
_FEWEST = 4
"""Half characters of the narrowest column."""


class Column:
    """What stands in a column, heading and all. `whole`: no word of it may be broken, as a name, a date or a time."""

    def __init__(self, cells: Iterable[str], whole: bool) -> None:
        texts = Counter(cells)
        self.least = max((_longest_word(text) if whole else _longest_run(text) for text in texts), default=_FEWEST)
        self._lines = [(count, tuple(map(room, text.split(LINE_BREAK)))) for text, count in texts.items()]
        self._natural = max((line for _, lines in self._lines for line in lines), default=self.least)
        self._costs: dict[int, int] = {}

    def cost(self, columns: int) -> int:
        """How tall its cells are at that width: the sum of the cubes of their lines."""
        if columns not in self._costs:
            self._costs[columns] = sum(count * _folded(lines, columns) ** 3 for count, lines in self._lines)
        return self._costs[columns]

    def step(self, columns: int, slack: int) -> tuple[float, int]:
        """What a wider column saves for each half character, at best, and how wide it then is."""
        now = self.cost(columns)
        wider = range(columns + 1, min(columns + slack, self._natural) + 1)
        return max((((now - self.cost(one)) / (one - columns), one) for one in wider), default=(0.0, columns))


def widths(columns: Sequence[Column], available: int) -> list[int]:
    """The width of each column's text; together they take all that is available.

    A column begins as wide as its longest word. Who saves most for its width gets the next step; what nobody needs
    goes to all alike. Where not even the words fit, columns get shares in proportion to them.
    """
    found = [column.least for column in columns]
    if sum(found) > available:
        return _shares(found, available)
    while True:
        slack = available - sum(found)
        saved, wider, place = max((*column.step(found[place], slack), -place) for place, column in enumerate(columns))
        if saved <= 0:
            break
        found[-place] = wider
    return [one + more for one, more in zip(found, _shares([1] * len(found), slack), strict=True)]


def lines(cell: str, columns: int) -> int:
    """The lines that the text takes at that width."""
    return _folded(tuple(map(room, cell.split(LINE_BREAK))), columns)


@lru_cache(maxsize=65536)
def room(text: str) -> int:
    """The half characters that a line of text takes. Between Chinese and Latin letters most programs leave a quarter of
    a character, some whether or not the document forbids it."""
    return width(text) + -(-len(_SEAM.findall(text)) // 2)


def _folded(rooms: tuple[int, ...], columns: int) -> int:
    return sum([-(-line // columns) or 1 for line in rooms])


@lru_cache(maxsize=65536)
def _longest_word(cell: str) -> int:
    return max(_FEWEST, *map(room, _WORDS.split(cell)))


@lru_cache(maxsize=65536)
def _longest_run(cell: str) -> int:
    """Of characters that do not part: Latin letters and digits. A Chinese text breaks after any of its characters."""
    return max((_FEWEST, *(width(run) for run in _RUN.findall(cell))))


def _shares(weights: Sequence[int], total: int) -> list[int]:
    """The total in whole parts, in proportion to the weights."""
    ends = [total * sum(weights[: place + 1]) // sum(weights) for place in range(len(weights))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
