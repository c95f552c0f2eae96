"""What was really held, and the history that comes of it.

After each session it is recorded, seat by seat, who received the public or that nobody did and why. A correction is a
record more; the last one counts. A seat of which nothing is recorded counts as it was published, and is shown so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.service import audit, offices, versions
from api.service.actor import Actor
from api.service.clock import now
from api.service.errors import ConflictError, NotFoundError
from api.store.tables import HeldSession, PlanRow, RosterVersion, VersionState
from roster.faults import Fault, InputError, expected
from roster.plan import CoverageDuty, Plan
from roster.result import RosterSeat, RosterSlot


@dataclass(frozen=True, slots=True)
class Attended:
    """A seat of a session on its date: who was to hold it, who did (None: nobody), why not, and whether that is
    `recorded` or only as published."""

    plan: int
    slot: RosterSlot
    number: int
    leader: str | None
    reason: str | None
    recorded: bool

    @property
    def seat(self) -> RosterSeat:
        """The seat as it was published."""
        return self.slot.seats[self.number]


def record(
    session: Session,
    actor: Actor,
    plan: PlanRow,
    slot_id: str,
    number: int,
    leader: str | None,
    reason: str | None,
    today: date,
) -> None:
    """Records who held a seat of a session that has taken place; without a leader, why nobody did.

    A leader may say of the own turn alone whether they held it. InputError for a seat that is none, or
    somebody unknown.
    """
    offices.lock(session, plan.office_id)
    row = versions.published(session, plan)
    slot = next((one for one in versions.roster_of(row).slots if one.id == slot_id), None) if row else None
    if row is None or slot is None or number >= len(slot.seats):
        raise NotFoundError("公布的排班表里没有这个席位。")
    if slot.date > today:
        raise ConflictError(f"{slot.date}还没有到，不能登记。")
    if leader is not None and leader not in versions.plan_of(row).leader:
        raise InputError([Fault("leader", expected("名单里的编号", leader, versions.plan_of(row).leader))])
    if (leader is None) == (reason is None):
        raise InputError([Fault("reason", "没有人接待时应写明原因，有人接待时不写。")])
    if actor.leader is not None and (slot.seats[number].leader, leader or actor.leader) != (actor.leader,) * 2:
        raise ConflictError("只能确认自己的班次；由别人接待的请告诉管理员。")
    session.add(
        HeldSession(
            office_id=plan.office_id,
            plan_id=plan.id,
            slot=slot_id,
            seat=number,
            duty=slot.duty,
            role=slot.seats[number].role,
            date=slot.date,
            leader=leader,
            reason=reason,
            by=actor.name,
            at=now(),
        )
    )
    after = {"seat": number, "leader": leader, "reason": reason}
    audit.record(session, actor, "sessions.record", f"sessions/{slot_id}", after=after)


def of_leader(session: Session, office_id: int, start: date, end: date, leader: str) -> Iterator[Attended]:
    """The seats in those dates that a leader was to hold, or has held."""
    return (one for one in attended(session, office_id, start, end) if leader in (one.leader, one.seat.leader))


def attended(session: Session, office_id: int, start: date, end: date) -> Iterator[Attended]:
    """Every seat of the sessions published for those dates, both included, as it was held."""
    recorded = _recorded(session, office_id)
    for row in _published(session, office_id, start, end):
        for slot in versions.roster_of(row).slots:
            if start <= slot.date <= end:
                for number, seat in enumerate(slot.seats):
                    known = recorded.get((row.plan_id, slot.id, number))
                    if known is None:
                        yield Attended(row.plan_id, slot, number, seat.leader, None, recorded=False)
                    else:
                        yield Attended(row.plan_id, slot, number, known.leader, known.reason, recorded=True)


def history(session: Session, office_id: int, start: date, end: date) -> list[dict[str, object]]:
    """The entries of `history` for the next plan: the turns that each leader held in those dates, with the last one's.

    They are added to those with which the plans of that time began. Standbys count only where they stepped in, which is
    recorded in the seat; visits are owed anew in each period.
    """
    turns: dict[tuple[str, str, str], int] = defaultdict(int)
    last: dict[tuple[str, str, str], date] = {}
    plans = [versions.plan_of(row) for row in _published(session, office_id, start, end)]
    for plan in plans[:1]:
        for entry in plan.history:
            key = (entry.leader, entry.duty, entry.role or _first_role(plan, entry.duty))
            turns[key] += entry.turns
            if entry.last is not None:
                last[key] = entry.last
    coverage = {duty.id for plan in plans for duty in plan.duties if isinstance(duty, CoverageDuty)}
    for one in attended(session, office_id, start, end):
        if one.seat.standby or one.leader is None or one.slot.duty not in coverage:
            continue
        key = (one.leader, one.slot.duty, one.seat.role)
        turns[key] += 1
        last[key] = max(last.get(key, one.slot.date), one.slot.date)
    return [
        {"leader": key[0], "duty": key[1], "role": key[2], "turns": turns[key]}
        | ({"last": last[key].isoformat()} if key in last else {})
        for key in sorted(turns)
    ]


def _first_role(plan: Plan, duty: str) -> str:
    found = plan.duty[duty]
    return found.seats[0].role if isinstance(found, CoverageDuty) else ""


def _published(session: Session, office_id: int, start: date, end: date) -> list[RosterVersion]:
    """The versions published now for those dates, the earliest period first."""
    chosen = (
        sa.select(RosterVersion)
        .join(PlanRow, PlanRow.id == RosterVersion.plan_id)
        .where(
            PlanRow.office_id == office_id,
            PlanRow.start <= end,
            PlanRow.end >= start,
            RosterVersion.state == VersionState.PUBLISHED,
        )
        .order_by(PlanRow.start)
        .options(joinedload(RosterVersion.revision))
    )
    return list(session.scalars(chosen))


def _recorded(session: Session, office_id: int) -> dict[tuple[int, str, int], HeldSession]:
    rows = session.scalars(sa.select(HeldSession).where(HeldSession.office_id == office_id).order_by(HeldSession.id))
    return {(row.plan_id, row.slot, row.seat): row for row in rows}
