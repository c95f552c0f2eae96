"""Hours in one style throughout a notice: 8:30—12:00 in tables, 上午8:30至12:00 in running text.

What the office wrote itself (a basis, a lead, notes) is brought into the style of the notice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from calendars.wording import clock_hours, spoken_hours
from roster.values import Hours

_PART = "(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚|夜间)?"
_TIME = r"([0-2]?[0-9])(?:\s?[:：]\s?([0-5][0-9])|[时点](?:(半)|([0-5]?[0-9])分)?)"
_DASH = r"\s?(?:至|到|-{1,2}|—{1,2}|－|–|―|~|～)\s?"
RANGE = re.compile(f"{_PART}{_TIME}{_DASH}{_PART}{_TIME}")
_LATE = {"下午", "傍晚", "晚上", "晚", "夜间"}
_NIGHT = 7
"""An hour below this without a part of the day is as likely one of the afternoon."""


@dataclass(frozen=True, slots=True)
class Written:
    """Hours as somebody wrote them, and where in the text."""

    hours: Hours
    text: str
    start: int
    end: int


def written_hours(text: str) -> list[Written]:
    """All hours in the text that can be told for sure; (下午)1:30至2:30、3:00至4:00 goes on in the afternoon."""
    found: list[Written] = []
    late = False
    for match in RANGE.finditer(text):
        hours, late = _hours(match, late)
        if hours is not None:
            found.append(Written(hours, match[0], match.start(), match.end()))
    return found


def in_clock_style(text: str) -> str:
    """The text with all hours as tables write them."""
    return _restyled(text, clock_hours)


def in_spoken_style(text: str) -> str:
    """The text with all hours as running text writes them."""
    return _restyled(text, spoken_hours)


def _restyled(text: str, style: Callable[[Iterable[Hours]], str]) -> str:
    for one in reversed(written_hours(text)):
        text = text[: one.start] + style([one.hours]) + text[one.end :]
    return text


def _hours(match: re.Match[str], late: bool) -> tuple[Hours | None, bool]:
    part, until = match[1], match[6]
    first, second = _minutes(match.group(2, 3, 4, 5)), _minutes(match.group(7, 8, 9, 10))
    if part is None and first < _NIGHT * 60:
        if not late:
            return None, False
        part = "下午"
    start = _of_day(first, part)
    end = _of_day(second, until or (part if part in _LATE else None))
    if end <= start and until is None:
        end += 12 * 60
    late = start >= 12 * 60 or end > 13 * 60
    return (Hours(start, end) if start < end <= 24 * 60 else None), late


def _minutes(parts: tuple[str | None, ...]) -> int:
    hour, minutes, half, spelled = parts
    return int(hour or 0) * 60 + (30 if half else int(minutes or spelled or 0))


def _of_day(minutes: int, part: str | None) -> int:
    early_afternoon = part == "中午" and minutes < 3 * 60
    return minutes + 12 * 60 if minutes < 12 * 60 and (part in _LATE or early_afternoon) else minutes
