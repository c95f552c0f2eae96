"""What needs attention in an office: applications, gaps, drafts, projected working days, a period without plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _

from api.service import applications, plans, versions
from api.service.paging import Page
from api.store.tables import PlanRow, VersionState
from api.web.context import actor, database, office_id

_AHEAD = timedelta(days=30)
_WAITING = ("waiting", "accepted")


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to see to, and where."""

    words: str
    address: str


def matters(office: str, today: date) -> list[Matter]:
    """All of it, for the plans that are not over."""
    found = []
    with database().reading() as session:
        rows = plans.every(session, office_id(), Page(limit=20), since=today).rows
        newest = {row.id: versions.every(session, row, Page(limit=1)).rows for row in rows}
        current = {row.id: versions.published(session, row) for row in rows}
        waiting = sum(
            applications.every(session, actor(), office_id(), Page(limit=1), state=one).total for one in _WAITING
        )
    if waiting:
        words = _("有%(count)d件请假或对调申请要答复。", count=waiting)
        found.append(Matter(words, url_for("pages_applications.show", office=office)))
    for row in rows:
        address = url_for("pages_plans.read", office=office, plan=row.id)
        shown = current[row.id]
        if shown is not None and shown.gaps:
            found.append(Matter(_("“%(title)s”有%(count)d处空缺。", title=row.title, count=shown.gaps), address))
        if shown is not None and shown.calendar == "projected":
            found.append(Matter(_("“%(title)s”的工作日是推算的：放假通知还没有录入。", title=row.title), address))
        drafts = newest[row.id]
        if not drafts:
            found.append(Matter(_("“%(title)s”还没有排班。", title=row.title), address))
        elif drafts[0].state not in (VersionState.PUBLISHED, VersionState.SUPERSEDED):
            words = _("“%(title)s”第%(number)d版还没有公布。", title=row.title, number=drafts[0].number)
            found.append(Matter(words, address))
    if all(row.end < today + _AHEAD for row in rows):
        address = url_for("pages_plans.show", office=office)
        found.append(Matter(_("%(day)s以后还没有排班方案。", day=_last(rows, today)), address))
    return found


def _last(rows: list[PlanRow], today: date) -> str:
    return max((row.end for row in rows), default=today).isoformat()
