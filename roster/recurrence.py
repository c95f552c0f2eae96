"""Recurrence rules of RFC 5545 (section 3.3.10) whose occurrences are whole days.

python-dateutil expands them. It accepts or ignores much that the RFC forbids, so a rule is checked here first; and
where it departs from the RFC (a BYSETPOS in the week of DTSTART, BYDAY=MO,1TU, a BYWEEKNO without a weekday), what
it is given says the same in a way that it reads right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from typing import Literal

from dateutil import rrule

from roster.faults import expected
from roster.values import fault

FREQUENCIES: Mapping[str, Literal[0, 1, 2, 3]] = {
    "DAILY": rrule.DAILY,
    "WEEKLY": rrule.WEEKLY,
    "MONTHLY": rrule.MONTHLY,
    "YEARLY": rrule.YEARLY,
}
MOST_INTERVAL = 1000
MOST_COUNT = 10_000
_FINER = ("SECONDLY", "MINUTELY", "HOURLY")
_FINER_KEYS = ("BYSECOND", "BYMINUTE", "BYHOUR")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# The largest number of each list, and whether it may be counted from the end.
_NUMBERS = {
    "BYMONTH": (12, False),
    "BYMONTHDAY": (31, True),
    "BYYEARDAY": (366, True),
    "BYWEEKNO": (53, True),
    "BYSETPOS": (366, True),
}
_KEYS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", *_NUMBERS)
_NOT_WITH = {
    "BYMONTHDAY": ("WEEKLY",),
    "BYYEARDAY": ("DAILY", "WEEKLY", "MONTHLY"),
    "BYWEEKNO": ("DAILY", "WEEKLY", "MONTHLY"),
}
_WEEKS_OF_A_YEAR, _WEEKS_OF_A_MONTH = 53, 5
# Dates and weekdays of the Gregorian calendar repeat after 400 years, which are whole weeks.
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097


@dataclass(frozen=True, slots=True)
class Nth:
    """An entry of BYDAY: a weekday (Monday is 0), the n-th of its month or year, or all where n is none."""

    weekday: int
    n: int | None


@dataclass(frozen=True)
class Rule:
    """A rule that the RFC allows. `numbers` holds the lists by key (`BYMONTH` …), only those given."""

    frequency: str
    interval: int
    count: int | None
    until: date | None
    week_start: int
    weekdays: tuple[Nth, ...]
    numbers: Mapping[str, tuple[int, ...]]

    @property
    def names_weekend(self) -> bool:
        """Whether BYDAY has SA or SU."""
        return any(entry.weekday >= 5 for entry in self.weekdays)

    def dates(self, since: date, start: date, end: date) -> list[date]:
        """The occurrences from start to end (both included), ascending. `since` is DTSTART: one only if it matches."""
        last = min(end, self.until or end)
        if since > last:
            return []
        # A rule that never matches is searched up to the year 9999: in the last cycle that is not far.
        shift = timedelta(days=_CYCLE_DAYS * ((MAXYEAR - last.year) // _CYCLE_YEARS))
        occurrences = islice(self._occurrences(since + shift), self.count)
        until_last = takewhile(lambda day: day <= last + shift, occurrences)
        return [day - shift for day in until_last if day - shift >= start]

    def _occurrences(self, since: date) -> Iterator[date]:
        expansion = rrule.rrule(
            FREQUENCIES[self.frequency],
            dtstart=datetime.combine(self._first_day(since), time()),
            interval=self.interval,
            wkst=self.week_start,
            byweekday=self._byweekday(since),
            bymonth=self.numbers.get("BYMONTH"),
            bymonthday=self.numbers.get("BYMONTHDAY"),
            byyearday=self.numbers.get("BYYEARDAY"),
            byweekno=self.numbers.get("BYWEEKNO"),
            bysetpos=self.numbers.get("BYSETPOS"),
        )
        try:
            yield from (moment.date() for moment in expansion if moment.date() >= since)
        except (ValueError, OverflowError):
            return  # dateutil looks into the week behind 31 December 9999: there is nothing more

    def _first_day(self, since: date) -> date:
        """BYSETPOS counts in the whole week of DTSTART, so that the expansion begins with it."""
        if self.frequency != "WEEKLY":
            return since
        return since - timedelta(days=(since.weekday() - self.week_start) % 7)

    def _byweekday(self, since: date) -> list[rrule.weekday] | None:
        entries = self.weekdays
        if not entries and self._takes_weekday_of_start():
            entries = (Nth(since.weekday(), None),)
        if any(entry.n for entry in entries):
            # With one numbered entry dateutil wants all of them numbered.
            entries = tuple(numbered for entry in entries for numbered in self._numbered(entry))
        return [rrule.weekday(entry.weekday, entry.n) for entry in entries] or None

    def _takes_weekday_of_start(self) -> bool:
        """What a rule leaves open comes from DTSTART: here the weekday."""
        days_given = {"BYMONTHDAY", "BYYEARDAY"} & self.numbers.keys()
        return self.frequency == "WEEKLY" or ("BYWEEKNO" in self.numbers and not days_given)

    def _numbered(self, entry: Nth) -> list[Nth]:
        if entry.n:
            return [entry]
        return [Nth(entry.weekday, n) for n in range(1, _most_weeks(self.frequency, self.numbers) + 1)]


@lru_cache(maxsize=1024)
def parse_rule(text: str) -> Rule:
    """Reads `FREQ=MONTHLY;BYDAY=1TU`; the ValueError of a pydantic validator where the RFC, or a whole-day
    rule, does not allow it."""
    parts = _parts(text)
    frequency = _frequency(parts)
    numbers = {key: _numbers(key, parts[key]) for key in _NUMBERS if key in parts}
    rule = Rule(
        frequency=frequency,
        interval=_whole("INTERVAL", parts.get("INTERVAL", "1"), MOST_INTERVAL),
        count=_whole("COUNT", parts["COUNT"], MOST_COUNT) if "COUNT" in parts else None,
        until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
        week_start=_weekday("WKST", parts.get("WKST", "MO")),
        weekdays=tuple(_nth(entry) for entry in parts["BYDAY"].split(",")) if "BYDAY" in parts else (),
        numbers=numbers,
    )
    _check_together(rule)
    return rule


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in text.upper().split(";"):
        key, _, value = part.partition("=")
        if key in _FINER_KEYS:
            raise fault(f"重复规则以天为最小单位，不支持{key}。")
        if key not in _KEYS:
            raise fault(expected("RRULE 的键（如 FREQ、BYDAY）", key, _KEYS))
        if not value:
            raise fault(f"重复规则的 {key} 应有值，实际没有。")
        if key in parts:
            raise fault(f"重复规则的 {key} 应只出现一次，实际出现多次。")
        parts[key] = value
    return parts


def _frequency(parts: Mapping[str, str]) -> str:
    if "FREQ" not in parts:
        raise fault(f"重复规则应有 FREQ（{'、'.join(FREQUENCIES)}之一），实际没有。")
    found = parts["FREQ"]
    if found in _FINER:
        raise fault(f"重复规则以天为最小单位：FREQ 应为{'、'.join(FREQUENCIES)}之一，实际为“{found}”。")
    if found not in FREQUENCIES:
        raise fault(expected(f" FREQ（{'、'.join(FREQUENCIES)}之一）", found, FREQUENCIES))
    return found


def _whole(key: str, value: str, most: int) -> int:
    if re.fullmatch(r"[0-9]{1,6}", value) and 1 <= int(value) <= most:
        return int(value)
    raise fault(expected(f" {key}（1至{most}的整数）", value))


def _numbers(key: str, value: str) -> tuple[int, ...]:
    most, signed = _NUMBERS[key]
    found = []
    for entry in value.split(","):
        shape = r"[+-]?[0-9]{1,3}" if signed else r"[0-9]{1,3}"
        if not re.fullmatch(shape, entry) or not 1 <= abs(int(entry)) <= most:
            valid = f"1至{most}" + (f"或-1至-{most}" if signed else "")
            raise fault(expected(f" {key}（{valid}的整数，以逗号分隔）", entry))
        found.append(int(entry))
    return tuple(found)


def _until(value: str) -> date:
    if re.fullmatch(r"[0-9]{8}", value):
        try:
            return date(int(value[:4]), int(value[4:6]), int(value[6:]))
        except ValueError:
            raise fault(f"UNTIL：没有{value}这一天。应为日期（如20260630）。") from None
    raise fault(expected(" UNTIL 的日期（如20260630）", value))


def _weekday(key: str, value: str) -> int:
    if value in _WEEKDAYS:
        return _WEEKDAYS.index(value)
    raise fault(expected(f" {key}（{'、'.join(_WEEKDAYS)}之一）", value, _WEEKDAYS))


def _nth(entry: str) -> Nth:
    if not (found := re.fullmatch(r"([+-]?[0-9]{1,2})?([A-Z]{2})", entry)):
        raise fault(expected(" BYDAY（如 TU、1TU、-1FR，以逗号分隔）", entry))
    weekday = _weekday("BYDAY", found[2])
    if found[1] is None:
        return Nth(weekday, None)
    n = int(found[1])
    if not 1 <= abs(n) <= _WEEKS_OF_A_YEAR:
        raise fault(expected(f" BYDAY 的序号（1至{_WEEKS_OF_A_YEAR}，或负数）", entry))
    return Nth(weekday, n)


def _most_weeks(frequency: str, numbers: Mapping[str, tuple[int, ...]]) -> int:
    return _WEEKS_OF_A_MONTH if frequency == "MONTHLY" or "BYMONTH" in numbers else _WEEKS_OF_A_YEAR


def _check_together(rule: Rule) -> None:
    """What the RFC forbids in combination."""
    for key, frequencies in _NOT_WITH.items():
        if key in rule.numbers and rule.frequency in frequencies:
            raise fault(f"{key} 不能与 FREQ={rule.frequency} 同用。")
    if rule.count is not None and rule.until is not None:
        raise fault("COUNT 与 UNTIL 应只有其一，实际两者都有。")
    if "BYSETPOS" in rule.numbers and len(rule.numbers) == 1 and not rule.weekdays:
        raise fault("BYSETPOS 应与另一个 BY… 同用，实际单独出现。")
    if any(entry.n for entry in rule.weekdays):
        _check_numbered(rule)


def _check_numbered(rule: Rule) -> None:
    if rule.frequency in ("DAILY", "WEEKLY"):
        raise fault(f"FREQ={rule.frequency} 的 BYDAY 不应有序号（有序号的只用于 MONTHLY 和 YEARLY）。")
    if "BYWEEKNO" in rule.numbers:
        raise fault("BYWEEKNO 在场时 BYDAY 不应有序号。")
    most = _most_weeks(rule.frequency, rule.numbers)
    if any(abs(entry.n or 1) > most for entry in rule.weekdays):
        raise fault(f"一个月中的 BYDAY 序号应在1至{most}（或-1至-{most}）之间。")
