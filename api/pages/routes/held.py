"""A past session as it was really held: who received the public in each seat, or why nobody did; and corrections."""

from __future__ import annotations

from datetime import date

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField

from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most
from api.pages.week import Held, Sitting, sittings
from api.pages.words import ZONE
from api.service import history, plans, versions
from api.service.clock import now
from api.service.errors import NotFoundError
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import InputError

routes = pages("held")
_HELD = "/offices/<office>/plans/<int:plan>/held"


class HeldForm(PageForm):
    """Who held a seat (empty: nobody), and why nobody did."""

    leader = SelectField(validate_choice=False)
    reason = StringField(validators=[at_most(500)])


@routes.get(_HELD)
@needs(Permission.SESSIONS_WRITE)
def show(office: str, plan: int) -> Response:
    """The seats of the session `?slot=` on `?date=`."""
    sitting = _sitting(plan)
    return _page(office, sitting, _forms(sitting), 200)


@routes.post(_HELD)
@needs(Permission.SESSIONS_WRITE)
def record(office: str, plan: int) -> Response:
    """Records all of them, or none."""
    sitting = _sitting(plan)
    forms = _forms(sitting)
    wrong = [form for _held, form in forms if not form.validate()]
    if wrong:
        return _page(office, sitting, forms, 422)
    today = now().astimezone(ZONE).date()
    asked = forms[0][1]
    try:
        with database().writing() as session:
            row = plans.get(session, office_id(), plan)
            for held, asked in forms:
                leader, reason = asked.leader.data or None, (asked.reason.data or "").strip() or None
                history.record(session, actor(), row, sitting.slot.id, held.number, leader, reason, today)
    except InputError as error:
        asked.take(error)
        return _page(office, sitting, forms, 422)
    flash(_("已登记。"))
    return redirect(url_for("pages_home.show", office=office), 303)


def _sitting(plan: int) -> Sitting:
    """The session that the address names."""
    try:
        day = date.fromisoformat(request.args.get("date", ""))
    except ValueError:
        raise NotFoundError("没有这场接访。") from None
    for one in sittings(day, day):
        if (one.plan, one.slot.id) == (plan, request.args.get("slot")):
            return one
    raise NotFoundError("没有这场接访。")


def _forms(sitting: Sitting) -> list[tuple[Held, HeldForm]]:
    """A form for each seat that is not a standby's; as it was recorded, or as it was planned."""
    with database().reading() as session:
        row = versions.published(session, plans.get(session, office_id(), sitting.plan))
    leaders = [] if row is None else [(one.id, one.name) for one in versions.plan_of(row).leaders]
    found = []
    for held in sitting.seats:
        if not held.standby:
            form = HeldForm(prefix=f"seat-{held.number}-", leader=held.leader_id or "", reason=held.reason or "")
            form.leader.choices = [("", _("没有人接待")), *leaders]
            found.append((held, form))
    return found


def _page(office: str, sitting: Sitting, forms: list[tuple[Held, HeldForm]], status: int) -> Response:
    return make_response(render_template("held.html", office=office, sitting=sitting, forms=forms), status)
