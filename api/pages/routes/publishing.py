"""Publishing a version: the notice as it will be, what has to be acknowledged, and then it is out."""

from __future__ import annotations

from datetime import date

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import BooleanField, DateField, StringField

from api.pages import notice_wording
from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most, filled
from api.pages.notice_wording import DutyWords, Preview
from api.pages.routes.versions import version_of
from api.pages.words import ZONE
from api.service import plans, publishing, versions
from api.service.clock import now
from api.service.errors import ConflictError, StaleError
from api.service.permissions import Permission
from api.service.publishing import GAPS, OUTDATED, PROJECTED, WORDING, Request
from api.store.tables import PlanRow, RosterVersion
from api.web.access import needs
from api.web.context import actor, database, office_id
from calendars.edited import Edits
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
    wording = BooleanField()


@routes.get(_PUBLISH)
@needs(Permission.ROSTERS_PUBLISH)
def ask(office: str, plan: int, version: int) -> Response:
    """The page with the notice."""
    row, found = version_of(plan, version)
    return _page(PublishForm(issued=_today()), row, found, notice_wording.standing(row, found), 200)


@routes.post(_PUBLISH)
@needs(Permission.ROSTERS_PUBLISH)
def publish(office: str, plan: int, version: int) -> Response:
    """Publishes, or shows what it would be."""
    form = PublishForm()
    if form.issued.raw_data and form.issued.data is None:
        form.issued.process_errors = ["应为日期（如2027-01-01）。"]
    row, found = version_of(plan, version)
    words = notice_wording.typed(row, found)
    edits = notice_wording.edits_of(words)
    fine = form.validate()
    if len(edits) < len(words):
        form.whole.append(_("公告文字有几处要改，写在各项旁边。"))
        fine = False
    if request.form.get("act") == "preview":
        return _page(form, row, found, words, 200 if fine else 422)
    if not fine:
        return _page(form, row, found, words, 422)
    acknowledged = {name for name in (GAPS, PROJECTED, OUTDATED, WORDING) if form[name].data}
    wanted = Request(now(), form.why.data or "", frozenset(acknowledged), form.issued.data, edits)
    try:
        with database().writing() as session:
            current = plans.get(session, office_id(), plan)
            edition = request.form.get("edition", type=int)
            made = publishing.publish(session, actor(), current, version, wanted, edition)
    except InputError as error:
        form.whole.extend(_told(error))
        return _page(form, row, found, words, 422)
    except (ConflictError, StaleError) as error:
        form.whole.append(error.reason)
        return _page(form, row, found, words, error.status)
    flash(_("已公布，日历订阅已更新。"))
    return redirect(url_for("pages_publications.read", office=office, publication=made.number), 303)


@routes.post(f"{_PUBLISH}/check")
@needs(Permission.ROSTERS_PUBLISH)
def check(office: str, plan: int, version: int) -> str:
    """What stands beside the form, for what is typed in it so far."""
    row, found = version_of(plan, version)
    edits = notice_wording.edits_of(notice_wording.typed(row, found))
    return render_template("publish_check.html", seen=_seen(row, found, edits, PublishForm().issued.data))


def _told(error: InputError) -> list[str]:
    """What has to be acknowledged, in words for people; contradictions of the wording are told beside the notices."""
    if any(fault.path.startswith("wording.") for fault in error.faults):
        return [_("改过的文字与事实不符，写在公告上方。请改正，或勾选后再公布。")]
    return [fault.reason.split("：应含")[0] + "。" for fault in error.faults]


def _page(form: PublishForm, row: PlanRow, found: RosterVersion, words: list[DutyWords], status: int) -> Response:
    slots = versions.roster_of(found).slots
    coming = min((slot.date for slot in slots if slot.date >= _today()), default=None)
    page = render_template(
        "publish.html",
        office=(request.view_args or {})["office"],
        plan=row,
        version=found,
        form=form,
        words=words,
        seen=_seen(row, found, notice_wording.edits_of(words), form.issued.data),
        acknowledged=form.wording.data,
        coming=coming,
        lead=(coming - _today()).days if coming else None,
    )
    return make_response(page, status)


def _seen(row: PlanRow, found: RosterVersion, edits: Edits, issued: date | None) -> Preview:
    with database().reading() as session:
        first = publishing.of_plan(session, row) is None
    return notice_wording.preview(found, edits, issued or _today(), first=first)


def _today() -> date:
    return now().astimezone(ZONE).date()
