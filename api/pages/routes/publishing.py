"""Publishing a version: the notice as it will be, what has to be acknowledged, and then it is out."""

from __future__ import annotations

from datetime import date

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import BooleanField, DateField, StringField

from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most, filled
from api.pages.notice import preview
from api.pages.routes.versions import version_of
from api.pages.words import ZONE
from api.service import plans, publishing, versions
from api.service.clock import now
from api.service.errors import ConflictError, StaleError
from api.service.permissions import Permission
from api.service.publishing import GAPS, OUTDATED, PROJECTED, Request
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import InputError

routes = pages("publishing")
_PUBLISH = "/offices/<office>/plans/<int:plan>/versions/<int:version>/publish"


class PublishForm(PageForm):
    """A publication."""

    why = StringField(default="公布", validators=[filled(), at_most(500)])
    issued = DateField()
    gaps = BooleanField()
    projected = BooleanField()
    outdated = BooleanField()


@routes.get(_PUBLISH)
@needs(Permission.ROSTERS_PUBLISH)
def ask(office: str, plan: int, version: int) -> Response:
    """The page with the notice."""
    return _page(PublishForm(issued=_today()), plan, version, 200)


@routes.post(_PUBLISH)
@needs(Permission.ROSTERS_PUBLISH)
def publish(office: str, plan: int, version: int) -> Response:
    """Publishes."""
    form = PublishForm()
    if form.issued.raw_data and form.issued.data is None:
        form.issued.process_errors = ["应为日期（如2027-01-01）。"]
    if not form.validate():
        return _page(form, plan, version, 422)
    acknowledged = {name for name in (GAPS, PROJECTED, OUTDATED) if form[name].data}
    wanted = Request(now(), form.why.data or "", frozenset(acknowledged), form.issued.data)
    try:
        with database().writing() as session:
            row = plans.get(session, office_id(), plan)
            made = publishing.publish(session, actor(), row, version, wanted, request.form.get("edition", type=int))
    except InputError as error:
        form.whole.extend(fault.reason.split("：应含")[0] + "。" for fault in error.faults)
        return _page(form, plan, version, 422)
    except (ConflictError, StaleError) as error:
        form.whole.append(error.reason)
        return _page(form, plan, version, error.status)
    flash(_("已公布，日历订阅已更新。"))
    return redirect(url_for("pages_publications.read", office=office, publication=made.number), 303)


def _page(form: PublishForm, plan: int, version: int, status: int) -> Response:
    row, found = version_of(plan, version)
    slots = versions.roster_of(found).slots
    coming = min((slot.date for slot in slots if slot.date >= _today()), default=None)
    issued = form.issued.data or _today()
    page = render_template(
        "publish.html",
        office=(request.view_args or {})["office"],
        plan=row,
        version=found,
        form=form,
        notices=preview(found, issued),
        coming=coming,
        lead=(coming - _today()).days if coming else None,
    )
    return make_response(page, status)


def _today() -> date:
    return now().astimezone(ZONE).date()
