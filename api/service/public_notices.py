"""Notices that everyone may read, where the office lets them: each at an address that stays the same whatever is
published there next, `county-tuesday/2026-01-01_2026-03-31`, or `county-tuesday/2026-01` for a month of it.

What is read are the files that were kept of a publication, in formats that hold nothing but notices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from api.service import audit, offices, publishing, versions
from api.service.actor import Actor
from api.service.errors import NotFoundError
from api.store.tables import OfficeRow, PlanRow, PublicationRow, RosterVersion, VersionState
from calendars.notices.parts import NoticePart, parts_of
from calendars.notices.span import Span
from roster.plan import Plan

FORMATS = ("html", "docx", "newspaper", "txt")
"""What everyone may have. Tables, cards and private feeds are the office's own."""
_START = re.compile(r"([0-9]{4}-[0-9]{2})(-[0-9]{2})?(?:_[0-9]{4}-[0-9]{2}-[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Published:
    """A publication with the plan that it is of, as it was published."""

    row: PublicationRow
    version: RosterVersion

    @property
    def plan(self) -> Plan:
        """The plan."""
        return versions.plan_of(self.version)

    @property
    def parts(self) -> Iterator[NoticePart]:
        """Its notices."""
        return parts_of(self.plan, versions.roster_of(self.version))


@dataclass(frozen=True, slots=True)
class Found:
    """The notice at an address: of the publication `shown`, one of `every` of that plan, the newest first."""

    part: NoticePart
    shown: Published
    every: Sequence[PublicationRow]

    @property
    def superseded(self) -> bool:
        """Whether something else has been published since."""
        return self.shown.row.number != self.every[0].number


def switch(session: Session, actor: Actor, office_id: int, *, on: bool) -> None:
    """Opens the pages to everyone, or closes them."""
    office = offices.lock(session, office_id)
    if office.public_notices != on:
        office.public_notices = on
        audit.record(session, actor, "notices.open" if on else "notices.close", office.key)


def office(session: Session, key: str) -> OfficeRow:
    """The office of that key; NotFoundError where its pages are for nobody."""
    found = offices.find(session, key)
    if not found.public_notices:
        raise NotFoundError("这个单位没有对外公开的公告网页。")
    return found


def plans(session: Session, office_id: int) -> list[PlanRow]:
    """The plans of which something is published, the newest period first."""
    chosen = (
        sa.select(PlanRow)
        .join(RosterVersion, RosterVersion.plan_id == PlanRow.id)
        .where(PlanRow.office_id == office_id, RosterVersion.state == VersionState.PUBLISHED)
    )
    return list(session.scalars(chosen.order_by(PlanRow.start.desc())))


def current(session: Session, plan: PlanRow) -> Published:
    """What is published of a plan now."""
    row = _publications(session, plan)[0]
    return Published(row, publishing.version_of(session, row.version_id))


def find(session: Session, office_id: int, address: str, number: int | None = None) -> Found:
    """The notice at an address: what is published now, or what publication `number` said there. NotFoundError where
    there is none."""
    for plan in (one for one in plans(session, office_id) if _covers(one, address)):
        every = _publications(session, plan)
        row = next((one for one in every if number in (None, one.number)), None)
        if row is None:
            continue
        shown = Published(row, publishing.version_of(session, row.version_id))
        part = next((one for one in shown.parts if address_of(one) == address), None)
        if part is not None:
            return Found(part, shown, every)
    raise NotFoundError("这里没有公布的安排。")


def address_of(part: NoticePart) -> str:
    """Where a notice is read, below the office's notices: duty, unit where it is of one, dates."""
    return "/".join([part.duty.id, *([] if part.unit is None else [part.unit]), dates(part.span)])


def dates(span: Span) -> str:
    """The dates as addresses name them: `2026-01` for a whole month, else the first and the last."""
    month_ends = (span.end + timedelta(days=1)).day == 1
    month = month_ends and span.start == span.end.replace(day=1)
    return f"{span.start:%Y-%m}" if month else f"{span.start}_{span.end}"


def _covers(plan: PlanRow, address: str) -> bool:
    found = _START.fullmatch(address.rpartition("/")[2])
    if found is None:
        return False
    try:
        return plan.start <= date.fromisoformat(found[1] + (found[2] or "-01")) <= plan.end
    except ValueError:
        return False


def _publications(session: Session, plan: PlanRow) -> list[PublicationRow]:
    chosen = (
        sa.select(PublicationRow)
        .join(RosterVersion, RosterVersion.id == PublicationRow.version_id)
        .where(RosterVersion.plan_id == plan.id)
    )
    # What was published is in the files: the record is large, and not asked for.
    chosen = chosen.options(defer(PublicationRow.record), defer(PublicationRow.difference))
    return list(session.scalars(chosen.order_by(PublicationRow.number.desc())))
