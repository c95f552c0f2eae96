"""Periods (`per`): a date's day, week, month, quarter or the whole plan, under its name in a roster."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Literal

Per = Literal["day", "week", "month", "quarter", "period"]


def every_day(start: date, end: date) -> Iterator[date]:
    """The dates from start to end, both included."""
    return map(date.fromordinal, range(start.toordinal(), end.toordinal() + 1))


@lru_cache(maxsize=8192)
def period_of(day: date, per: Per) -> str:
    """The period that the date lies in: `2026-02-03`, `2026-W06` (ISO 8601 week, of the ISO year), `2026-02`,
    `2026-Q1`, or `period` for the plan's own."""
    if per == "day":
        return day.isoformat()
    if per == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if per == "month":
        return day.isoformat()[:7]
    if per == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    return "period"


@lru_cache(maxsize=256)
def periods_in(start: date, end: date, per: Per) -> tuple[str, ...]:
    """The periods that have a date from start to end (both included), in order of time."""
    return tuple(dict.fromkeys(period_of(day, per) for day in every_day(start, end)))
