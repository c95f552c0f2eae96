"""A year of an office's working days at a glance: twelve months, what is off and worked instead, and by whose word."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from api.service.working_days import DayKind, kind_of
from roster.periods import every_day
from roster.plan.people import Calendar
from roster.workdays import WorkingDays

_WEEK = 7
_CELLS = 6 * _WEEK
"""Every month has six weeks, so that all are of one height."""


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A date of the year; `own`: the office itself has said so."""

    date: date
    kind: DayKind
    name: str | None
    own: bool


@dataclass(frozen=True, slots=True)
class WorkingYear:
    """A year. `months` are weeks from Monday on, without the days of other months (None). `projected`: no notice of
    this year is known."""

    year: int
    months: tuple[tuple[tuple[ShownDay | None, ...], ...], ...]
    counts: Counter[DayKind]
    own: tuple[ShownDay, ...]
    projected: bool
    follows_notices: bool


def working_year(calendar: Calendar, year: int) -> WorkingYear:
    """The year by an office's calendar."""
    days = WorkingDays(calendar)
    names = {one.date: one.name for one in (*calendar.workdays, *calendar.holidays)}
    first, last = date(year, 1, 1), date(year, 12, 31)
    shown = [
        ShownDay(day, kind_of(days, day), days.name_of(day) or names.get(day), day in names)
        for day in every_day(first, last)
    ]
    return WorkingYear(
        year=year,
        months=tuple(_weeks([one for one in shown if one.date.month == month]) for month in range(1, 13)),
        counts=Counter(one.kind for one in shown),
        own=tuple(one for one in shown if one.own),
        projected=days.projected(first, last),
        follows_notices=calendar.country is not None,
    )


def _weeks(month: list[ShownDay]) -> tuple[tuple[ShownDay | None, ...], ...]:
    before = month[0].date.weekday()
    cells = [*([None] * before), *month]
    cells += [None] * (_CELLS - len(cells))
    return tuple(tuple(cells[start : start + _WEEK]) for start in range(0, _CELLS, _WEEK))
