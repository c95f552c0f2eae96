"""What comes in between: a replan with the fewest changes, an extra session, one that is moved or cancelled.

Each is a job, as every solve.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from flask import make_response, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import DateField, HiddenField, IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, Optional

from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most, filled
from api.pages.roster_view import Names
from api.pages.words import ZONE
from api.service import extra, jobs, moves, plans, versions
from api.service.clock import now
from api.service.errors import ConflictError, NotFoundError, StaleError
from api.service.extra import Extra
from api.service.jobs import Wanted
from api.service.moves import Moved
from api.service.paging import MOST, Page
from api.service.permissions import Permission
from api.store.tables import Job, PlanRow, RosterVersion, VersionState
from api.web.access import needs
from api.web.context import actor, database, office_id, service
from roster.expansion.coverage import duty_units
from roster.faults import InputError
from roster.plan import CoverageDuty, Plan

routes = pages("replanning")
_PLAN = "/offices/<office>/plans/<int:plan>"
_MOVE = f"{_PLAN}/versions/<int:version>/move"
_SEPARATORS = str.maketrans("、，,;；～—至", "     ---")
MOVE, CANCEL = "move", "cancel"


class ReplanForm(PageForm):
    """After which version, from which day on, and why."""

    version = IntegerField(validators=[InputRequired("请选择一版排班表。")])
    start = DateField(validators=[InputRequired("应为日期（如2027-01-01）。")])
    why = StringField(validators=[at_most(500)])


class ExtraForm(PageForm):
    """An extra session."""

    version = IntegerField(validators=[InputRequired("请选择一版排班表。")])
    duty = StringField(validators=[filled()])
    unit = StringField()
    day = DateField(validators=[InputRequired("应为日期（如2027-01-01）。")])
    hours = StringField(validators=[at_most()])
    portfolio = StringField(validators=[at_most()])
    why = StringField(validators=[at_most(500)])


class MoveForm(PageForm):
    """A session, held on another day or not at all."""

    slot = HiddenField()
    what = StringField(default=MOVE, validators=[AnyOf((MOVE, CANCEL), "请选择改期还是取消。")])
    to = DateField(validators=[Optional()])
    hours = StringField(validators=[at_most()])
    reason = StringField(validators=[at_most(500)])
    why = StringField(validators=[at_most(500)])


@routes.get(f"{_PLAN}/replan")
@needs(Permission.PLANS_WRITE)
def ask(office: str, plan: int) -> Response:
    """The form: the published version, from tomorrow on."""
    row, _content, listed = _read(plan)
    return _replan_page(office, row, listed, ReplanForm(version=_usual(listed), start=_tomorrow(row)), 200)


@routes.post(f"{_PLAN}/replan")
@needs(Permission.PLANS_WRITE)
def replan(office: str, plan: int) -> Response:
    """Asks for the replan."""
    form = ReplanForm()
    row, _content, listed = _read(plan)

    def act() -> Job:
        wanted = _wanted(_why(form, "调整"), form.version.data, form.start.data)
        with database().writing() as session:
            job, _ = jobs.submit(session, actor(), plans.get(session, office_id(), plan), wanted)
        return job

    return _done(office, form, act, {"from": "start"}) or _replan_page(office, row, listed, form, 422)


@routes.get(f"{_PLAN}/sessions/new")
@needs(Permission.PLANS_WRITE)
def new_session(office: str, plan: int) -> Response:
    """The form of an extra session."""
    row, content, listed = _read(plan)
    return _extra_page(office, row, content, listed, ExtraForm(version=_usual(listed), day=_tomorrow(row)), 200)


@routes.post(f"{_PLAN}/sessions/new")
@needs(Permission.PLANS_WRITE)
def add_session(office: str, plan: int) -> Response:
    """Puts it into the plan, and replans from its day on."""
    form = ExtraForm()
    row, content, listed = _read(plan)

    def act() -> Job:
        duty = content.duty.get(form.duty.data or "")
        several = isinstance(duty, CoverageDuty) and duty.for_each is not None
        unit = (form.unit.data or None) if several else None
        day = form.day.data
        assert day is not None
        wanted = Extra(form.duty.data or "", day, unit, _hours(form), (form.portfolio.data or "").strip() or None)
        why = _why(form, "临时加场")
        with database().writing() as session:
            current = plans.get(session, office_id(), plan)
            extra.add(session, actor(), current, wanted, why, request.form.get("edition", type=int))
            job, _ = jobs.submit(session, actor(), current, _wanted(why, form.version.data, day))
        return job

    return _done(office, form, act, {"date": "day"}) or _extra_page(office, row, content, listed, form, 422)


@routes.get(_MOVE)
@needs(Permission.PLANS_WRITE)
def ask_move(office: str, plan: int, version: int) -> Response:
    """The form for one session."""
    return _move_page(office, plan, version, MoveForm(slot=request.args.get("slot", "")), 200)


@routes.post(_MOVE)
@needs(Permission.PLANS_WRITE)
def move(office: str, plan: int, version: int) -> Response:
    """Puts the move into the plan, and replans from there on."""
    form = MoveForm()
    if form.what.data == MOVE and form.to.data is None and not form.to.errors:
        form.to.validators = [InputRequired("应为日期（如2027-01-01）。")]

    def act() -> Job:
        held = form.what.data == MOVE
        reason = (form.reason.data or "").strip() or None
        wanted = Moved(form.slot.data or "", form.to.data if held else None, _hours(form) if held else None, reason)
        why = _why(form, "改期" if held else "取消一场")
        with database().writing() as session:
            row = plans.get(session, office_id(), plan)
            start = moves.move(session, actor(), row, wanted, why, request.form.get("edition", type=int))
            job, _ = jobs.submit(session, actor(), row, _wanted(why, version, start))
        return job

    return _done(office, form, act, {}) or _move_page(office, plan, version, form, 422)


def _done(office: str, form: PageForm, act: Callable[[], Job], places: dict[str, str]) -> Response | None:
    """Does it and goes on to the job; None where the form comes back."""
    if not form.validate():
        return None
    try:
        job = act()
    except InputError as error:
        form.take(error, places)
        return None
    except (ConflictError, StaleError) as error:
        form.whole.append(error.reason)
        return None
    service().wake()
    return redirect(url_for("pages_solving.watch", office=office, job=job.id), 303)


def _wanted(why: str, version: int | None, start: date | None) -> Wanted:
    return Wanted(service().settings.solve_seconds, why=why, based_on=version, start=start)


def _why(form: ReplanForm | ExtraForm | MoveForm, usual: str) -> str:
    return (form.why.data or "").strip() or usual


def _hours(form: ExtraForm | MoveForm) -> tuple[str, ...] | None:
    """The sessions as they were typed, with whatever stands between them."""
    return tuple((form.hours.data or "").translate(_SEPARATORS).replace("：", ":").split()) or None


def _read(plan: int) -> tuple[PlanRow, Plan, list[RosterVersion]]:
    """The plan, its content as it is now, its versions."""
    with database().reading() as session:
        row = plans.get(session, office_id(), plan)
        revision = plans.newest(session, row)
        listed = versions.every(session, row, Page(limit=MOST)).rows
    return row, plans.read(revision.content, revision.suffix), listed


def _usual(listed: list[RosterVersion]) -> int | None:
    """The version that is published, or the newest."""
    found = [one for one in listed if one.state == VersionState.PUBLISHED] or listed
    return found[0].number if found else None


def _tomorrow(row: PlanRow) -> date:
    """Tomorrow, or the nearest day of the plan's period."""
    return min(max(now().astimezone(ZONE).date() + timedelta(days=1), row.start), row.end)


