"""Hours: one style throughout, and those at which the sessions are held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from calendars.lint.facts import Facts
from calendars.lint.finding import Finding
from calendars.lint.notice import Notice
from calendars.notices.times import Written, written_hours
from calendars.wording import clock_hours, month_day, spoken_hours
from roster.faults import expected
from roster.values import Hours

_PARTS = re.compile("凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚|夜间")
CLOCK, SPOKEN = "clock", "spoken"
_STYLES = {CLOCK: clock_hours, SPOKEN: spoken_hours}


def hour_forms(notice: Notice, _: Facts) -> Iterator[Finding]:
    """上午8:30至12:00 or 8:30—12:00, one of them throughout."""
    found = [(line.number, one, _style(one)) for line in notice.lines for one in written_hours(line.text)]
    styles = [style for _, _, style in found if style]
    usual = max((SPOKEN, CLOCK), key=styles.count) if styles else SPOKEN
    for number, one, style in found:
        if style != usual:
            right = _STYLES[usual]([one.hours])
            yield Finding(number, expected(f"“{right}”（时间应全文一种写法）", one.text))


def hours_held(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """An entry's hours, or those said once for all (接待时间：…), are those of the sessions."""
    if notice.adjustment:
        return
    for entry in notice.entries(facts.span):
        day = entry.mention.day
        if day in facts.on:
            held = {hours for slot in facts.on[day] for hours in slot.hours}
            yield from _compare(entry.number, month_day(day), held, written_hours(entry.text))
    everywhere = {hours for slots in facts.on.values() for slot in slots for hours in slot.hours}
    for line in notice.lines:
        if everywhere and "接待时间：" in line.text:
            yield from _compare(line.number, "", everywhere, written_hours(line.text))


def _compare(number: int, what: str, held: Iterable[Hours], written: list[Written]) -> Iterator[Finding]:
    right, found = set(held), {one.hours for one in written}
    if found and found != right:
        shown = "、".join(one.text for one in written)
        yield Finding(number, f"{what}的时间{expected(f'“{clock_hours(sorted(right))}”', shown)}")


def _style(one: Written) -> str | None:
    """The style in which the hours stand; None for neither."""
    spoken = spoken_hours([one.hours])
    if one.text == clock_hours([one.hours]):
        return CLOCK
    # A second session of one part of the day need not say it again: 上午8:30至9:30、10:00至11:30.
    return SPOKEN if one.text in (spoken, _PARTS.sub("", spoken)) else None
