"""Applications of leaders, as the office answers them: leave, with the turns that it leaves empty, and swaps."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from api.pages.blueprint import pages
from api.service import applications, applied, leave, swaps
from api.service.applications import LEAVE
from api.service.permissions import Permission
from api.store.tables import ApplicationState
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import Fault, InputError

routes = pages("applications")
_ALL = "/offices/<office>/applications"
_LONGEST = 500
_ENDED = 20


@routes.get(f"{_ALL}/")
@needs(Permission.APPLICATIONS_READ)
def show(office: str) -> str:
    """What waits for an answer, and what was answered last."""
    with database().reading() as session:
        waiting = applied.waiting(session, actor(), office_id())
        ended = applied.ended(session, actor(), office_id(), _ENDED)
    return render_template("applications.html", office=office, waiting=waiting, ended=ended)


@routes.post(f"{_ALL}/<int:number>/approval")
@needs(Permission.APPLICATIONS_WRITE)
def approve(office: str, number: int) -> Response:
    """Grants leave; confirms a swap, and publishes it."""
    with database().writing() as session:
        row = applications.get(session, actor(), office_id(), number)
        if row.kind == LEAVE:
            leave.approve(session, actor(), row, None)
            empties = bool(leave.touched(session, row))
            said = _("已批准，写入台账。空出的班次请逐一找人替换。") if empties else _("已批准，写入台账。")
        else:
            swaps.approve(session, actor(), row, None)
            published = row.state == ApplicationState.APPROVED
            said = _("对调已生效并公布。") if published else _("对调已写成新的版本，送审后公布。")
    return _answered(office, said)


@routes.post(f"{_ALL}/<int:number>/refusal")
@needs(Permission.APPLICATIONS_WRITE)
def refuse(office: str, number: int) -> Response:
    """Refuses, with a word."""
    why = request.form.get("why", "").strip()
    if not why or len(why) > _LONGEST:
        raise InputError([Fault("why", f"请写明不同意的原因，最多{_LONGEST}个字符。")])
    with database().writing() as session:
        applications.refuse(session, actor(), applications.get(session, actor(), office_id(), number), why)
    return _answered(office, _("已答复：不同意。"))


def _answered(office: str, said: str) -> Response:
    flash(said)
    return redirect(url_for("pages_applications.show", office=office), 303)
