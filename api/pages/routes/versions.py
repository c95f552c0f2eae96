"""Review: a version as list, calendar, table of leaders and days, load, gaps; two versions side by side; undoing."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from api.pages.blueprint import pages
from api.pages.roster_view import Choice, Names, gap_words, loads, months, weeks
from api.pages.words import ZONE
from api.service import offices, plans, restoring, versions, workflow
from api.service.clock import now
from api.service.errors import NotFoundError
from api.service.paging import MOST, Page
from api.service.permissions import Permission
from api.service.plan_changes import Changed
from api.service.rotation import circles
from api.store.tables import PlanRow, RosterVersion, VersionState
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.difference import Difference, difference
from roster.expansion import Past, expand

routes = pages("versions")
_ONE = "/offices/<office>/plans/<int:plan>/versions/<int:version>"
SHOWN_TO_ALL = (VersionState.PUBLISHED, VersionState.SUPERSEDED)
"""The states of versions that are for everyone in the office."""
VIEWS = ("list", "calendar", "table", "load", "rotation", "gaps")


@dataclass(frozen=True, slots=True)
class Undo:
    """The version that undoing leads back to, and what of the plan goes back with it."""

    number: int
    changes: list[Changed]


def version_of(plan: int, version: int) -> tuple[PlanRow, RosterVersion]:
    """The plan and its version; a draft is for those alone who may see plans."""
    with database().reading() as session:
        row = plans.get(session, office_id(), plan)
        found = versions.get(session, row, version)
    if found.state not in SHOWN_TO_ALL and not actor().may(Permission.PLANS_READ):
        raise NotFoundError("没有这一版排班表。")
    return row, found


@routes.get(f"{_ONE}/")
@needs(Permission.ROSTERS_READ)
def read(office: str, plan: int, version: int) -> str:
    """A version in one of its views."""
    row, found = version_of(plan, version)
    content, roster = versions.plan_of(found), versions.roster_of(found)
    asked = request.args
    listed = months(roster)
    month = asked.get("month", "")
    choice = Choice(
        month if month in listed else _first_shown(listed),
        asked.get("unit", ""),
        asked.get("leader", ""),
        asked.get("duty", ""),
    )
    slots = [slot for slot in roster.slots if choice.takes(slot)]
    view = asked.get("view", "list")
    may_see = actor().may(Permission.PLANS_READ)
    return render_template(
        "version.html",
        office=office,
        plan=row,
        version=found,
        content=content,
        roster=roster,
        names=Names(content),
        choice=choice,
        months=listed,
        slots=sorted(slots, key=lambda slot: (slot.date, slot.hours, slot.id)),
        view=view if view in VIEWS else "list",
        loads=loads(content, roster),
        circles=[one for one in circles(found) if choice.takes_circle(one.unit, one.duty)]
        if view == "rotation"
        else [],
        weeks=weeks(choice.month) if choice.month else [],
        gaps=[gap_words(content, gap) for gap in roster.gaps] if may_see else [],
        others=_others(row) if may_see else [],
        undo=_undone(row, found) if may_see else None,
        taken_back=_taken_back(row, found) if may_see else [],
        sign_off=_sign_off(),
    )


@routes.get(f"{_ONE}/compare")
@needs(Permission.PLANS_READ)
def compare(office: str, plan: int, version: int) -> str:
    """What this version changes in another."""
    row, found = version_of(plan, version)
    _row, other = version_of(plan, request.args.get("with", version, int))
    content = versions.plan_of(found)
    past = Past(versions.roster_of(other), content.period.start)
    changes: Difference = difference(expand(content, past), past.roster, versions.roster_of(found).slots)
    return render_template(
        "compare.html", office=office, plan=row, version=found, other=other, changes=changes, names=Names(content)
    )


@routes.post(f"{_ONE}/restore")
@needs(Permission.PLANS_WRITE)
def restore(office: str, plan: int, version: int) -> Response:
    """Makes an older version the newest draft: what came after it stays, and can be restored too."""
    with database().writing() as session:
        row = plans.get(session, office_id(), plan)
        why = _("恢复第%(number)d版", number=version)
        made = restoring.restore(session, actor(), row, versions.get(session, row, version), why)
    flash(_("第%(old)d版已恢复为第%(new)d版草稿。", old=version, new=made.number))
    return redirect(url_for("pages_versions.read", office=office, plan=plan, version=made.number), 303)


def _first_shown(listed: list[str]) -> str:
    """This month where something is held in it, else the first."""
    now_month = f"{now().astimezone(ZONE):%Y-%m}"
    return now_month if now_month in listed else (listed[0] if listed else "")


def _sign_off() -> bool:
    """Whether the office wants its rosters approved before they are published."""
    with database().reading() as session:
        return workflow.of(offices.get(session, office_id())).sign_off


def _undone(row: PlanRow, found: RosterVersion) -> Undo | None:
    """What undoing the version's edit leads to, where it is the newest one and was made from another."""
    if found.based_on is None or _others(row)[:1] != [found.number]:
        return None
    with database().reading() as session:
        before = versions.get(session, row, found.based_on)
        return Undo(before.number, restoring.taken_back(session, row, before))


def _taken_back(row: PlanRow, found: RosterVersion) -> list[Changed]:
    with database().reading() as session:
        return restoring.taken_back(session, row, found)


def _others(row: PlanRow) -> list[int]:
    with database().reading() as session:
        return [one.number for one in versions.every(session, row, Page(limit=MOST)).rows]
