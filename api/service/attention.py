"""What administrators are told of because nobody would see it in time: gaps that come near, and working days that are
other than those a roster was published by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.service import offices, versions
from api.service.messages import News, tell
from api.store.tables import PlanRow, RosterVersion, Target, VersionState
from calendars.wording import full_date
from roster.plan import Plan
from roster.plan.people import Calendar
from roster.workdays import WorkingDays

AHEAD = timedelta(days=14)
"""How long before its date a gap is told of."""


@dataclass(frozen=True, slots=True)
class _Matter:
    """Something to see to, told once for each `event`."""

    event: str
    subject: str
    text: str


def tell_attention(session: Session, office_id: int, at: datetime) -> int:
    """Tells an office's administrators of what needs attention; how many messages there are now more."""
    chosen = sa.select(Target).where(Target.office_id == office_id, Target.administrators)
    targets = list(session.scalars(chosen))
    if not targets:
        return 0
    calendar = Calendar.model_validate(offices.get(session, office_id).settings.get("calendar") or {})
    told = 0
    for row in _published(session, office_id, at.date()):
        plan = versions.plan_of(row)
        today = at.astimezone(plan.zone).date()
        for matter in (*_gaps(row, plan, today), *_working_days(row, plan, calendar, today)):
            for target in targets:
                news = News(matter.event, target.channel, target.address, matter.subject, matter.text)
                told += tell(session, office_id, news)
    return told


def _gaps(row: RosterVersion, plan: Plan, today: date) -> Iterator[_Matter]:
    """Empty seats of slots that come near. Why they are empty is not told."""
    for slot in versions.roster_of(row).slots:
        if not today <= slot.date <= today + AHEAD:
            continue
        duty = plan.duty[slot.duty].name if slot.duty in plan.duty else slot.duty
        for role in dict.fromkeys(seat.role for seat in slot.seats if seat.leader is None):
            text = f"{full_date(slot.date)} {duty}的“{role}”还空缺，请登录安排。"
            yield _Matter(f"gap {row.id} {slot.id} {role}", "有空缺待安排", text)


def _working_days(row: RosterVersion, plan: Plan, calendar: Calendar, today: date) -> Iterator[_Matter]:
    """A notice that came after the roster was made, in the program or in the office's own calendar."""
    start, end = max(plan.period.start, today), plan.period.end
    if start > end:
        return
    by_plan, by_office = WorkingDays(plan.calendar), WorkingDays(calendar)
    if by_plan.in_period(start, end) != by_office.in_period(start, end):
        text = f"本单位的工作日已更新，与“{plan.title}”公布时不同，请登录核对、重排。"
        yield _Matter(f"calendar {row.id}", "放假安排有变化", text)
    elif row.calendar == "projected":
        known = not by_plan.projected(plan.period.start, end)
        text = f"“{plan.title}”是按推算的工作日公布的。" + (
            "放假通知已经公布，请登录核对、重排。" if known else "放假通知公布后，请登录粘贴通知，核对、重排。"
        )
        yield _Matter(f"notice {row.id} {known}", "放假通知要核对", text)


def _published(session: Session, office_id: int, day: date) -> list[RosterVersion]:
    chosen = (
        sa.select(RosterVersion)
        .join(PlanRow, PlanRow.id == RosterVersion.plan_id)
        .where(
            PlanRow.office_id == office_id,
            PlanRow.end >= day - timedelta(days=1),
            RosterVersion.state == VersionState.PUBLISHED,
        )
        .options(joinedload(RosterVersion.revision))
    )
    return list(session.scalars(chosen))
