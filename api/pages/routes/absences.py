"""Absences and meetings of the register: a calendar of a quarter, a form for one more, the list of those to come."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import DateField, StringField, TimeField
from wtforms.validators import Optional

from api.pages import entries
from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most
from api.pages.quarters import quarter
from api.pages.whom import choices, of_entry, who_of
from api.pages.words import ZONE
from api.service import away
from api.service.clock import now
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import actor, database, office_id

routes = pages("absences")
_BASE = "/offices/<office>/absences/"
_MANY = 60
"""With more leaders than these, the calendar begins with one unit."""


class AbsenceForm(PageForm):
    """Who is away: someone, or many who meet; whole days, or from and to an hour."""

    leader = StringField()
    start = DateField()
    start_time = TimeField(validators=[Optional()])
    end = DateField()
    end_time = TimeField(validators=[Optional()])
    reason = StringField(validators=[at_most(500)])


@routes.route(_BASE, methods=["GET", "POST"])
@needs(Permission.ABSENCES_WRITE)
def show(office: str) -> Response:
    """The calendar, the form, the list."""
    form = AbsenceForm()
    status = 200
    if request.method == "POST":
        status = 422
        if _complete(form):
            value = {
                **who_of(form.leader.data or ""),
                "start": _moment(form.start.data, form.start_time.data),
                "end": _moment(form.end.data, form.end_time.data),
                "reason": form.reason.data,
            }
            kept = {key: one for key, one in value.items() if one not in (None, "")}
            status = entries.saved(form, "absences", None, kept, None, {"who": "leader"})
        if not status:
            flash(_("已保存。"))
            return redirect(url_for("pages_absences.show", office=office, **_shown()), 303)
    return make_response(_page(office, form), status)


@routes.post(f"{_BASE}<key>/remove")
@needs(Permission.ABSENCES_WRITE)
def remove(office: str, key: str) -> Response:
    """Takes one away."""
    entries.remove("absences", key, request.form.get("edition", type=int))
    flash(_("已删除。"))
    return redirect(url_for("pages_absences.show", office=office), 303)


def _page(office: str, form: AbsenceForm) -> str:
    today = now().astimezone(ZONE).date()
    chosen = quarter(request.args.get("quarter", ""), today)
    with database().reading() as session:
        everyone = away.calendar(session, actor(), office_id(), chosen.period, None)
    units = list(dict.fromkeys(row.leader.unit for row in everyone.rows))
    unit = request.args.get("unit", units[0] if len(everyone.rows) > _MANY else "")
    return render_template(
        "absences.html",
        office=office,
        form=form,
        quarter=chosen,
        calendar=everyone,
        rows=[row for row in everyone.rows if not unit or row.leader.unit == unit],
        units=[(one, everyone.plan.unit[one].name) for one in units],
        unit=unit,
        choices=choices(everyone, actor().unit),
        coming=[(row, of_entry(everyone.plan, row.value)) for row in entries.listed("absences", since=str(today))],
        today=today,
    )


def _shown() -> dict[str, Any]:
    """The part of the calendar that is looked at, for the address."""
    return {key: request.args[key] for key in ("quarter", "unit") if key in request.args}


def _complete(form: AbsenceForm) -> bool:
    fine = bool(form.validate())
    if not form.leader.data:
        form.leader.errors = ["请选择领导。"]
        fine = False
    for field in (form.start, form.end):
        if field.data is None:
            field.errors = ["应为日期（如2027-01-01）。"]
            fine = False
    for at in (form.start_time, form.end_time):
        if at.errors:
            at.errors = ["应为时间（如08:30）。"]
    return fine


def _moment(day: date | None, at: time | None) -> str:
    return "" if day is None else day.isoformat() if at is None else f"{day.isoformat()}T{at:%H:%M}"
