"""Absences and meetings of the register."""

from __future__ import annotations

from datetime import date

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import DateField, StringField

from api.pages import entries
from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most
from api.pages.words import ZONE
from api.service.clock import now
from api.service.permissions import Permission
from api.web.access import needs

routes = pages("absences")
_BASE = "/offices/<office>/absences/"


class AbsenceForm(PageForm):
    """Someone who is away, or all of a unit."""

    leader = StringField()
    start = DateField()
    end = DateField()
    reason = StringField(validators=[at_most(500)])


@routes.route(_BASE, methods=["GET", "POST"])
@needs(Permission.ABSENCES_WRITE)
def show(office: str) -> Response:
    """The list, and a form for one more."""
    form = AbsenceForm()
    status = 200
    if request.method == "POST":
        status = 422
        if _complete(form):
            value = {
                "leader": form.leader.data,
                "start": _iso(form.start.data),
                "end": _iso(form.end.data),
                "reason": form.reason.data,
            }
            status = entries.saved(form, "absences", None, entries.without_empty(value), None, {})
        if not status:
            flash(_("已保存。"))
            return redirect(url_for("pages_absences.show", office=office), 303)
    today = now().astimezone(ZONE).date()
    page = render_template(
        "absences.html",
        office=office,
        form=form,
        rows=entries.listed("absences", since=today.isoformat()),
        leaders=entries.names("leaders"),
        today=today,
    )
    return make_response(page, status)


@routes.post(f"{_BASE}<key>/remove")
@needs(Permission.ABSENCES_WRITE)
def remove(office: str, key: str) -> Response:
    """Takes one away."""
    entries.remove("absences", key, request.form.get("edition", type=int))
    flash(_("已删除。"))
    return redirect(url_for("pages_absences.show", office=office), 303)


def _complete(form: AbsenceForm) -> bool:
    fine = form.reason.validate(form)
    if not form.leader.data:
        form.leader.errors = ["请选择领导。"]
        fine = False
    for field in (form.start, form.end):
        if field.data is None:
            field.errors = ["应为日期（如2027-01-01）。"]
            fine = False
    return fine


def _iso(value: date | None) -> str:
    return "" if value is None else value.isoformat()
