"""Publishing a version: the record of it, the feeds, and what supersedes what. All at once or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.service import audit, feed_bodies, news, offices, sign_off, versions, wording
from api.service.actor import Actor
from api.service.editions import check_edition
from api.service.errors import ConflictError, NotFoundError
from api.service.paging import Page, Paged, paged
from api.store.tables import OfficeRow, PlanRow, PublicationRow, RosterVersion, VersionState
from calendars.edited import Edits
from calendars.record import PublicationRecord, next_record, record_bytes, without_expired
from roster.difference import Difference, difference
from roster.expansion import Past, expand
from roster.faults import Fault, InputError
from roster.plan import Plan
from roster.result import Roster

GAPS, PROJECTED, OUTDATED, WORDING = "gaps", "projected", "outdated", "wording"
"""What is not published unless it is acknowledged: empty seats, working days that no notice has settled, a roster that
was made before the plan was changed, and edited sentences of a notice that contradict the facts."""


@dataclass(frozen=True, slots=True)
class Request:
    """A publication that is asked for: when, why, what is acknowledged; `issued` is the date under the signature,
    `edits` the wording of notices (None: that of the plan's last publication)."""

    at: datetime
    why: str
    acknowledged: frozenset[str] = frozenset()
    issued: date | None = None
    edits: Edits | None = None


def publish(
    session: Session, actor: Actor, plan: PlanRow, number: int, wanted: Request, edition: int | None = None
) -> PublicationRow:
    """Publishes a draft: it supersedes what was published of the plan, and the feeds show it with the commit.

    `edition` is that of the plan, which a publication raises: of two who publish at once the second is told.

    InputError where something is to be acknowledged first; ConflictError where it was published already, or another
    plan of the office is published for dates of this one, or it is not approved where the office wants that.
    """
    office = offices.lock(session, plan.office_id)
    session.refresh(plan)
    check_edition(plan, edition)
    row = versions.get(session, plan, number)
    session.refresh(row, ["state", "steps"])
    versions.check_unpublished(row)
    if office.sign_off:
        sign_off.check(row)
    _check_acknowledged(plan, row, wanted.acknowledged)
    _check_period(session, plan)
    content, roster = versions.plan_of(row), versions.roster_of(row)
    check = WORDING not in wanted.acknowledged
    worded = wording.decided(content, roster, wanted.edits, of_plan(session, plan), check=check)
    last = last_publication(session, office.id)
    previous = record_of(last) if last else None
    # Two publications within a second would leave feeds that changed with the time that they had.
    at = wanted.at if previous is None else max(wanted.at, previous.time + timedelta(seconds=1))
    old = versions.published(session, plan)
    changed = _difference(content, roster, old)
    record = next_record(previous, content, roster, at, changed)
    if old is not None:
        old.state = VersionState.SUPERSEDED
        session.flush()
    row.state = VersionState.PUBLISHED
    office.publications += 1
    plan.version += 1
    made = PublicationRow(
        office_id=office.id,
        number=office.publications,
        version_id=row.id,
        before_id=old.id if old else None,
        record=record_bytes(record),
        difference=changed.model_dump(mode="json") if changed else None,
        issued=wanted.issued or at.astimezone(content.zone).date(),
        wording=worded,
        acknowledged=sorted(wanted.acknowledged),
        at=at,
        by=actor.name,
        why=wanted.why,
    )
    session.add(made)
    session.flush()
    feed_bodies.write(session, office.id, content, record, at)
    news.tell_publication(session, office.id, content, made.number, changed)
    after = {"publication": made.number, "why": wanted.why, "acknowledged": made.acknowledged}
    audit.record(session, actor, "versions.publish", f"plans/{plan.id}/versions/{number}", after=after)
    return made


def refresh(session: Session, office: OfficeRow, at: datetime) -> bool:
    """The daily refresh: what has expired leaves the feeds, and nothing else changes. Whether anything did."""
    offices.lock(session, office.id)
    last = last_publication(session, office.id)
    if last is None:
        return False
    record = without_expired(record_of(last), at)
    version = session.scalars(
        sa.select(RosterVersion).where(RosterVersion.id == last.version_id).options(joinedload(RosterVersion.revision))
    ).one()
    return feed_bodies.write(session, office.id, versions.plan_of(version), record, at) > 0


def every(session: Session, office_id: int, page: Page) -> Paged[PublicationRow]:
    """An office's publications, the newest first."""
    chosen = sa.select(PublicationRow).where(PublicationRow.office_id == office_id)
    return paged(session, chosen.order_by(PublicationRow.number.desc()), page)


def get(session: Session, office_id: int, number: int) -> PublicationRow:
    """The publication of that number."""
    found = session.scalar(
        sa.select(PublicationRow).where(PublicationRow.office_id == office_id, PublicationRow.number == number)
    )
    if found is None:
        raise NotFoundError("没有这次公布。")
    return found


def last_publication(session: Session, office_id: int) -> PublicationRow | None:
    """An office's last publication."""
    return session.scalar(
        sa.select(PublicationRow)
        .where(PublicationRow.office_id == office_id)
        .order_by(PublicationRow.number.desc())
        .limit(1)
    )


def of_plan(session: Session, plan: PlanRow) -> PublicationRow | None:
    """The last publication of a plan."""
    return session.scalar(
        sa.select(PublicationRow)
        .join(RosterVersion, RosterVersion.id == PublicationRow.version_id)
        .where(RosterVersion.plan_id == plan.id)
        .order_by(PublicationRow.number.desc())
        .limit(1)
    )


def record_of(row: PublicationRow) -> PublicationRecord:
    """The record of a publication."""
    return PublicationRecord.model_validate_json(row.record)


def version_of(session: Session, version_id: int) -> RosterVersion:
    """A version by its row's number, with its revision of the plan."""
    chosen = sa.select(RosterVersion).where(RosterVersion.id == version_id)
    return session.scalars(chosen.options(joinedload(RosterVersion.revision))).one()


def _check_acknowledged(plan: PlanRow, row: RosterVersion, acknowledged: frozenset[str]) -> None:
    faults = []
    if row.revision.number != plan.revision and OUTDATED not in acknowledged:
        reason = f"方案后来改过（第{plan.revision}版），这份排班表是按第{row.revision.number}版排的，请重排。"
        faults.append(Fault("acknowledged", f"{reason}一定要公布时应含“{OUTDATED}”，实际没有。"))
    if row.gaps and GAPS not in acknowledged:
        faults.append(Fault("acknowledged", f"有{row.gaps}处空缺。确认后才能公布：应含“{GAPS}”，实际没有。"))
    if row.calendar == "projected" and PROJECTED not in acknowledged:
        reason = f"放假通知尚未公布，工作日是推算的。确认后才能公布：应含“{PROJECTED}”，实际没有。"
        faults.append(Fault("acknowledged", reason))
    if faults:
        raise InputError(faults)


def _check_period(session: Session, plan: PlanRow) -> None:
    """A publication speaks for its whole period: what another plan has published for it would be cancelled in feeds."""
    other = session.scalar(
        sa.select(PlanRow)
        .join(RosterVersion, RosterVersion.plan_id == PlanRow.id)
        .where(
            PlanRow.office_id == plan.office_id,
            PlanRow.id != plan.id,
            PlanRow.start <= plan.end,
            PlanRow.end >= plan.start,
            RosterVersion.state == VersionState.PUBLISHED,
        )
        .limit(1)
    )
    if other is not None:
        raise ConflictError(f"“{other.title}”（{other.start}至{other.end}）已经公布，与本方案的日期重叠。")


def _difference(plan: Plan, roster: Roster, old: RosterVersion | None) -> Difference | None:
    """What a publication changes in the one before it of the same plan."""
    if old is None:
        return None
    past = Past(versions.roster_of(old), plan.period.start)
    return difference(expand(plan, past), past.roster, roster.slots)
