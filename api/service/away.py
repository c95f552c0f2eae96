"""Who is away on which days, as the register has it: absences of single leaders, and meetings of many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from api.service import offices, register
from api.service.actor import Actor
from api.service.paging import MOST, Page
from api.service.plan_words import PlanWords
from api.service.register import register_data
from api.service.register_check import register_plan
from api.store.tables import Entry
from roster.plan import Absence, Leader, Plan
from roster.plan.people import Period
from roster.selection import Selection
from roster.workdays import WorkingDays


@dataclass(frozen=True, slots=True)
class Away:
    """Why a leader is away on a day, in words; `meeting`: together with others, or for some hours alone."""

    words: str
    meeting: bool


@dataclass(slots=True)
class Row:
    """A leader and the days on which they are away."""

    leader: Leader
    days: dict[date, list[Away]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AwayCalendar:
    """The days of a period, those of them that are working days, and a row for each leader of the unit."""

    days: tuple[date, ...]
    working: frozenset[date]
    rows: tuple[Row, ...]
    plan: Plan
    """The register as a plan, with the absences of those days alone."""


def calendar(session: Session, actor: Actor, office_id: int, period: Period, unit: str | None) -> AwayCalendar:
    """The calendar of a period, of a unit's leaders or (None) of all; a unit administrator sees the own unit's alone,
    and no meetings of others."""
    known = register_data(session, offices.get(session, office_id))
    visible = [entry.value for entry in _absences(session, actor, office_id, period)]
    people: dict[str, Any] = {key: known[key] for key in ("calendar", "units", "venues", "leaders") if key in known}
    plan = register_plan({**people, "absences": visible}, period)
    wanted = actor.unit if actor.unit is not None else unit
    own = plan.leaders if known.get("leaders") else ()
    rows = {one.id: Row(one) for one in own if wanted is None or one.unit == wanted}
    words, selection = PlanWords(plan), Selection(plan)
    for absence in plan.absences:
        away = Away(words.absence(absence), absence.who is not None or isinstance(absence.start, datetime))
        for leader in selection.select(absence.who) if absence.who else (absence.leader or "",):
            for day in _days(absence, period) if leader in rows else ():
                rows[leader].days.setdefault(day, []).append(away)
    count = (period.end - period.start).days + 1
    days = tuple(period.start + timedelta(days=number) for number in range(count))
    working = frozenset(WorkingDays(plan.calendar).in_period(period.start, period.end))
    return AwayCalendar(days, working, tuple(rows.values()), plan)


def _absences(session: Session, actor: Actor, office_id: int, period: Period) -> Iterator[Entry]:
    """All that touch the period and that who asks may see."""
    dates = {"since": period.start.isoformat(), "until": period.end.isoformat()}
    offset, total = 0, 1
    while offset < total:
        found = register.entries(session, actor, office_id, "absences", Page(MOST, offset), dates)
        yield from found.rows
        offset, total = offset + MOST, found.total


def _days(absence: Absence, period: Period) -> Iterator[date]:
    last = absence.end
    if isinstance(last, datetime):
        last = (last - timedelta(minutes=1)).date()
    first = absence.start.date() if isinstance(absence.start, datetime) else absence.start
    day = max(first, period.start)
    while day <= min(last, period.end):
        yield day
        day += timedelta(days=1)
