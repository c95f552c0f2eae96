"""Dates as an edited notice writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from calendars.notices.span import Span

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_DATE = re.compile(r"(?:([0-9]{4})年\s?)?([0-9]{1,2})月\s?([0-9]{1,2})([日号])")
_WEEKDAY = re.compile(r"[\s\u3000]*[（(，,]?[\s\u3000]*(星期|礼拜|周)(.)")
_DAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a line: its parts as they are written, with the weekday that follows it, and where it stands there.
    `day` is None where the calendar has no such date."""

    text: str
    start: int
    end: int
    year: int
    month: int
    number: int
    given_year: bool
    day: date | None
    weekday: str | None

    @property
    def weekday_number(self) -> int | None:
        """Monday is 0; None where no weekday follows, or none that there is."""
        last = (self.weekday or " ")[-1].replace("天", "日")
        return _DAYS.index(last) if last in _DAYS else None


def plain_digits(text: str) -> str:
    """The text with full-width digits as plain ones; no character moves."""
    return text.translate(_DIGITS)


def mentions(text: str, span: Span) -> Iterator[Mention]:
    """The dates in the text, in their order. One without a year has that in which it falls into the span, else the
    span's first."""
    for found in _DATE.finditer(plain_digits(text)):
        month, number = int(found[2]), int(found[3])
        year = int(found[1]) if found[1] else _year(month, number, span)
        follows = _WEEKDAY.match(text, found.end())
        yield Mention(
            text=text[found.start() : found.end()],
            start=found.start(),
            end=follows.end() if follows else found.end(),
            year=year,
            month=month,
            number=number,
            given_year=found[1] is not None,
            day=_day(year, month, number),
            weekday=follows[1] + follows[2] if follows else None,
        )


def _year(month: int, number: int, span: Span) -> int:
    for year in range(span.start.year, span.end.year + 1):
        day = _day(year, month, number)
        if day is not None and day in span:
            return year
    return span.start.year


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
