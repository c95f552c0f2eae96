"""What is told, and to whom: a publication to all of an office, a change to each leader whom it concerns, a turn on the
day before. No reason of anything stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.service import versions
from api.service.messages import News, tell
from api.store.tables import PlanRow, RosterVersion, Target, VersionState
from calendars.wording import clock_hours, full_date
from roster.difference import Difference
from roster.plan import Plan
from roster.result import RosterSlot


def tell_publication(session: Session, office_id: int, plan: Plan, number: int, difference: Difference | None) -> None:
    """A publication to the office's own recipients; a changed one to each leader concerned."""
    targets = list(session.scalars(sa.select(Target).where(Target.office_id == office_id)))
    what = "已公布" if difference is None else "已调整公布"
    for target in (one for one in targets if one.leader is None):
        text = f"{plan.title}{what}。" + ("" if difference is None else f"本次调整{len(difference.entries)}处。")
        tell(session, office_id, _news(target, f"publication {number}", f"{plan.title}{what}", text))
    for leader, lines in _concerned(plan, difference).items():
        for target in (one for one in targets if one.leader == leader):
            news = _news(target, f"publication {number} {leader}", "接访安排有调整", "\n".join(lines))
            tell(session, office_id, news)


def tell_turns(session: Session, office_id: int, at: datetime) -> int:
    """Each leader's turns of the day after `at`, in the plan's own time zone; how many messages there are now more."""
    targets = [one for one in session.scalars(sa.select(Target).where(Target.office_id == office_id)) if one.leader]
    if not targets:
        return 0
    told = 0
    for row in _published(session, office_id, at.date()):
        plan = versions.plan_of(row)
        day = at.astimezone(plan.zone).date() + timedelta(days=1)
        for slot in versions.roster_of(row).held(day):
            for target in targets:
                if any(seat.leader == target.leader for seat in slot.seats):
                    event = f"turn {slot.id} {day} {target.leader}"
                    told += tell(session, office_id, _news(target, event, "明日接访提醒", _turn(plan, slot)))
    return told


def _news(target: Target, event: str, subject: str, text: str) -> News:
    return News(event, target.channel, target.address, subject, text)


def _concerned(plan: Plan, difference: Difference | None) -> dict[str, list[str]]:
    """For each leader the lines that tell of what has changed for them."""
    found: dict[str, list[str]] = {}
    for entry in difference.entries if difference else ():
        duty = plan.duty[entry.duty].name if entry.duty in plan.duty else entry.duty
        for leader, held, words in (
            (entry.before, entry.was, "您原定的班次已调整"),
            (entry.after, entry.now, "请您到场接访"),
        ):
            if leader is not None and held is not None:
                found.setdefault(leader, []).append(f"{full_date(held.date)} {duty}：{words}。")
    return found


def _turn(plan: Plan, slot: RosterSlot) -> str:
    duty = plan.duty[slot.duty].name if slot.duty in plan.duty else slot.duty
    venue = plan.venue.get(slot.venue or "")
    place = f"，地点：{venue.name}" if venue else ""
    return f"{full_date(slot.date)} {clock_hours(slot.hours)} {duty}{place}。"


def _published(session: Session, office_id: int, day: date) -> Iterable[RosterVersion]:
    chosen = (
        sa.select(RosterVersion)
        .join(PlanRow, PlanRow.id == RosterVersion.plan_id)
        .where(
            PlanRow.office_id == office_id,
            PlanRow.start <= day + timedelta(days=2),
            PlanRow.end >= day,
            RosterVersion.state == VersionState.PUBLISHED,
        )
        .options(joinedload(RosterVersion.revision))
    )
    return session.scalars(chosen).all()
