"""Applications of leaders, as the office answers them: leave, with the turns that it leaves empty, and swaps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from api.pages.blueprint import pages
from api.service import applications, leave, plans, swaps, versions
from api.service.applications import LEAVE, SWAP
from api.service.leave import Touched
from api.service.paging import Page
from api.service.permissions import Permission
from api.store.tables import Application, ApplicationState
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import Fault, InputError

routes = pages("applications")
_ALL = "/offices/<office>/applications"
_LONGEST = 500
_ENDED = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """An application with names, and the published seats that a leave leaves empty, each with its version."""

    row: Application
    name: str
    other: str
    touched: list[tuple[Touched, int]]


@routes.get(f"{_ALL}/")
@needs(Permission.APPLICATIONS_READ)
def show(office: str) -> str:
    """What waits for an answer, and what was answered last."""
    with database().reading() as session:
        waiting = [one for state in ("waiting", "accepted") for one in _in_state(session, state)]
        rows = applications.every(session, actor(), office_id(), Page(limit=_ENDED)).rows
        ended = [_shown(session, row) for row in rows if row.state not in ("waiting", "accepted")]
    return render_template("applications.html", office=office, waiting=waiting, ended=ended)


@routes.post(f"{_ALL}/<int:number>/approval")
@needs(Permission.APPLICATIONS_WRITE)
def approve(office: str, number: int) -> Response:
    """Grants leave; confirms a swap, and publishes it."""
    kinds = {LEAVE: leave.approve, SWAP: swaps.approve}
    return _answered(office, number, lambda session, row: kinds[row.kind](session, actor(), row, None))


@routes.post(f"{_ALL}/<int:number>/refusal")
@needs(Permission.APPLICATIONS_WRITE)
def refuse(office: str, number: int) -> Response:
    """Refuses, with a word."""
    why = request.form.get("why", "").strip()
    if not why or len(why) > _LONGEST:
        raise InputError([Fault("why", f"请写明不同意的原因，最多{_LONGEST}个字符。")])
    return _answered(office, number, lambda session, row: applications.refuse(session, actor(), row, why))


def _answered(office: str, number: int, act: Callable[[Session, Application], Application]) -> Response:
    with database().writing() as session:
        row = act(session, applications.get(session, actor(), office_id(), number))
        refused, kind = row.state == ApplicationState.REFUSED, row.kind
        touched = bool(leave.touched(session, row))
    if refused:
        flash(_("已答复：不同意。"))
    elif kind == SWAP:
        flash(_("对调已生效并公布。"))
    else:
        flash(_("已批准，写入台账。空出的班次请逐一找人替换。") if touched else _("已批准，写入台账。"))
    return redirect(url_for("pages_applications.show", office=office), 303)


def _in_state(session: Session, state: str) -> list[Shown]:
    found = applications.every(session, actor(), office_id(), Page(limit=100), state=state).rows
    return [_shown(session, row) for row in found]


def _shown(session: Session, row: Application) -> Shown:
    def name(leader: str) -> str:
        return applications.name_of(session, row.office_id, leader)

    return Shown(row, name(row.leader), name(row.other) if row.other else "", _touched(session, row))


def _touched(session: Session, row: Application) -> list[tuple[Touched, int]]:
    """Of a leave that is not refused: the seats, with the number of the version that is published now."""
    if row.state not in (ApplicationState.WAITING, ApplicationState.APPROVED):
        return []
    found = leave.touched(session, row)
    numbers = {one.plan: versions.published(session, plans.get(session, row.office_id, one.plan)) for one in found}
    return [(one, version.number) for one in found if (version := numbers[one.plan]) is not None]
