"""The people: everyone on their day, and nobody else; with their post; standbys as standbys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from calendars.lint.facts import Facts
from calendars.lint.finding import Finding
from calendars.lint.notice import Entry, Notice
from calendars.notices.layout import WIDEST_CELL, width
from calendars.wording import month_day, set_name
from roster.faults import expected
from roster.result import STANDBY_ROLE

Found = dict[str, int]
"""Names that stand at a date, each with the number of the line where it stands first."""


def who_sits(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """The names at a date are those of the roster."""
    if notice.adjustment:
        return
    standbys = STANDBY_ROLE in notice.text
    for day, entries in _by_day(notice, facts).items():
        found = _found(facts, entries)
        everyone = facts.expected(day)
        wanted = {facts.name(seat): None for seat in facts.seats(day) if standbys or not seat.standby}
        wrong = [name for name in found if name not in everyone]
        missing = [name for name in wanted if name not in found]
        for here, right in zip_longest(wrong, missing):
            number = found.get(here, entries[0].number)
            if here and right:
                yield Finding(number, f"{month_day(day)}{expected(f'“{right}”', here)}")
            elif here:
                yield Finding(number, f"{here}{month_day(day)}没有班，不应写在这一天。{_own_days(facts, here)}")
            else:
                yield Finding(number, f"{month_day(day)}应有“{right}”，实际没有。")


def double_names(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """Nobody stands at a date more often than the roster has them there."""
    if notice.adjustment:
        return
    for day, entries in _by_day(notice, facts).items():
        seen: Counter[str] = Counter()
        for entry in entries:
            for line, text in _lines(entry):
                for name, _ in facts.people(text):
                    seen[name] += 1
                    if 0 < facts.expected(day)[name] < seen[name]:
                        yield Finding(line, f"{month_day(day)}的“{name}”应只有一处，实际重复。")


def standbys_swapped(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """Who sits stands before who stands by."""
    for day, entries in _by_day(notice, facts).items():
        if notice.adjustment or len(facts.on[day]) != 1:
            continue
        order = list(_found(facts, entries))
        sitting = [facts.name(seat) for seat in facts.seats(day) if not seat.standby and facts.name(seat) in order]
        standing = [facts.name(seat) for seat in facts.seats(day) if seat.standby and facts.name(seat) in order]
        if sitting and standing and min(map(order.index, standing)) < min(map(order.index, sitting)):
            right = f"接访的{'、'.join(sitting)}在前、候补的{'、'.join(standing)}在后"
            yield Finding(entries[0].number, f"{month_day(day)}应为{right}，实际相反。")


def posts(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """The posts of those who sit, in a notice that prints them."""
    days = _by_day(notice, facts)
    wanted = [(day, seat) for day in days for seat in facts.seats(day) if not seat.standby and facts.title(seat)]
    texts = {day: "".join(entry.text for entry in entries).replace("\n", "") for day, entries in days.items()}
    printed = [facts.title(seat) in texts[day] for day, seat in wanted]
    # A notice without posts is none with all of them wrong.
    if notice.adjustment or sum(printed) * 2 < len(printed):
        return
    for (day, seat), there in zip(wanted, printed, strict=True):
        name = facts.name(seat)
        where = _found(facts, days[day]).get(name)
        # A wide cell is wrapped, with other cells between its lines.
        if not there and where is not None and width(facts.title(seat)) <= WIDEST_CELL:
            yield Finding(where, f"{month_day(day)}“{name}”的职务应为“{facts.title(seat)}”，实际不是。")


def names_set(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """Names of two characters are set to three throughout, or nowhere."""
    short = {leader.name for leader in facts.plan.leaders if set_name(leader.name) != leader.name}
    found = [
        (line, name, set_name(name) in text)
        for entry in notice.entries(facts.span)
        for line, text in _lines(entry)
        for name, _ in facts.people(text)
        if name in short
    ]
    if any(spaced for _, _, spaced in found):
        for line, name, spaced in found:
            if not spaced:
                yield Finding(line, expected(f"“{set_name(name)}”（两字姓名占三字，全文一致）", name))


def _by_day(notice: Notice, facts: Facts) -> dict[date, list[Entry]]:
    """The entries of each day that has a session."""
    days: dict[date, list[Entry]] = {}
    for entry in notice.entries(facts.span):
        if entry.mention.day in facts.on:
            days.setdefault(entry.mention.day, []).append(entry)
    return days


def _lines(entry: Entry) -> Iterator[tuple[int, str]]:
    """The lines of an entry by number, the first without its date."""
    for place, line in enumerate(entry.lines):
        yield line.number, line.text if place else line.text[entry.mention.end :]


def _found(facts: Facts, entries: list[Entry]) -> Found:
    found: Found = {}
    for entry in entries:
        for line, text in _lines(entry):
            for name, _ in facts.people(text):
                found.setdefault(name, line)
    return found


def _own_days(facts: Facts, name: str) -> str:
    days = [month_day(day) for day in facts.on if name in facts.expected(day)]
    return f"有班的是{'、'.join(days[:3])}{'等' if len(days) > 3 else ''}。" if days else ""
