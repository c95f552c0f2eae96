"""A seat: why its holder has it, who else could, and what can be done: give it to them, pin, forbid, leave it empty; of
a published version all the way to the publication."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import Optional

from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most
from api.pages.roster_view import Names
from api.pages.routes.versions import version_of
from api.pages.seat_edits import edits, pins_at
from api.service import pins, plans, publishing, seats, versions
from api.service.clock import now
from api.service.errors import ConflictError
from api.service.permissions import Permission
from api.service.pins import Wish
from api.service.publishing import GAPS, PROJECTED
from api.service.seats import Changes, Seat
from api.store.tables import PlanRow, RosterVersion
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import InputError
from solver.candidates import Candidates

routes = pages("seats")
_SEAT = "/offices/<office>/plans/<int:plan>/versions/<int:version>/seat"


class SeatForm(PageForm):
    """A seat, whom it is for (nobody: it stays empty) or which standby moves up to it, and why."""

    slot = HiddenField()
    role = HiddenField()
    holder = HiddenField()
    leader = HiddenField()
    up = HiddenField()
    number = IntegerField(validators=[Optional()])
    why = StringField(validators=[at_most(500)])

    @property
    def seat(self) -> Seat:
        """As the service takes it."""
        return Seat(self.slot.data or "", self.role.data or None, self.holder.data or None)

    @property
    def usual(self) -> str:
        """What is done, where no reason was written."""
        return "替班" if self.up.data or self.leader.data else "空着"

    def reason(self, usual: str) -> str:
        """Why, in a word where nothing was written."""
        return (self.why.data or "").strip() or usual

    def changes(self, row: RosterVersion) -> Changes:
        """Who is to hold what: a standby who moves up leaves their own place empty."""
        leader = self.up.data or self.leader.data or None
        wanted: list[tuple[Seat, str | None]] = [(self.seat, leader)]
        if self.up.data:
            slot = self.seat.find(versions.roster_of(row)).slot
            wanted += [
                (Seat(slot.id, one.role, leader), None) for one in slot.seats if one.standby and one.leader == leader
            ]
        return wanted


@routes.get(_SEAT)
@needs(Permission.PLANS_WRITE)
def show(office: str, plan: int, version: int) -> Response:
    """The seat and those who could take it."""
    asked = request.args
    form = SeatForm(slot=asked.get("slot", ""), role=asked.get("role", ""), holder=asked.get("holder", ""))
    return _page(form, office, plan, version, 200)


@routes.post(_SEAT)
@needs(Permission.PLANS_WRITE)
def give(office: str, plan: int, version: int) -> Response:
    """Gives the seat to somebody else, or to nobody: a new draft."""
    form = SeatForm()

    def act() -> str:
        with database().writing() as session:
            row = plans.get(session, office_id(), plan)
            found = versions.get(session, row, version)
            made = seats.reseated(session, actor(), row, found, form.changes(found), form.reason(form.usual))
        flash(_("已存为第%(number)d版草稿。", number=made.number))
        return url_for("pages_versions.read", office=office, plan=plan, version=made.number)

    return _done(form, office, plan, version, act)


@routes.post(f"{_SEAT}/publish")
@needs(Permission.ROSTERS_PUBLISH)
def substitute(office: str, plan: int, version: int) -> Response:
    """The same, and publishes it at once: the feeds change, the adjustment notice is there, people are told."""
    form = SeatForm()

    def act() -> str:
        with database().writing() as session:
            row = plans.get(session, office_id(), plan)
            found = versions.get(session, row, version)
            made = seats.reseated(session, actor(), row, found, form.changes(found), form.reason(form.usual))
            wanted = publishing.Request(now(), made.why, frozenset({GAPS, PROJECTED}))
            published = publishing.publish(session, actor(), row, made.number, wanted)
        flash(_("替班已公布，日历订阅已更新，调整公告已备好。"))
        return url_for("pages_publications.read", office=office, publication=published.number)

    return _done(form, office, plan, version, act)


@routes.post(f"{_SEAT}/pin")
@needs(Permission.PLANS_WRITE)
def pin(office: str, plan: int, version: int) -> Response:
    """Pins somebody to the seat, in the plan and in a new draft."""
    form = SeatForm()
    return _wished(form, Wish(form.seat, form.leader.data or ""), form.reason("固定"), office, plan, version)


@routes.post(f"{_SEAT}/forbid")
@needs(Permission.PLANS_WRITE)
def forbid(office: str, plan: int, version: int) -> Response:
    """Keeps somebody from the seat, in the plan and in a new draft."""
    form = SeatForm()
    wish = Wish(form.seat, form.leader.data or "", forbid=True)
    return _wished(form, wish, form.reason("不得安排"), office, plan, version)


@routes.post(f"{_SEAT}/release")
@needs(Permission.PLANS_WRITE)
def release(office: str, plan: int, version: int) -> Response:
    """Takes a pin or a forbid out of the plan again; the roster stays."""
    form = SeatForm()

    def act() -> str:
        number = -1 if form.number.data is None else form.number.data
        with database().writing() as session:
            row = plans.get(session, office_id(), plan)
            found = versions.get(session, row, version)
            made = pins.release(session, actor(), row, found, number, form.reason("取消指定"))
        return _same_seat(form, office, made)

    return _done(form, office, plan, version, act)


def _wished(form: SeatForm, wish: Wish, why: str, office: str, plan: int, version: int) -> Response:
    def act() -> str:
        with database().writing() as session:
            row = plans.get(session, office_id(), plan)
            made = pins.keep(session, actor(), row, versions.get(session, row, version), wish, why)
        return _same_seat(form, office, made)

    return _done(form, office, plan, version, act)


def _done(form: SeatForm, office: str, plan: int, version: int, act: Callable[[], str]) -> Response:
    """Does it and goes on to the address where it is seen; or the page again, with what stands in the way."""
    if not form.validate():
        return _page(form, office, plan, version, 422)
    try:
        return redirect(act(), 303)
    except InputError as error:
        form.whole += [fault.reason for fault in error.faults]
        return _page(form, office, plan, version, 422)
    except ConflictError as error:
        form.whole.append(error.reason)
        return _page(form, office, plan, version, error.status)


def _same_seat(form: SeatForm, office: str, made: RosterVersion) -> str:
    """The seat in the new version, whoever holds it there."""
    flash(_("已存为第%(number)d版草稿，方案已照此修改。", number=made.number))
    return url_for(
        "pages_seats.show",
        office=office,
        plan=made.plan_id,
        version=made.number,
        slot=form.slot.data,
        role=form.role.data or None,
    )


def _page(form: SeatForm, office: str, plan: int, version: int, status: int) -> Response:
    row, found = version_of(plan, version)
    content = versions.plan_of(found)
    place = form.seat.find(versions.roster_of(found))
    closed, listed = _candidates(row, found, form.seat)
    page = render_template(
        "seat.html",
        office=office,
        plan=row,
        version=found,
        form=form,
        place=place,
        names=Names(content),
        placement=seats.explanation_of(found, form.seat),
        candidates=listed,
        closed=closed,
        outdated=found.revision.number != row.revision,
        edits=edits(found, form.seat, place) if listed else None,
        pins=pins_at(content, place),
    )
    return make_response(page, status)


def _candidates(row: PlanRow, found: RosterVersion, seat: Seat) -> tuple[str, Candidates | None]:
    """Why the seat cannot change any more; or those who could take it."""
    if found.revision.number != row.revision:
        return _("方案后来改过：请先按变动调整，再改席位。"), None
    try:
        return "", seats.candidates_of(found, seat)
    except InputError as error:
        return "；".join(fault.reason for fault in error.faults), None
