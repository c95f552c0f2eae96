"""The days on which a published schedule was changed: a later notice of them is still that of an adjusted schedule."""

from __future__ import annotations

from collections.abc import Iterator

from calendars.events import Fact
from roster.difference import Difference, Entry
from roster.plan import Plan, VisitDuty
from roster.values import Day


class Adjusted(Fact):
    """A day of a duty; `unit` is that of the slot, and of a visit that of a leader concerned, or none for all."""

    date: Day
    duty: str
    unit: str | None = None


def adjusted_days(plan: Plan, difference: Difference | None) -> tuple[Adjusted, ...]:
    """The days on which anything that differs was or is held, in order."""
    entries = difference.entries if difference else ()
    found = {
        Adjusted(date=sitting.date, duty=entry.duty, unit=unit)
        for entry in entries
        for sitting in (entry.was, entry.now)
        if sitting
        for unit in units_of(plan, entry)
    }
    return in_order(found)


def in_order(days: set[Adjusted]) -> tuple[Adjusted, ...]:
    """By date, duty and unit."""
    return tuple(sorted(days, key=lambda one: (one.date, one.duty, one.unit or "")))


def units_of(plan: Plan, entry: Entry) -> Iterator[str | None]:
    """Whose notices tell of the change: the slot's unit, of a visit those of the leaders and that of all."""
    if isinstance(plan.duty.get(entry.duty), VisitDuty):
        yield from sorted({plan.leader[one].unit for one in (entry.before, entry.after) if one in plan.leader})
        yield None
    else:
        yield entry.unit
