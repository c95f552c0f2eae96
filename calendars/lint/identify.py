"""Of which duty, unit and span an edited notice is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from calendars.lint.facts import names_in, names_pattern
from calendars.lint.notice import Notice
from calendars.notices.content import place, subject
from calendars.notices.parts import duty_copies
from calendars.notices.rows import Duty
from calendars.notices.span import Span
from roster.faults import Fault, InputError, expected
from roster.plan import Plan
from roster.result import Roster, RosterSlot

Candidate = tuple[Duty, str | None, Sequence[RosterSlot]]
_HIT_COUNTS = 4
"""A leader on the right day counts more than all names in a title: of those, one is easily left from another notice."""
_QUARTERS, _HALVES = "一二三四", "上下"
_DAY = "(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})日"


def span_of(text: str, plan: Plan) -> Span | None:
    """The span of time that a title names (2026年1月, 2026年第一季度, 2026年1月5日至1月11日); None where it names none.
    A span may reach beyond the plan's period."""
    if found := re.search(f"([0-9]{{4}})年([0-9]{{1,2}})月([0-9]{{1,2}})日至{_DAY}", text):
        first = _date(found[1], found[2], found[3])
        last = _date(found[4] or found[1], found[5], found[6])
        return Span("part", first, last) if first and last and first <= last else None
    if found := re.search("([0-9]{4})年第([一二三四])季度", text):
        month = _QUARTERS.index(found[2]) * 3 + 1
        return _months(found[1], month, found[1], month + 2)
    if found := re.search("([0-9]{4})年([上下])半年", text):
        month = _HALVES.index(found[2]) * 6 + 1
        return _months(found[1], month, found[1], month + 5)
    if found := re.search("([0-9]{4})年([0-9]{1,2})月至(?:([0-9]{4})年)?([0-9]{1,2})月(?![0-9]*日)", text):
        return _months(found[1], int(found[2]), found[3] or found[1], int(found[4]))
    if found := re.search("([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日", text):
        day = _date(*found.groups())
        return Span("part", day, day) if day else None
    if found := re.search("([0-9]{4})年([0-9]{1,2})月", text):
        return _months(found[1], int(found[2]), found[1], int(found[2]))
    if found := re.search("([0-9]{4})年", text):
        return _months(found[1], 1, found[1], 12)
    return None


def identify(notice: Notice, plan: Plan, roster: Roster, duty: str | None, unit: str | None) -> Candidate:
    """The duty and unit whose leaders stand on their days, and whose names in the title, most often; among those asked
    for, where any are. InputError where there are none, or nothing in the notice points at any."""
    _check(plan, duty, unit)
    candidates = [
        (found, at, slots)
        for found, at, slots in duty_copies(plan, roster)
        if duty in (None, found.id) and unit in (None, at)
    ]
    if not candidates:
        raise InputError([Fault("unit", f"这项职责在单位“{unit}”没有班次。")])
    scores = [(_score(notice, plan, candidate), -len(candidate[2]), candidate) for candidate in candidates]
    best, _, found = max(scores, key=lambda scored: scored[:2])
    if best == 0 and len(candidates) > 1:
        raise InputError(
            [Fault("duty", "认不出这份文书是哪项职责的：标题里没有，日期和领导也对不上。请用 --duty 指明。")]
        )
    return found


def _check(plan: Plan, duty: str | None, unit: str | None) -> None:
    if duty is not None and duty not in plan.duty:
        raise InputError([Fault("duty", expected("方案里的职责编号", duty, plan.duty))])
    if unit is not None and unit not in plan.unit:
        raise InputError([Fault("unit", expected("方案里的单位编号", unit, plan.unit))])


def _score(notice: Notice, plan: Plan, candidate: Candidate) -> int:
    duty, unit, slots = candidate
    whole = Span.whole(plan.period)
    held = {
        (slot.date, plan.leader[seat.leader].name)
        for slot in slots
        for seat in slot.seats
        if seat.leader in plan.leader
    }
    pattern = names_pattern(plan)
    hits = sum(
        (entry.mention.day, name) in held
        for entry in notice.entries(whole)
        for name, _ in names_in(pattern, entry.text)
    )
    names = {subject(duty, place(plan, unit)), place(plan, unit), *((plan.unit[unit].name,) if unit else ())}
    return _HIT_COUNTS * hits + sum(bool(name) and name in notice.heading for name in names)


def _months(year: str, month: int, last_year: str, last: int) -> Span | None:
    start = _date(year, month, 1)
    next_month = _date(int(last_year) + last // 12, last % 12 + 1, 1)
    if start is None or next_month is None or next_month <= start:
        return None
    return Span("part", start, next_month - timedelta(days=1))


def _date(year: str | int, month: str | int, number: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None
