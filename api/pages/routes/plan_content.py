"""What a plan says beside its duties: refreshed from the register with a preview, and entries taken out."""

from __future__ import annotations

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from api.pages.blueprint import pages
from api.service import plan_entries, plan_refresh, plans
from api.service.errors import ConflictError, StaleError
from api.service.permissions import Permission
from api.service.plan_changes import TITLES, Changed, place_words
from api.store.tables import PlanRow
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import InputError

routes = pages("plan_content")
_CONTENT = "/offices/<office>/plans/<int:plan>/content"


@routes.get(f"{_CONTENT}/")
@needs(Permission.PLANS_WRITE)
def show(office: str, plan: int) -> Response:
    """The page."""
    return _page(office, plan, [], 200)


@routes.post(f"{_CONTENT}/refresh")
@needs(Permission.PLANS_WRITE)
def refresh(office: str, plan: int) -> Response:
    """Takes the lists that were ticked from the register."""
    lists = [one for one in plan_refresh.EVERY if one in request.form.getlist("lists")]
    if not lists:
        return _page(office, plan, [_("请至少选一项。")], 422)
    try:
        with database().writing() as session:
            row = plans.get(session, office_id(), plan)
            edition = request.form.get("edition", type=int)
            plan_refresh.refresh(session, actor(), row, lists, _("从台账更新"), edition)
    except InputError as error:
        return _page(office, plan, _told(error), 422)
    except (ConflictError, StaleError) as error:
        return _page(office, plan, [error.reason], error.status)
    return _changed(office, plan)


@routes.post(f"{_CONTENT}/remove")
@needs(Permission.PLANS_WRITE)
def remove(office: str, plan: int) -> Response:
    """Takes one entry out."""
    form = request.form
    try:
        with database().writing() as session:
            row = plans.get(session, office_id(), plan)
            number = form.get("number", -1, int)
            why, edition = _("去掉一条"), form.get("edition", type=int)
            plan_entries.remove(session, actor(), row, form.get("key", ""), number, why, edition)
    except InputError as error:
        return _page(office, plan, _told(error), 422)
    except (ConflictError, StaleError) as error:
        return _page(office, plan, [error.reason], error.status)
    return _changed(office, plan)


def _changed(office: str, plan: int) -> Response:
    flash(_("方案已改。已有的排班表没有变，请重新排班。"))
    return redirect(url_for("pages_plan_content.show", office=office, plan=plan), 303)


def _page(office: str, plan: int, wrong: list[str], status: int) -> Response:
    with database().reading() as session:
        row = plans.get(session, office_id(), plan)
        revision = plans.newest(session, row)
    content = plans.read(revision.content, revision.suffix)
    changes, against = _preview(row)
    page = render_template(
        "plan_content.html",
        office=office,
        plan=row,
        wrong=wrong,
        changes=changes,
        against=against,
        listed=plan_entries.listed(content),
        titles=TITLES,
    )
    return make_response(page, status)


def _preview(row: PlanRow) -> tuple[list[Changed], list[str]]:
    """What the register would change; or why the plan does not hold with it."""
    try:
        with database().reading() as session:
            return plan_refresh.preview(session, row), []
    except InputError as error:
        return [], _told(error)


def _told(error: InputError) -> list[str]:
    return [place_words(str(fault) if fault.path else fault.reason) for fault in error.faults]
