"""The sessions: none outside the period, none too many, none missing, each where and whence it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from calendars.lint.dates import mentions
from calendars.lint.facts import Facts, day_words
from calendars.lint.finding import Finding
from calendars.lint.notice import Entry, Notice
from calendars.notices.rows import displaced
from calendars.wording import full_date, month_day
from roster.faults import expected, quoted

_ORIGIN = re.compile("原定")
_GIVES_WAY = re.compile("^[^，。、；0-9]{0,4}?(?:顺延|提前|改)(?:至|到|在)")


def outside_dates(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """Every entry lies in the period of the notice, on a day with a session."""
    for entry in notice.entries(facts.span):
        day = entry.mention.day
        if day is None:
            continue
        if day not in facts.span:
            span = f"{full_date(facts.span.start)}至{full_date(facts.span.end)}之间的日期"
            found = entry.mention.text if entry.mention.given_year else full_date(day)
            yield Finding(entry.number, expected(span, found))
        elif not notice.adjustment and day not in facts.on:
            near = min(facts.on, key=lambda other: abs((other - day).days), default=None)
            hint = f"最近的一场在{day_words(near)}。" if near else ""
            yield Finding(entry.number, f"{month_day(day)}这一天没有班次。{hint}")


def missing_sessions(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """Every day of the span with a session has an entry."""
    if notice.adjustment:
        return
    entries = list(notice.entries(facts.span))
    listed = {entry.mention.day for entry in entries}
    for day, slots in facts.on.items():
        if day not in listed:
            names = "、".join(facts.expected(day))
            who = f"（{names}）" if names and len(slots) == 1 else ""
            yield Finding(_where(notice, entries, day), f"应有{day_words(day)}的班次{who}，实际没有。")


def moved_sessions(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """原定2月17日 names the date from which the session was moved; 顺延至 that to which a holiday moved it."""
    for entry in notice.entries(facts.span):
        slots = facts.on.get(entry.mention.day, ()) if entry.mention.day else ()
        nominal = {slot.nominal_date for slot in slots}
        for line in entry.lines:
            for said in _ORIGIN.finditer(line.text):
                origin = next(iter(mentions(line.text[said.end() :], facts.span)), None)
                if (
                    origin
                    and nominal
                    and not notice.adjustment
                    and _monthday(origin.day) not in map(_monthday, nominal)
                ):
                    right = "、".join(month_day(day) for day in sorted(nominal))
                    yield Finding(line.number, f"原定日期{expected(f'“{right}”', origin.text)}")
    moved = dict(displaced(facts.plan, facts.duty, facts.slots, facts.span))
    for line in notice.lines:
        found = list(mentions(line.text, facts.span))
        for old, new in pairwise(found):
            held = moved.get(old.day) if old.day else None
            between = line.text[old.end : new.start].lstrip("）)")
            if old.day and held and new.day != held and _GIVES_WAY.match(between):
                told = expected(f"“{month_day(held)}”", new.text)
                yield Finding(line.number, f"{month_day(old.day)}改在的日期{told}")


def venues_held(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """The venues of an entry are those of its sessions, in a notice that prints them day by day."""
    entries = [(entry, _venues(facts, entry)) for entry in notice.entries(facts.span)]
    if notice.adjustment or not any(found for _, found in entries):
        return
    by_day: dict[date, set[str]] = {}
    for entry, found in entries:
        if entry.mention.day is not None:
            by_day.setdefault(entry.mention.day, set()).update(found)
    for day, found in by_day.items():
        right = {facts.plan.venue[slot.venue].name for slot in facts.on.get(day, ()) if slot.venue in facts.plan.venue}
        if not right or found == right:
            continue
        number = next(entry.number for entry, _ in entries if entry.mention.day == day)
        wrong = sorted(found - right)
        if wrong:
            number = next(entry.number for entry, own in entries if entry.mention.day == day and own & set(wrong))
        told = f"“{'、'.join(sorted(right - found) or sorted(right))}”"
        shown = quoted("、".join(wrong)) if wrong else ""
        yield Finding(number, f"{month_day(day)}的地点应有{told}，实际{f'为{shown}' if wrong else '没有'}。")


def _venues(facts: Facts, entry: Entry) -> set[str]:
    return {found[0] for found in facts.venues.finditer(entry.text)}


def _where(notice: Notice, entries: list[Entry], day: date) -> int:
    """The line at which the entry of that day should stand: behind the last one before it."""
    before = [entry.number for entry in entries if entry.mention.day is not None and entry.mention.day < day]
    after = [entry.number for entry in entries if entry.mention.day is not None and entry.mention.day > day]
    return max(before, default=None) or min(after, default=notice.title.number)


def _monthday(day: date | None) -> tuple[int, int] | None:
    return (day.month, day.day) if day else None
