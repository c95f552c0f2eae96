"""Working days of an office: its calendar, its own dates in it, and what the text of the State Council's notice would
change in it, then that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from api.lists.holiday_notice import Day, HolidayNotice, parse_notice
from api.service import offices, register
from api.service.actor import Actor
from api.service.errors import NotFoundError
from api.store.tables import OfficeRow
from roster.plan.people import Calendar
from roster.workdays import SATURDAY, WorkingDays

Data = dict[str, Any]


class DayKind(StrEnum):
    """What a date is: a usual working day, a Saturday or Sunday that is worked instead of another day, a day off, or a
    Saturday or Sunday that nothing makes one."""

    WORKING = "working"
    MADE_UP = "made_up"
    OFF = "off"
    WEEKEND = "weekend"


@dataclass(frozen=True, slots=True)
class Change:
    """A date that is something else, or off by another name, than before."""

    date: date
    before: DayKind
    after: DayKind
    name: str | None


@dataclass(frozen=True, slots=True)
class Days:
    """What a notice says, the calendar that the office's plans have by it, and the dates that it changes."""

    notice: HolidayNotice
    calendar: Data
    changes: tuple[Change, ...]


def kind_of(days: WorkingDays, day: date) -> DayKind:
    """What a date is."""
    if days.is_working(day):
        return DayKind.MADE_UP if day.weekday() >= SATURDAY else DayKind.WORKING
    return DayKind.OFF if days.is_day_off(day) else DayKind.WEEKEND


def calendar_of(session: Session, office_id: int) -> Calendar:
    """The office's calendar."""
    return _calendar(offices.get(session, office_id).settings.get("calendar"))


def preview(session: Session, office_id: int, text: str, year: int | None) -> Days:
    """What the text says and makes of the calendar; InputError with faults by sentence. Nothing is saved."""
    return _days(offices.get(session, office_id), text, year)


def save(session: Session, actor: Actor, office_id: int, text: str, year: int | None) -> Days:
    """Puts the notice's dates into the office's calendar, in place of what it said of them before."""
    office = offices.lock(session, office_id)
    found = _days(office, text, year)
    _keep(session, actor, office, found.calendar)
    return found


def put(session: Session, actor: Actor, office_id: int, day: Day, *, works: bool) -> None:
    """Makes a date the office's own day off, or a day on which it works, in place of what it said of it before."""
    office = offices.lock(session, office_id)
    _keep(session, actor, office, _with(office.settings.get("calendar"), *(((), [day]) if works else ([day], ()))))


def take_out(session: Session, actor: Actor, office_id: int, day: date) -> None:
    """The office says nothing of its own of that date any more; NotFoundError where it does not."""
    office = offices.lock(session, office_id)
    before = office.settings.get("calendar") or {}
    after = _without(before, {day.isoformat()})
    if after == before:
        raise NotFoundError("本单位没有另外规定这一天。")
    _keep(session, actor, office, after)


def _keep(session: Session, actor: Actor, office: OfficeRow, calendar: Data) -> None:
    register.change_settings(session, actor, office.id, {**office.settings, "calendar": calendar}, None)


def _days(office: OfficeRow, text: str, year: int | None) -> Days:
    notice = parse_notice(text, year)
    before = office.settings.get("calendar")
    after = _with(before, notice.off, notice.worked)
    told = sorted((*notice.off, *notice.worked), key=lambda day: day.date)
    return Days(notice, after, tuple(_changes(_calendar(before), _calendar(after), told)))


def _changes(before: Calendar, after: Calendar, told: Iterable[Day]) -> Iterable[Change]:
    old, new = WorkingDays(before), WorkingDays(after)
    for day in told:
        was, will = kind_of(old, day.date), kind_of(new, day.date)
        if (was, old.name_of(day.date)) != (will, new.name_of(day.date)):
            yield Change(day.date, was, will, new.name_of(day.date) or day.name)


def _with(calendar: Data | None, off: Iterable[Day], worked: Iterable[Day]) -> Data:
    """The calendar with those dates, in place of what it said of them before."""
    off, worked = tuple(off), tuple(worked)
    made = _without(calendar or {}, {day.date.isoformat() for day in (*off, *worked)})
    for key, days in (("holidays", off), ("workdays", worked)):
        if days:
            made[key] = sorted([*made.get(key, ()), *map(_entry, days)], key=_date)
    return made


def _without(calendar: Data, dates: set[str]) -> Data:
    made = dict(calendar)
    for key in ("holidays", "workdays"):
        kept = [one for one in made.pop(key, None) or () if _date(one) not in dates]
        if kept:
            made[key] = kept
    return made


def _calendar(settings: Data | None) -> Calendar:
    return Calendar.model_validate(settings or {})


def _entry(day: Day) -> Data:
    return {"date": day.date.isoformat()} | ({"name": day.name} if day.name else {})


def _date(entry: Any) -> str:
    return str(entry["date"] if isinstance(entry, dict) else entry)
