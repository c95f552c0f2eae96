"""When leaders are available: from `joins` to `leaves`, outside the hours of their absences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from roster.plan import Absence, Plan
from roster.selection import Selection
from roster.values import Hours

DAY = 24 * 60


class Presence:
    """Availability of every leader of a plan, by date and hours."""

    def __init__(self, plan: Plan, selection: Selection) -> None:
        self._stay = {leader.id: (leader.joins or date.min, leader.leaves or date.max) for leader in plan.leaders}
        self._away: dict[tuple[str, date], list[tuple[int, int, int]]] = defaultdict(list)
        for number, absence in enumerate(plan.absences):
            leaders = selection.select(absence.who) if absence.who else (absence.leader,)
            for day, start, end in _days(absence, plan.period.start, plan.period.end):
                for leader in leaders:
                    if leader is not None:
                        self._away[leader, day].append((start, end, number))

    def stays(self, leader: str, day: date) -> bool:
        """Whether the leader is in office on that date."""
        joins, leaves = self._stay[leader]
        return joins <= day <= leaves

    def absences(self, leader: str, day: date, hours: tuple[Hours, ...]) -> list[int]:
        """The places in the plan's `absences` of those that overlap the hours on that date."""
        away = self._away.get((leader, day), ())
        return [number for start, end, number in away if any(start < one.end and one.start < end for one in hours)]

    def free(self, leader: str, day: date, hours: tuple[Hours, ...]) -> bool:
        """Whether the leader is in office, and no absence of theirs overlaps the hours."""
        joins, leaves = self._stay[leader]
        if not joins <= day <= leaves:
            return False
        away = self._away.get((leader, day))
        return away is None or not any(start < one.end and one.start < end for start, end, _ in away for one in hours)


def _days(absence: Absence, first: date, last: date) -> Iterator[tuple[date, int, int]]:
    """The dates of the period that an absence touches, each with the minutes from midnight that it covers."""
    start, from_minute = _split(absence.start)
    if isinstance(absence.end, datetime):
        end, to_minute = _split(absence.end)
    else:
        end, to_minute = absence.end, DAY
    day = max(start, first)
    while day <= min(end, last):
        yield day, from_minute if day == start else 0, to_minute if day == end else DAY
        day += timedelta(days=1)


def _split(moment: date | datetime) -> tuple[date, int]:
    if isinstance(moment, datetime):
        return moment.date(), moment.hour * 60 + moment.minute
    return moment, 0
