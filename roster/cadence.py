"""Cadence: how often a duty is held. Reads the phrase of `when` (每周二, 每月第一个周二 …) or an RFC 5545 rule."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from roster.faults import expected
from roster.periods import every_day
from roster.recurrence import Rule, parse_rule
from roster.values import WEEKDAYS, fault

if TYPE_CHECKING:
    from roster.workdays import WorkingDays

_WEEKDAY = "(?:周|星期)[一二三四五六日天]"
_WEEKDAYS = f"{_WEEKDAY}(?:[、至]{_WEEKDAY})*"
_PLACES = ("一", "二", "三", "四")
_FORTNIGHT = "每两周"
_EXAMPLES = (
    "每天",
    "每个工作日",
    "每周二、周四",
    "每周一至周五",
    *(f"每{day}" for day in WEEKDAYS),
    *(f"{_FORTNIGHT}{day}" for day in WEEKDAYS),
    *(f"每月第{place}个{day}" for place in _PLACES for day in WEEKDAYS),
    *(f"每月最后一个{day}" for day in WEEKDAYS),
    *(f"每月第{place}周周一至周五" for place in _PLACES),
    "每月15日",
    "每月8日、25日",
)
# Other ways in which people write the same; only for asking whether that was meant.
_MENDS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"[，,；;及和与]", "、"),
    (r"[-－—–~～到]+", "至"),
    (r"[的 \u3000]", ""),
    ("礼拜", "周"),
    (r"(?<=[周期第])[1-6]", lambda digit: "一二三四五六"[int(digit[0]) - 1]),
    (r"每?隔一?周|每?双周|每2周|每二周", _FORTNIGHT),
    (r"每日", "每天"),
    (r"^工作日|每工作日", "每个工作日"),
    (r"每个(?=[周星月])", "每"),
    (r"(?<=[0-9])[号號]", "日"),
    (r"每周周", "每周"),
    (r"(?<=[、至])(?=[一二三四五六日天])", "周"),
    (r"(?<=[0-9])(?=、[0-9])", "日"),
)
_LONGEST_HINT = 60


class Cadence(Protocol):
    """The dates that a phrase gives, before holidays move or remove any."""

    @property
    def keeps_weekends(self) -> bool:
        """Whether an ordinary Saturday or Sunday that it gives stands: it names one, or is 每天."""

    def dates(self, days: WorkingDays, start: date, end: date) -> list[date]:
        """Its dates from start to end, the plan's period, ascending; `days` tells 每个工作日 what is one."""


@dataclass(frozen=True, slots=True)
class EveryWorkingDay:
    """每个工作日: every working day, make-up days included."""

    keeps_weekends: bool = False

    def dates(self, days: WorkingDays, start: date, end: date) -> list[date]:
        """The working days from start to end."""
        return days.in_period(start, end)


@dataclass(frozen=True, slots=True)
class OnDates:
    """The calendar dates for which `gives` holds."""

    gives: Callable[[date], bool]
    keeps_weekends: bool

    def dates(self, days: WorkingDays, start: date, end: date) -> list[date]:
        """The dates from start to end that the phrase gives."""
        return [day for day in every_day(start, end) if self.gives(day)]


@dataclass(frozen=True, slots=True)
class ByRule:
    """A recurrence rule with its DTSTART, by default the start of the period."""

    rule: Rule
    since: date | None

    @property
    def keeps_weekends(self) -> bool:
        """Whether BYDAY has SA or SU."""
        return self.rule.names_weekend

    def dates(self, days: WorkingDays, start: date, end: date) -> list[date]:
        """The rule's occurrences from start to end."""
        return self.rule.dates(self.since or start, start, end)


def is_rule(phrase: str) -> bool:
    """Whether it is written as an RFC 5545 rule."""
    return "=" in phrase


def needs_since(phrase: str) -> bool:
    """Whether it counts weeks from a date that has to be given (每两周)."""
    return phrase.startswith(_FORTNIGHT)


def check_phrase(value: str) -> str:
    """The phrase itself where it is one; otherwise the error of a pydantic validator, in Chinese."""
    # Any date will do: only the words are judged here, `since` by `check_since`.
    parse(value, date.min if needs_since(value) else None)
    return value


def check_since(phrase: str | None, since: date | None) -> str | None:
    """The reason why a valid phrase does not go with that `since`, in Chinese, or none."""
    if since is None:
        return _lacks_since(phrase) if phrase is not None and needs_since(phrase) else None
    if phrase is None:
        return "没有 when 时不应有 since。"
    if needs_since(phrase) or is_rule(phrase):
        return None
    return f"since 只用于“{_FORTNIGHT}…”和 RRULE，“{phrase}”不应有 since。"


def _lacks_since(phrase: str) -> str:
    return f"“{phrase}”应有 since（算在内的一周中的任一日期，如2026-01-05），实际没有。"


