"""The part of a roster's period that a notice covers: the whole, a month, or an ISO 8601 week."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from calendars.wording import full_date, month_day
from roster.faults import Fault, InputError, expected
from roster.periods import periods_in
from roster.plan.people import Period

WHOLE = "period"
_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class Span:
    """Dates from start to end, both included. `name` is that of a roster's periods, `period`, `2026-01`, `2026-W02`, or
    names both dates, `2026-01-05_2026-01-20`."""

    name: str
    start: date
    end: date

    @classmethod
    def whole(cls, period: Period) -> Span:
        """All of the period."""
        return cls(WHOLE, period.start, period.end)

    @classmethod
    def of(cls, period: Period, name: str) -> Span:
        """The part of the period with that name. A month or week that the period cuts is cut.

        Raises InputError for a name that is none, or one outside the period.
        """
        if name == WHOLE:
            return cls.whole(period)
        first, last = _bounds(name)
        if last < period.start or period.end < first:
            what = f"{period.start}至{period.end}之内的月（如2026-01）或周（如2026-W02）"
            raise InputError([Fault("span", expected(what, name))])
        return cls(name, max(first, period.start), min(last, period.end))

    @classmethod
    def between(cls, period: Period, start: date | None, end: date | None) -> Span:
        """The part of the period from start to end, both included (None: the period's own). It bears the name of the
        whole, the month or the week that it is, else both dates.

        Raises InputError, with the paths `from` and `to`, for dates outside the period or in the wrong order.
        """
        faults = [
            Fault(path, expected(f"排班期{period.start}至{period.end}之内的日期", str(day)))
            for path, day in (("from", start), ("to", end))
            if day is not None and not period.start <= day <= period.end
        ]
        first, last = start or period.start, end or period.end
        if not faults and first > last:
            faults = [Fault("to", expected(f"不早于{first}的日期", str(last)))]
        if faults:
            raise InputError(faults)
        known = [cls.whole(period), *cls.months(period), *cls.weeks(period)]
        named = next((span for span in known if (span.start, span.end) == (first, last)), None)
        return named or cls(f"{first}_{last}", first, last)

    @classmethod
    def months(cls, period: Period) -> list[Span]:
        """The months of the period, in order."""
        return [cls.of(period, name) for name in periods_in(period.start, period.end, "month")]

    @classmethod
    def weeks(cls, period: Period) -> list[Span]:
        """The ISO weeks of the period, in order."""
        return [cls.of(period, name) for name in periods_in(period.start, period.end, "week")]

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def words(self) -> str:
        """As a title says it: 2026年第一季度, 2026年1月, 2026年1月5日至1月11日."""
        start, end = self.start, self.end
        if start.day == 1 and _ends_month(end):
            return _whole_months(start, end)
        if start == end:
            return full_date(start)
        return f"{full_date(start)}至{month_day(end) if start.year == end.year else full_date(end)}"


def _bounds(name: str) -> tuple[date, date]:
    try:
        if month := re.fullmatch(r"([0-9]{4})-([0-9]{2})", name):
            first = date(int(month[1]), int(month[2]), 1)
            return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
        if week := re.fullmatch(r"([0-9]{4})-W([0-9]{2})", name):
            first = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return first, first + timedelta(days=6)
    except (ValueError, OverflowError):
        pass
    raise InputError([Fault("span", expected("period、月（如2026-01）或周（如2026-W02）", name))])


def _ends_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _whole_months(start: date, end: date) -> str:
    if start.year != end.year:
        return f"{start.year}年{start.month}月至{end.year}年{end.month}月"
    months = (start.month, end.month)
    year = f"{start.year}年"
    if months == (1, 12):
        return year
    if months in ((1, 6), (7, 12)):
        return year + ("上半年" if start.month == 1 else "下半年")
    if start.month % 3 == 1 and end.month == start.month + 2:
        return f"{year}第{_QUARTERS[start.month // 3]}季度"
    if start.month == end.month:
        return f"{year}{start.month}月"
    return f"{year}{start.month}月至{end.month}月"