def _replan_page(office: str, row: PlanRow, listed: list[RosterVersion], form: ReplanForm, status: int) -> Response:
    return make_response(render_template("replan.html", office=office, plan=row, versions=listed, form=form), status)


def _extra_page(
    office: str, row: PlanRow, content: Plan, listed: list[RosterVersion], form: ExtraForm, status: int
) -> Response:
    duties = [one for one in content.duties if isinstance(one, CoverageDuty)]
    standing = {unit for duty in duties for unit in duty_units(content, duty) if unit}
    page = render_template(
        "session_new.html",
        office=office,
        plan=row,
        versions=listed,
        form=form,
        duties={one.id: one.name for one in duties},
        units={one.id: one.name for one in content.units if one.id in standing},
        portfolios=sorted({one for leader in content.leaders for one in leader.portfolio}),
    )
    return make_response(page, status)


def _move_page(office: str, plan: int, version: int, form: MoveForm, status: int) -> Response:
    with database().reading() as session:
        row = plans.get(session, office_id(), plan)
        found = versions.get(session, row, version)
    slot = next((one for one in versions.roster_of(found).slots if one.id == form.slot.data), None)
    if slot is None:
        raise NotFoundError("这一版排班表里没有这一场。")
    page = render_template(
        "move.html", office=office, plan=row, version=found, slot=slot, names=Names(versions.plan_of(found)), form=form
    )
    return make_response(page, status)
