"""Periods as people name them: 2026Q1, 2026-01, 2026."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from roster.plan.people import Period

_QUARTERS = "一二三四"


def next_quarter(today: date) -> Period:
    """The first whole quarter that begins after that date."""
    return _months(date(today.year, (today.month - 1) // 3 * 3 + 1, 1) + relativedelta(months=3), 3)


def read_period(text: str) -> Period:
    """Reads a quarter (2026Q1), a month (2026-01) or a year (2026); ValueError for anything else."""
    found = re.fullmatch(r"([0-9]{4})(?:-?[Qq]([1-4])|-([0-9]{2}))?", text)
    if not found:
        raise ValueError(text)
    year, quarter, month = found.groups()
    if quarter:
        return _months(date(int(year), int(quarter) * 3 - 2, 1), 3)
    return _months(date(int(year), int(month), 1), 1) if month else _months(date(int(year), 1, 1), 12)


def label(period: Period) -> str:
    """How a title names it: 2026年第一季度, 2026年1月, 2026年, or its dates."""
    start, end = period.start, period.end
    if period == _months(start, 12) and start.month == 1:
        return f"{start.year}年"
    if period == _months(start, 3) and start.month % 3 == 1:
        return f"{start.year}年第{_QUARTERS[start.month // 3]}季度"
    if period == _months(start, 1):
        return f"{start.year}年{start.month}月"
    last = f"{end.month}月{end.day}日" if start.year == end.year else f"{end.year}年{end.month}月{end.day}日"
    return f"{start.year}年{start.month}月{start.day}日至{last}"


def _months(start: date, count: int) -> Period:
    return Period(start=start, end=start + relativedelta(months=count) - timedelta(days=1))
