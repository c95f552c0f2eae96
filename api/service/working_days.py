"""Working days by the text of the State Council's notice: what it would change in the office's calendar, then that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from api.lists.holiday_notice import Day, HolidayNotice, parse_notice
from api.service import offices, register
from api.service.actor import Actor
from api.store.tables import OfficeRow

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Days:
    """What a notice says, and the calendar that the office's plans have by it."""

    notice: HolidayNotice
    calendar: Data


def preview(session: Session, office_id: int, text: str, year: int | None) -> Days:
    """What the text says and makes of the calendar; InputError with faults by sentence. Nothing is saved."""
    return _days(offices.get(session, office_id), text, year)


def save(session: Session, actor: Actor, office_id: int, text: str, year: int | None) -> Days:
    """Puts the notice's dates into the office's calendar, in place of what it said of them before."""
    office = offices.lock(session, office_id)
    found = _days(office, text, year)
    register.change_settings(session, actor, office_id, {**office.settings, "calendar": found.calendar}, None)
    return found


def _days(office: OfficeRow, text: str, year: int | None) -> Days:
    notice = parse_notice(text, year)
    calendar = dict(office.settings.get("calendar") or {})
    told = {day.date.isoformat() for day in (*notice.off, *notice.worked)}
    for key, days in (("holidays", notice.off), ("workdays", notice.worked)):
        kept = [one for one in calendar.get(key) or () if _date(one) not in told]
        entries = sorted([*kept, *_entries(days)], key=_date)
        calendar = {name: value for name, value in calendar.items() if name != key}
        if entries:
            calendar[key] = entries
    return Days(notice, calendar)


def _entries(days: Iterable[Day]) -> Iterable[Data]:
    return ({"date": day.date.isoformat()} | ({"name": day.name} if day.name else {}) for day in days)


def _date(entry: Any) -> str:
    return str(entry["date"] if isinstance(entry, dict) else entry)
