"""Versions of a plan's roster: every solve, swap, substitution and edit makes one more, with who, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.service import audit, plans
from api.service.actor import Actor
from api.service.clock import now
from api.service.errors import ConflictError, NotFoundError
from api.service.paging import Page, Paged, paged
from api.store.tables import PlanRow, Revision, RosterVersion, VersionState
from roster.difference import Difference
from roster.files import parse_roster, roster_bytes
from roster.plan import Plan
from roster.result import Roster

PUBLIC = (VersionState.PUBLISHED, VersionState.SUPERSEDED)
"""The states of what was published, which others than administrators may see."""
_KEPT_READ = 32


@dataclass(frozen=True, slots=True)
class Made:
    """A roster that was made, and how (`solve`, `replan`, `swap`, `substitute`, `edit`), from which version, why, and
    what it changes in that one."""

    roster: Roster
    origin: str
    why: str
    based_on: int | None = None
    difference: Difference | None = None


def add(session: Session, actor: Actor, revision: Revision, made: Made) -> RosterVersion:
    """Keeps a roster as the next draft of its plan."""
    row = RosterVersion(
        plan_id=revision.plan_id,
        revision_id=revision.id,
        number=_next_number(session, revision.plan_id),
        state=VersionState.DRAFT,
        origin=made.origin,
        based_on=made.based_on,
        content=roster_bytes(made.roster),
        status=made.roster.status,
        calendar=made.roster.calendar,
        gaps=len(made.roster.gaps),
        levels=[level.model_dump() for level in made.roster.levels],
        difference=_data(made.difference),
        at=now(),
        by=actor.name,
        why=made.why,
    )
    session.add(row)
    session.flush()
    after = {"origin": made.origin, "why": made.why, "gaps": row.gaps}
    audit.record(session, actor, "versions.add", f"plans/{row.plan_id}/versions/{row.number}", after=after)
    return row


def get(session: Session, plan: PlanRow, number: int) -> RosterVersion:
    """The version of that number, with its revision of the plan."""
    chosen = sa.select(RosterVersion).where(RosterVersion.plan_id == plan.id, RosterVersion.number == number)
    row = session.scalar(chosen.options(joinedload(RosterVersion.revision)))
    if row is None:
        raise NotFoundError("没有这一版排班表。")
    return row


def published(session: Session, plan: PlanRow) -> RosterVersion | None:
    """The version that is published now."""
    chosen = sa.select(RosterVersion).where(
        RosterVersion.plan_id == plan.id, RosterVersion.state == VersionState.PUBLISHED
    )
    return session.scalar(chosen.options(joinedload(RosterVersion.revision)))


def every(session: Session, plan: PlanRow, page: Page, states: tuple[str, ...] | None = None) -> Paged[RosterVersion]:
    """The plan's versions, the newest first; of those states alone, where given."""
    chosen = sa.select(RosterVersion).where(RosterVersion.plan_id == plan.id).order_by(RosterVersion.number.desc())
    return paged(session, chosen if states is None else chosen.where(RosterVersion.state.in_(states)), page)


def roster_of(row: RosterVersion) -> Roster:
    """The version's roster."""
    return _parsed(row.content)


def plan_of(row: RosterVersion) -> Plan:
    """The plan that the version was made from; the row was read with its revision."""
    return plans.read(row.revision.content, row.revision.suffix)


def check_unpublished(row: RosterVersion) -> None:
    """ConflictError for a version that was published already."""
    if row.state in PUBLIC:
        raise ConflictError("这一版已经公布过，不能再改。")


@lru_cache(maxsize=_KEPT_READ)
def _parsed(content: bytes) -> Roster:
    return parse_roster(content)


def _next_number(session: Session, plan_id: int) -> int:
    last = session.scalar(sa.select(sa.func.max(RosterVersion.number)).where(RosterVersion.plan_id == plan_id))
    return (last or 0) + 1


def _data(difference: Difference | None) -> dict[str, Any] | None:
    return None if difference is None else difference.model_dump(mode="json")
