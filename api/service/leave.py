"""Leave (请假) that leaders apply for: approved, it is an absence of the register like any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.service import applications, offices, register, versions
from api.service.actor import Actor
from api.service.applications import LEAVE
from api.service.errors import ConflictError
from api.service.register_check import check_change
from api.store.tables import Application, ApplicationState, Entry, PlanRow, RosterVersion, VersionState
from roster.faults import Fault, InputError, expected


@dataclass(frozen=True, slots=True)
class Touched:
    """A seat of a published version that falls into a leave."""

    plan: int
    version: int
    slot: str
    date: date
    role: str


def apply(
    session: Session, actor: Actor, office_id: int, leader: str, start: str, end: str, reason: str
) -> Application:
    """Asks for leave: `start` and `end` as in an absence. InputError for what could be no absence of the register."""
    office = offices.lock(session, office_id)
    actor.check_unit(_unit(session, office_id, leader))
    before = register.register_data(session, office)
    absences = [*before.get("absences", ()), {"leader": leader, "start": start, "end": end, "reason": reason}]
    check_change(before, {**before, "absences": absences}, "absences", len(absences) - 1)
    value = {"start": start, "end": end, "reason": reason}
    row = Application(office_id=office_id, kind=LEAVE, leader=leader, value=value)
    applications.add(session, actor, row, None)
    name = applications.name_of(session, office_id, leader)
    applications.tell_administrators(session, row, f"{name}申请请假，请登录处理。")
    return row


def approve(session: Session, actor: Actor, row: Application, why: str | None) -> Application:
    """Grants leave: it becomes an absence of the register."""
    if row.kind != LEAVE:
        raise ConflictError("这不是请假申请。")
    applications.lock(session, row, ApplicationState.WAITING)
    value = {"leader": row.leader, **row.value}
    row.entry = register.add(session, actor, row.office_id, "absences", value).key
    applications.pass_on(session, actor, row, ApplicationState.APPROVED, why)
    applications.tell_leader(session, row, row.leader, "您的请假申请已批准。")
    return row


def touched(session: Session, row: Application) -> list[Touched]:
    """The published seats of the leader on the dates of a leave, by date: who grants it has to fill them."""
    if row.kind != LEAVE:
        return []
    first, last = date.fromisoformat(row.value["start"][:10]), date.fromisoformat(row.value["end"][:10])
    chosen = (
        sa.select(RosterVersion)
        .join(PlanRow, PlanRow.id == RosterVersion.plan_id)
        .where(
            PlanRow.office_id == row.office_id,
            PlanRow.start <= last,
            PlanRow.end >= first,
            RosterVersion.state == VersionState.PUBLISHED,
        )
        .options(joinedload(RosterVersion.revision))
    )
    found = [
        Touched(version.plan_id, version.number, slot.id, slot.date, seat.role)
        for version in session.scalars(chosen)
        for slot in versions.roster_of(version).slots
        if first <= slot.date <= last
        for seat in slot.seats
        if seat.leader == row.leader
    ]
    return sorted(found, key=lambda one: (one.date, one.slot))


def _unit(session: Session, office_id: int, leader: str) -> str | None:
    chosen = sa.select(Entry).where(Entry.office_id == office_id, Entry.kind == "leaders", Entry.key == leader)
    entry = session.scalar(chosen)
    if entry is None:
        raise InputError([Fault("leader", expected("台账里一位领导的编号", leader))])
    return entry.unit
