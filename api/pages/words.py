"""How pages write dates, spans and times; in English where that is chosen."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from api.pages.language import language
from roster.referee.levels.titles import TITLES
from roster.values import Hours

ZONE = ZoneInfo("Asia/Shanghai")
_WEEKDAYS = "一二三四五六日"


def weekday(day: date) -> str:
    """`星期二`."""
    return f"{day:%a}" if language() == "en" else f"星期{_WEEKDAYS[day.weekday()]}"


def short_day(day: date) -> str:
    """`11月24日`."""
    return f"{day.day} {day:%b}" if language() == "en" else f"{day.month}月{day.day}日"


def full_day(day: date) -> str:
    """`2026年11月24日`."""
    return f"{short_day(day)} {day.year}" if language() == "en" else f"{day.year}年{short_day(day)}"


def span(start: date, end: date) -> str:
    """`2026年1月1日至3月31日`."""
    last = short_day(end) if start.year == end.year else full_day(end)
    return f"{full_day(start)} – {full_day(end)}" if language() == "en" else f"{full_day(start)}至{last}"


def hours(sessions: tuple[Hours, ...]) -> str:
    """`8:30—11:30、13:30—17:00`."""
    joined = [f"{_clock(one.start)}—{_clock(one.end)}" for one in sessions]
    return (", " if language() == "en" else "、").join(joined)


def moment(at: datetime) -> str:
    """A moment to the minute, as clocks in China show it."""
    local = at.astimezone(ZONE)
    return f"{full_day(local.date())} {local:%H:%M}"


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def init_words(app: Flask) -> None:
    """Gives templates these words."""
    app.jinja_env.filters.update(weekday=weekday, short_day=short_day, full_day=full_day, hours=hours, moment=moment)
    app.jinja_env.globals.update(span=span, level_titles=TITLES)