@lru_cache(maxsize=1024)
def parse(phrase: str, since: date | None) -> Cadence:
    """The cadence of a phrase or rule; `since` is a date in a week that counts (每两周) or DTSTART (a rule).

    ValueError (of a pydantic validator, in Chinese) where the phrase is none, or 每两周 lacks `since`.
    """
    if is_rule(phrase):
        return ByRule(parse_rule(phrase), since)
    if phrase == "每天":
        return OnDates(lambda _: True, keeps_weekends=True)
    if phrase == "每个工作日":
        return EveryWorkingDay()
    for pattern, read in _SHAPES:
        if found := re.fullmatch(pattern, phrase):
            return read(found, since)
    raise fault(expected("频次（如“每周二”“每月第一个周二”“每月15日”，或 RRULE）", phrase, _near(phrase)))


def _weekly(found: re.Match[str], since: date | None) -> OnDates:
    return _on_weekdays(found["days"], lambda _: True)


def _fortnightly(found: re.Match[str], since: date | None) -> OnDates:
    if since is None:
        raise fault(_lacks_since(found[0]))
    parity = _week(since) % 2
    return _on_weekdays(found["days"], lambda day: _week(day) % 2 == parity)


def _in_nth_week(found: re.Match[str], since: date | None) -> OnDates:
    place = _PLACES.index(found["place"])
    # The first week is that of the month's first Monday: a week counts where its Monday lies.
    return _on_weekdays(found["days"], lambda day: _place_in_month(_monday(day)) == place)


def _nth_weekday(found: re.Match[str], since: date | None) -> OnDates:
    place = _PLACES.index(found["place"])
    return _on_weekdays(found["days"], lambda day: _place_in_month(day) == place)


def _last_weekday(found: re.Match[str], since: date | None) -> OnDates:
    return _on_weekdays(found["days"], lambda day: day.day + 7 > monthrange(day.year, day.month)[1])


def _monthly(found: re.Match[str], since: date | None) -> OnDates:
    days = [int(number) for number in re.findall("[0-9]+", found[0])]
    for number in days:
        if not 1 <= number <= 31:
            raise fault(expected("1日至31日", f"{number}日"))
    _no_repeat([f"{number}日" for number in days])
    return OnDates(lambda day: day.day in days, keeps_weekends=False)


_SHAPES: tuple[tuple[str, Callable[[re.Match[str], date | None], OnDates]], ...] = (
    (f"每(?P<days>{_WEEKDAYS})", _weekly),
    (f"{_FORTNIGHT}(?P<days>{_WEEKDAYS})", _fortnightly),
    (f"每月第(?P<place>[{''.join(_PLACES)}])周(?P<days>{_WEEKDAYS})", _in_nth_week),
    (f"每月第(?P<place>[{''.join(_PLACES)}])个(?P<days>{_WEEKDAY})", _nth_weekday),
    (f"每月最后一个(?P<days>{_WEEKDAY})", _last_weekday),
    ("每月[0-9]{1,2}日(?:、[0-9]{1,2}日)*", _monthly),
)


def _on_weekdays(text: str, week_counts: Callable[[date], bool]) -> OnDates:
    weekdays = _read_weekdays(text)
    return OnDates(
        lambda day: day.weekday() in weekdays and week_counts(day),
        keeps_weekends=any(weekday >= 5 for weekday in weekdays),
    )


def _read_weekdays(text: str) -> frozenset[int]:
    """Reads `周一、周三至周五` (Monday is 0)."""
    weekdays: list[int] = []
    for item in text.replace("星期", "周").replace("周天", "周日").split("、"):
        ends = [WEEKDAYS.index(name) for name in item.split("至")]
        if len(ends) > 2 or (len(ends) == 2 and ends[0] >= ends[1]):
            raise fault(expected("从前到后的星期范围（如“周一至周五”）", item))
        weekdays += range(ends[0], ends[-1] + 1)
    _no_repeat([WEEKDAYS[weekday] for weekday in weekdays])
    return frozenset(weekdays)


def _no_repeat(names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise fault(f"每一天应只写一次，实际“{name}”出现多次。")


def _week(day: date) -> int:
    """The number of the day's week, Monday first, counted from the beginning of the calendar (a Monday)."""
    return (day.toordinal() - 1) // 7


def _monday(day: date) -> date:
    return date.fromordinal(_week(day) * 7 + 1)


def _place_in_month(day: date) -> int:
    """0 for a weekday's first date in its month, 1 for the second …"""
    return (day.day - 1) // 7


def _near(phrase: str) -> tuple[str, ...]:
    """What the phrase may have meant: itself, mended, if that is one, otherwise any example."""
    if len(phrase) > _LONGEST_HINT:
        return ()
    mended = phrase
    for pattern, replacement in _MENDS:
        mended = re.sub(pattern, replacement, mended)
    is_one = mended in _EXAMPLES or any(re.fullmatch(pattern, mended) for pattern, _ in _SHAPES)
    return (mended,) if is_one else _EXAMPLES
