"""The lines of a title: broken where its sense allows, and of lengths that lie well above one another.

GB/T 9704-2012, 7.3.1: a title of several lines keeps words whole (词意完整), its lines symmetrical and of fitting
lengths (排列对称, 长短适宜).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from calendars.word.columns import room

_TOGETHER = re.compile(r"[0-9A-Za-z.:—-]+[年月日]?|第.[季]度|安排[表]?|公告|公示|通知")
_NEVER_FIRST = "的、，。：；）》”！？·年月日表度"
_BROKEN_WORD = 40
"""Half characters of unevenness that a line ending within a word is worth."""


def title_lines(title: str, unbroken: Sequence[str], characters: int) -> list[str]:
    """The title in as few lines of at most so many full-width characters as hold it.

    Of all ways to break it into these, the one whose lines end between the unbroken words and are the most even.
    """
    most = 2 * characters
    count = max(1, -(-room(title) // most))
    if count == 1 or count > 3:
        return [title] if count == 1 else _chunks(title, most)
    places = [place for place in range(1, len(title)) if title[place] not in _NEVER_FIRST]
    inside = _inside(title, unbroken)
    found: tuple[float, list[str]] | None = None
    for breaks in combinations(places, count - 1):
        lines = [title[start:end] for start, end in pairwise((0, *breaks, len(title)))]
        lengths = [room(line) for line in lines]
        if max(lengths) > most:
            continue
        mean = sum(lengths) / count
        cost = sum(abs(length - mean) for length in lengths) + _BROKEN_WORD * sum(inside[place] for place in breaks)
        if found is None or cost < found[0]:
            found = (cost, lines)
    return found[1] if found else _chunks(title, most)


def _inside(title: str, unbroken: Sequence[str]) -> list[int]:
    """For each place of the title, in how many words it lies."""
    inside = [0] * len(title)
    spans = [match.span() for match in _TOGETHER.finditer(title)]
    spans += [match.span() for word in unbroken for match in re.finditer(re.escape(word), title)]
    for start, end in spans:
        for place in range(start + 1, end):
            inside[place] += 1
    return inside


def _chunks(title: str, most: int) -> list[str]:
    lines = [""]
    for char in title:
        if room(lines[-1] + char) > most:
            lines.append("")
        lines[-1] += char
    return lines
