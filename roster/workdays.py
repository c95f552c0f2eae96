"""Working days: the office's own dates, then the State Council's notices, then Monday to Friday.

Where the notice of a year is known, it is exact: days off with the bridged days and the make-up working days.
For any other year only the statutory days (《全国年节及纪念日放假办法》) are known, and such a calendar is projected.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import holidays
from chinese_calendar import constants as notices  # type: ignore[import-untyped]

from roster.faults import Fault, InputError
from roster.periods import every_day
from roster.plan.people import Calendar

SATURDAY = 5
_NOTICE_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}
_STATUTORY_NAMES = {
    "元旦": "元旦",
    "农历除夕": "春节",
    "春节": "春节",
    "清明节": "清明节",
    "劳动节": "劳动节",
    "端午节": "端午节",
    "中秋节": "中秋节",
    "国庆节": "国庆节",
}


class _Year(NamedTuple):
    """Days off with their names, make-up working days, and whether a notice says so."""

    off: Mapping[date, str | None]
    made_up: frozenset[date]
    official: bool


@lru_cache(maxsize=64)
def _chinese_year(year: int) -> _Year:
    # Every notice has its National Day; a stray date of a neighbouring year's notice would not prove one.
    if date(year, 10, 1) in notices.holidays:
        off = {day: _NOTICE_NAMES.get(name) for day, name in notices.holidays.items() if day.year == year}
        return _Year(off, frozenset(day for day in notices.workdays if day.year == year), official=True)
    return _Year(_statutory(year), frozenset(), official=False)


def _statutory(year: int) -> dict[date, str | None]:
    """The days off by law alone; the bridged days that the source lists for some years are not the law's."""
    law = holidays.country_holidays("CN", years=[year], observed=False, language="zh_CN")
    named = {day: [_STATUTORY_NAMES[name] for name in law.get_list(day) if name in _STATUTORY_NAMES] for day in law}
    found: dict[date, str | None] = {day: "、".join(names) for day, names in named.items() if names}
    if not found:
        raise InputError([Fault("period", f"应为法定节假日已知的年份（calendar.country 为 CN），实际为{year}年。")])
    return found


class WorkingDays:
    """Which dates are working days. InputError for a year of which not even the statutory days are known."""

    def __init__(self, calendar: Calendar) -> None:
        self._follows_notices = calendar.country == "CN"
        self._workdays = frozenset(entry.date for entry in calendar.workdays)
        self._holidays = {entry.date: entry.name for entry in reversed(calendar.holidays)}

    def is_working(self, day: date) -> bool:
        """Whether the date is a working day."""
        if day in self._workdays:
            return True
        if day in self._holidays:
            return False
        if not self._follows_notices:
            return day.weekday() < SATURDAY
        year = _chinese_year(day.year)
        return day in year.made_up or (day.weekday() < SATURDAY and day not in year.off)

    def is_day_off(self, day: date) -> bool:
        """Whether a notice, a statute or the office makes the date a day off; an ordinary weekend day is none."""
        if day in self._workdays:
            return False
        return day in self._holidays or (self._follows_notices and day in _chinese_year(day.year).off)

    def is_ordinary_weekend(self, day: date) -> bool:
        """Whether it is a Saturday or Sunday that nothing makes a day off."""
        return day.weekday() >= SATURDAY and not self.is_day_off(day)

    def name_of(self, day: date) -> str | None:
        """The holiday's name, the office's own before the festival's; none where it has none or is no day off."""
        if not self.is_day_off(day):
            return None
        festival = _chinese_year(day.year).off.get(day) if self._follows_notices else None
        return self._holidays.get(day) or festival

    def projected(self, start: date, end: date) -> bool:
        """Whether a date from start to end lies in a year whose notice is not known."""
        years = range(start.year, end.year + 1)
        return self._follows_notices and not all(_chinese_year(year).official for year in years)

    def in_period(self, start: date, end: date) -> list[date]:
        """The working days from start to end, both included, ascending."""
        return [day for day in every_day(start, end) if self.is_working(day)]
