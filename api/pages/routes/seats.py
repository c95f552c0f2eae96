"""A seat: why its holder has it, who else could, and giving it to them; of a published version all the way to the
publication."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from api.pages.blueprint import pages
from api.pages.roster_view import Names
from api.pages.routes.versions import version_of
from api.service import plans, publishing, seats, versions
from api.service.clock import now
from api.service.permissions import Permission
from api.service.publishing import GAPS, PROJECTED
from api.service.seats import Seat
from api.store.tables import RosterVersion
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import Fault, InputError
from solver.candidates import Candidates

routes = pages("seats")
_SEAT = "/offices/<office>/plans/<int:plan>/versions/<int:version>/seat"


@routes.get(_SEAT)
@needs(Permission.PLANS_WRITE)
def show(office: str, plan: int, version: int) -> str:
    """The seat and those who could take it."""
    row, found = version_of(plan, version)
    seat = Seat(request.args.get("slot", ""), request.args.get("role") or None, request.args.get("holder") or None)
    content = versions.plan_of(found)
    place = seat.find(versions.roster_of(found))
    placement = seats.explanation_of(found, seat)
    candidates, closed = _candidates(found, seat)
    return render_template(
        "seat.html",
        office=office,
        plan=row,
        version=found,
        place=place,
        names=Names(content),
        placement=placement,
        candidates=candidates,
        closed=closed,
    )


@routes.post(_SEAT)
@needs(Permission.PLANS_WRITE)
def give(office: str, plan: int, version: int) -> Response:
    """Gives the seat to somebody else, or to nobody: a new draft."""
    changes, why = _wanted()
    with database().writing() as session:
        row = plans.get(session, office_id(), plan)
        made = seats.reseated(session, actor(), row, versions.get(session, row, version), changes, why)
    flash(_("已存为第%(number)d版草稿。", number=made.number))
    return redirect(url_for("pages_versions.read", office=office, plan=plan, version=made.number), 303)


@routes.post(f"{_SEAT}/publish")
@needs(Permission.ROSTERS_PUBLISH)
def substitute(office: str, plan: int, version: int) -> Response:
    """The same, and publishes it at once: the feeds change, the adjustment notice is there, people are told."""
    changes, why = _wanted()
    with database().writing() as session:
        row = plans.get(session, office_id(), plan)
        made = seats.reseated(session, actor(), row, versions.get(session, row, version), changes, why)
        wanted = publishing.Request(now(), made.why, frozenset({GAPS, PROJECTED}))
        published = publishing.publish(session, actor(), row, made.number, wanted)
    flash(_("替班已公布，日历订阅已更新，调整公告已备好。"))
    return redirect(url_for("pages_publications.read", office=office, publication=published.number), 303)


def _candidates(found: RosterVersion, seat: Seat) -> tuple[Candidates | None, str]:
    """Those who could; or why the seat cannot change any more."""
    try:
        return seats.candidates_of(found, seat), ""
    except InputError as error:
        return None, "；".join(fault.reason for fault in error.faults)


def _wanted() -> tuple[list[tuple[Seat, str | None]], str]:
    """What the form asks for, and why."""
    form = request.form
    slot, leader = form.get("slot", ""), form.get("leader") or None
    why = form.get("why", "").strip() or "替班"
    if len(why) > 500:
        raise InputError([Fault("why", "原因最多500个字符。")])
    changes: list[tuple[Seat, str | None]] = [
        (Seat(slot, form.get("role") or None, form.get("holder") or None), leader)
    ]
    if form.get("standby"):
        changes.append((Seat(slot, form["standby"], leader), None))
    return changes, why
