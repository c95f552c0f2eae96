"""Plans: snapshots of a register for a period, each exactly a plan file, with every content they ever had."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import audit, offices
from api.service.actor import Actor
from api.service.clock import now
from api.service.editions import check_edition
from api.service.errors import ConflictError, NotFoundError
from api.service.paging import Page, Paged, paged
from api.service.register import register_data
from api.store.tables import ACTIVE, Job, PlanRow, PublicationRow, Revision, RosterVersion
from roster.faults import Fault, InputError
from roster.files import LoadedPlan, parse_plan
from roster.plan import Plan
from roster.plan_bytes import plan_bytes

YAML, JSON = ".yaml", ".json"
_KEPT_READ = 32


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan file: its bytes and whether it is YAML or JSON."""

    content: bytes
    suffix: str

    @property
    def loaded(self) -> LoadedPlan:
        """The plan in it, with its digest; InputError with all its faults."""
        return _loaded(self.content, self.suffix)


def read(content: bytes, suffix: str) -> Plan:
    """The plan in a file's bytes, which many ask for again and again."""
    return _loaded(content, suffix).plan


@lru_cache(maxsize=_KEPT_READ)
def _loaded(content: bytes, suffix: str) -> LoadedPlan:
    return parse_plan(content, suffix)


def drafted(session: Session, office_id: int, given: dict[str, Any]) -> PlanFile:
    """A plan of the register as it is now: `given` are the keys that are for one period (`title`, `period`, `history`,
    `pins`, `moves`)."""
    data = register_data(session, offices.get(session, office_id))
    return PlanFile(plan_bytes({"format": 1, **given, **data}, YAML), YAML)


def create(session: Session, actor: Actor, office_id: int, file: PlanFile, why: str) -> PlanRow:
    """A new plan with that content, which is kept byte by byte. InputError with all its faults."""
    offices.lock(session, office_id)
    plan = file.loaded.plan
    row = PlanRow(office_id=office_id, title=plan.title, start=plan.period.start, end=plan.period.end, created=now())
    session.add(row)
    session.flush()
    _add_revision(session, actor, row, file, why)
    audit.record(session, actor, "plans.create", f"plans/{row.id}", after={"title": plan.title, "why": why})
    return row


def revise(session: Session, actor: Actor, row: PlanRow, file: PlanFile, why: str, edition: int | None) -> Revision:
    """Gives a plan another content; what it was before stays. The same content makes no new revision."""
    offices.lock(session, row.office_id)
    session.refresh(row)
    check_edition(row, edition)
    loaded = file.loaded
    current = newest(session, row)
    if current.digest == loaded.digest:
        return current
    if _has_publication(session, row) and (loaded.plan.period.start, loaded.plan.period.end) != (row.start, row.end):
        raise InputError([Fault("period", f"已公布的排班期{row.start}至{row.end}不能改。请另建方案。")])
    row.title, row.start, row.end = loaded.plan.title, loaded.plan.period.start, loaded.plan.period.end
    row.revision += 1
    row.version += 1
    revision = _add_revision(session, actor, row, file, why)
    audit.record(
        session,
        actor,
        "plans.revise",
        f"plans/{row.id}",
        before={"digest": current.digest},
        after={"digest": loaded.digest, "revision": row.revision, "why": why},
    )
    return revision


def remove(session: Session, actor: Actor, row: PlanRow, edition: int | None) -> None:
    """Takes a plan away that nothing of was ever published."""
    offices.lock(session, row.office_id)
    session.refresh(row)
    check_edition(row, edition)
    if _has_publication(session, row):
        raise ConflictError("已公布过的方案不能删除。")
    if session.scalar(sa.select(Job.id).where(Job.plan_id == row.id, Job.state.in_(ACTIVE))) is not None:
        raise ConflictError("正在排班，请先取消。")
    for table in (Job, RosterVersion, Revision):
        session.execute(sa.delete(table).where(table.plan_id == row.id))
    session.delete(row)
    audit.record(session, actor, "plans.remove", f"plans/{row.id}", before={"title": row.title})


def every(
    session: Session, office_id: int, page: Page, since: date | None = None, until: date | None = None
) -> Paged[PlanRow]:
    """An office's plans, the latest period first; those that touch the dates, where given."""
    chosen = sa.select(PlanRow).where(PlanRow.office_id == office_id).order_by(PlanRow.start.desc(), PlanRow.id.desc())
    if since is not None:
        chosen = chosen.where(PlanRow.end >= since)
    if until is not None:
        chosen = chosen.where(PlanRow.start <= until)
    return paged(session, chosen, page)


def get(session: Session, office_id: int, plan_id: int) -> PlanRow:
    """The plan of that number; NotFoundError where the office has none."""
    row = session.scalar(sa.select(PlanRow).where(PlanRow.office_id == office_id, PlanRow.id == plan_id))
    if row is None:
        raise NotFoundError("没有这个方案。")
    return row


def newest(session: Session, row: PlanRow) -> Revision:
    """The plan's content as it is now."""
    return session.scalars(sa.select(Revision).where(Revision.plan_id == row.id, Revision.number == row.revision)).one()


def revision(session: Session, row: PlanRow, number: int) -> Revision:
    """The plan's content of that number."""
    found = session.scalar(sa.select(Revision).where(Revision.plan_id == row.id, Revision.number == number))
    if found is None:
        raise NotFoundError("没有这一版方案。")
    return found


def revisions(session: Session, row: PlanRow, page: Page) -> Paged[Revision]:
    """All contents, the newest first."""
    chosen = sa.select(Revision).where(Revision.plan_id == row.id).order_by(Revision.number.desc())
    return paged(session, chosen, page)


def _add_revision(session: Session, actor: Actor, row: PlanRow, file: PlanFile, why: str) -> Revision:
    made = Revision(
        plan_id=row.id,
        number=row.revision,
        content=file.content,
        suffix=file.suffix,
        digest=hashlib.sha256(file.content).hexdigest(),
        at=now(),
        by=actor.name,
        why=why,
    )
    session.add(made)
    session.flush()
    return made


def _has_publication(session: Session, row: PlanRow) -> bool:
    published = (
        sa.select(PublicationRow.id)
        .join(RosterVersion, RosterVersion.id == PublicationRow.version_id)
        .where(RosterVersion.plan_id == row.id)
    )
    return session.scalar(published.limit(1)) is not None
