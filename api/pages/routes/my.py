"""A leader's own page, for the phone: turns to come, the calendar, leave, swaps."""

from __future__ import annotations

from datetime import date

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField, TextAreaField

from api.pages import own
from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most, filled
from api.pages.words import ZONE
from api.service import applications, history, leave, plans, swaps
from api.service.clock import now
from api.service.errors import ConflictError
from api.service.permissions import Permission
from api.store.tables import Application
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import InputError

routes = pages("my")
_MY = "/offices/<office>/my"
_LONGEST_REASON = 500
_SEATS = {"seat": "seat", "with": "other"}


class LeaveForm(PageForm):
    """Leave."""

    start = StringField(validators=[filled(), at_most()])
    end = StringField(validators=[filled(), at_most()])
    reason = TextAreaField(validators=[filled(), at_most(_LONGEST_REASON)])


class SwapForm(PageForm):
    """A swap: the own turn, that of another."""

    seat = SelectField(validators=[filled()], validate_choice=False)
    other = SelectField(validators=[filled()], validate_choice=False)
    reason = TextAreaField(validators=[filled(), at_most(_LONGEST_REASON)])


class HeldForm(PageForm):
    """Whether a past turn was held, and if not why."""

    turn = StringField()
    reason = StringField(validators=[at_most(_LONGEST_REASON)])


@routes.get(f"{_MY}/")
@needs(Permission.OWN_READ)
def show(office: str) -> Response:
    """The page."""
    return _page(office, HeldForm(), 200)


@routes.post(f"{_MY}/held")
@needs(Permission.OWN_WRITE)
def record(office: str) -> Response:
    """Records whether the own turn was held; without, why not."""
    form = HeldForm()
    found = next((one for one in own.past(_today()) if one.key == form.turn.data), None)
    if found is None:
        form.whole.append(_("这个班次不在最近两周您的班次里。"))
        return _page(office, form, 404)
    held = request.form.get("held") == "yes"
    reason = None if held else (form.reason.data or "").strip()
    if reason == "":
        form.reason.errors = [_("请写明为什么没有接待。")]
        return _page(office, form, 422)
    if not held and not form.validate():
        return _page(office, form, 422)
    with database().writing() as session:
        plan = plans.get(session, office_id(), found.sitting.plan)
        leader = own.me() if held else None
        history.record(session, actor(), plan, found.sitting.slot.id, found.held.number, leader, reason, _today())
    flash(_("已登记。"))
    return redirect(url_for("pages_my.show", office=office), 303)


def _page(office: str, form: HeldForm, status: int) -> Response:
    today = _today()
    page = render_template(
        "my.html",
        office=office,
        form=form,
        past=own.past(today),
        today=today,
        turns=[one for one in own.turns(today) if one.held.leader_id == own.me()],
        asked=own.asked(),
        state_words=own.state_words,
        subscription=own.subscription(),
    )
    return make_response(page, status)


@routes.get(f"{_MY}/leave")
@needs(Permission.OWN_WRITE)
def leave_form(office: str) -> Response:
    """The form for leave."""
    return make_response(render_template("my_leave.html", office=office, form=LeaveForm()))


@routes.post(f"{_MY}/leave")
@needs(Permission.OWN_WRITE)
def ask_for_leave(office: str) -> Response:
    """Asks for leave."""
    form = LeaveForm()
    if form.validate():
        try:
            with database().writing() as session:
                leave.apply(
                    session,
                    actor(),
                    office_id(),
                    own.me(),
                    form.start.data or "",
                    form.end.data or "",
                    form.reason.data or "",
                )
        except InputError as error:
            form.take(error)
        else:
            flash(_("请假申请已提交，等待管理员批准。"))
            return redirect(url_for("pages_my.show", office=office), 303)
    return make_response(render_template("my_leave.html", office=office, form=form), 422)


@routes.get(f"{_MY}/swap")
@needs(Permission.OWN_WRITE)
def swap_form(office: str) -> Response:
    """The form for a swap; `?seat=` is the own turn."""
    return _swap_page(office, SwapForm(seat=request.args.get("seat", "")), own.turns(_today()), 200)


@routes.post(f"{_MY}/swap")
@needs(Permission.OWN_WRITE)
def ask_for_swap(office: str) -> Response:
    """Asks another leader to change places."""
    form, turns = SwapForm(), own.turns(_today())
    known = {one.key: one for one in turns}
    mine, theirs = known.get(form.seat.data or ""), known.get(form.other.data or "")
    if form.validate():
        if mine is None or theirs is None or mine.sitting.plan != theirs.sitting.plan:
            form.whole.append("请选两个在同一份排班里、还没有过去的班次。")
        else:
            try:
                with database().writing() as session:
                    plan = plans.get(session, office_id(), mine.sitting.plan)
                    swaps.apply(session, actor(), plan, mine.seat, theirs.seat, form.reason.data or "")
            except InputError as error:
                form.take(error, _SEATS)
            except ConflictError as error:
                form.whole.append(error.reason)
            else:
                flash(_("对调申请已发给对方。"))
                return redirect(url_for("pages_my.show", office=office), 303)
    return _swap_page(office, form, turns, 422)


@routes.post(f"{_MY}/applications/<int:number>")
@needs(Permission.OWN_WRITE)
def answer(office: str, number: int) -> Response:
    """Accepts, refuses, or takes back; what has been overtaken is told."""
    try:
        with database().writing() as session:
            row = applications.get(session, actor(), office_id(), number)
            if request.form.get("act") == "accept":
                swaps.accept(session, actor(), row, None)
            elif request.form.get("act") == "refuse":
                applications.refuse(session, actor(), row, request.form.get("why", "")[:_LONGEST_REASON] or "不方便")
            else:
                applications.withdraw(session, actor(), row, None)
            told = _told(row)
    except InputError as error:
        told = " ".join(fault.reason for fault in error.faults)
    except ConflictError as error:
        told = error.reason
    flash(told)
    return redirect(url_for("pages_my.show", office=office), 303)


def _told(row: Application) -> str:
    words: str = _("已办理：%(state)s。", state=own.state_words(row))
    return words


def _swap_page(office: str, form: SwapForm, turns: list[own.Turn], status: int) -> Response:
    mine = [one for one in turns if one.held.leader_id == own.me()]
    theirs = [one for one in turns if one.held.leader_id != own.me()]
    form.seat.choices = [("", _("请选择")), *((one.key, one.words) for one in mine)]
    form.other.choices = [("", _("请选择")), *((one.key, f"{one.held.leader} · {one.words}") for one in theirs)]
    return make_response(render_template("my_swap.html", office=office, form=form), status)


def _today() -> date:
    return now().astimezone(ZONE).date()
