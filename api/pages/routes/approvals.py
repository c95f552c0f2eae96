"""Sign-off: a draft is submitted, and approved or sent back by somebody else."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from api.pages.blueprint import pages
from api.service import plans, sign_off
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import Fault, InputError

routes = pages("approvals")
_ONE = "/offices/<office>/plans/<int:plan>/versions/<int:version>"
_LONGEST = 500


@routes.post(f"{_ONE}/submission")
@needs(Permission.PLANS_WRITE)
def submit(office: str, plan: int, version: int) -> Response:
    """Submits a draft."""
    return _passed(office, plan, version, sign_off.submit, _("已送审，请另一位管理员审签。"))


@routes.post(f"{_ONE}/approval")
@needs(Permission.ROSTERS_PUBLISH)
def approve(office: str, plan: int, version: int) -> Response:
    """Approves it."""
    return _passed(office, plan, version, sign_off.approve, _("已批准，可以公布。"))


@routes.post(f"{_ONE}/refusal")
@needs(Permission.PLANS_WRITE)
def refuse(office: str, plan: int, version: int) -> Response:
    """Sends it back."""
    return _passed(office, plan, version, sign_off.refuse, _("已退回为草稿。"))


def _passed(office: str, plan: int, version: int, act: Callable[..., object], told: str) -> Response:
    why = request.form.get("why", "").strip()
    if len(why) > _LONGEST or (act is sign_off.refuse and not why):
        raise InputError([Fault("why", f"请写明原因，最多{_LONGEST}个字符。")])
    with database().writing() as session:
        act(session, actor(), plans.get(session, office_id(), plan), version, why or None)
    flash(told)
    return redirect(url_for("pages_versions.read", office=office, plan=plan, version=version), 303)
