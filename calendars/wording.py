"""Dates, times and names as Chinese notices write them: Arabic digits, no leading zeros, the weekday in Chinese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from roster.values import Hours

IDEOGRAPHIC_SPACE = "\u3000"
_NOON, _EVENING, _DAWN = 12 * 60, 18 * 60, 6 * 60


def weekday(day: date) -> str:
    """星期二."""
    return "星期" + "一二三四五六日"[day.weekday()]


def month_day(day: date) -> str:
    """1月6日."""
    return f"{day.month}月{day.day}日"


def full_date(day: date) -> str:
    """2026年1月6日."""
    return f"{day.year}年{month_day(day)}"


def clock_hours(hours: Iterable[Hours]) -> str:
    """The times of a table: 8:30—12:00、14:30—18:00."""
    return "、".join(f"{_clock(start)}—{_clock(end)}" for start, end in hours)


def spoken_hours(hours: Iterable[Hours]) -> str:
    """The times of running text: 上午8:30至12:00、下午2:30至6:00."""
    words: list[str] = []
    last = ""
    for start, end in hours:
        # An end belongs to the part of the day that it closes: 12:00 to the morning, 18:00 to the afternoon.
        first, until = _part_of_day(start), _part_of_day(end - 1)
        opening = "" if first == last else first
        closing = "" if first == until else until
        words.append(f"{opening}{_twelve(start)}至{closing}{_twelve(end)}")
        last = until
    return "、".join(words)


def set_name(name: str) -> str:
    """A name of two Chinese characters, set to the width of three: 张　三. Any other stays as it is."""
    if len(name) == 2 and all(unicodedata.category(char) == "Lo" and is_wide(char) for char in name):
        return IDEOGRAPHIC_SPACE.join(name)
    return name


def flat(text: str) -> str:
    """Free text on one line: its lines joined, since Chinese has no space between words."""
    return "".join(re.sub(r"\t", " ", line).strip() for line in text.splitlines())


def is_wide(char: str) -> bool:
    """Whether a monospaced Chinese font gives the character two columns. Ambiguous ones (— · “) are wide there
    (Unicode Standard Annex #11)."""
    return unicodedata.east_asian_width(char) in "WFA"


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _twelve(minutes: int) -> str:
    hour = minutes // 60
    return f"{hour - 12 if hour > 12 else hour}:{minutes % 60:02d}"


def _part_of_day(minutes: int) -> str:
    if minutes < _DAWN:
        return "凌晨"
    if minutes < _NOON:
        return "上午"
    return "下午" if minutes < _EVENING else "晚上"
