"""Plans: the list, a new one from the register, a system or a file; and the page of one with its steps."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath

from flask import make_response, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import BooleanField, DateField, FileField, StringField
from wtforms.validators import AnyOf

from api.new.draft import draft_plan
from api.new.period import label, next_quarter
from api.new.systems import SYSTEMS
from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most
from api.pages.navigation import office_name
from api.pages.routes.versions import SHOWN_TO_ALL
from api.pages.words import ZONE
from api.service import jobs, plans, register, versions
from api.service.clock import now
from api.service.paging import Page
from api.service.permissions import Permission
from api.service.plans import JSON, YAML, PlanFile
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import Fault, InputError
from roster.plan.people import Period

routes = pages("plans")
_PLACES = {"title": "title", "period": "start"}
REGISTER, SYSTEM, FILE = "register", "system", "file"


class NewPlanForm(PageForm):
    """A plan to begin with: of the register, of one of the eleven systems, or of a file."""

    source = StringField(default=REGISTER, validators=[AnyOf((REGISTER, SYSTEM, FILE), "请选择从哪里开始。")])
    title = StringField(validators=[at_most()])
    start = DateField()
    end = DateField()
    system = StringField(default="A", validators=[AnyOf(SYSTEMS, "应为 A 至 K 之一。")])
    file = FileField()
    adopt = BooleanField()


@routes.get("/offices/<office>/plans/")
@needs(Permission.ROSTERS_READ)
def show(office: str) -> str:
    """The list."""
    page = Page(limit=20, offset=max(0, min(request.args.get("offset", 0, int), 1_000_000)))
    with database().reading() as session:
        found = plans.every(session, office_id(), page)
        states = {row.id: versions.published(session, row) for row in found.rows}
    return render_template("plans.html", office=office, found=found, published=states)


@routes.get("/offices/<office>/plans/new")
@needs(Permission.PLANS_WRITE)
def ask(office: str) -> Response:
    """The form for a new one, for the next quarter."""
    period = next_quarter(now().astimezone(ZONE).date())
    with database().reading() as session:
        known = register.entries(session, actor(), office_id(), "duties", Page(limit=1), {}).total
    title = f"{office_name()}{label(period)}领导干部接访安排表"
    source = REGISTER if known else SYSTEM
    return _form(NewPlanForm(source=source, title=title, start=period.start, end=period.end, adopt=not known), 200)


@routes.post("/offices/<office>/plans/new")
@needs(Permission.PLANS_WRITE)
def create(office: str) -> Response:
    """Makes it."""
    form = NewPlanForm()
    if not (form.source.validate(form) and form.system.validate(form)):
        return _form(form, 422)
    try:
        if form.source.data == FILE:
            plan_id = _imported(form)
        else:
            if not _complete(form):
                return _form(form, 422)
            plan_id = _made(form)
    except InputError as error:
        form.take(error, {**_PLACES, "file": "file"})
        return _form(form, 422)
    return redirect(url_for("pages_plans.read", office=office, plan=plan_id), 303)


@routes.get("/offices/<office>/plans/<int:plan>/")
@needs(Permission.ROSTERS_READ)
def read(office: str, plan: int) -> str:
    """A plan, its steps, its versions."""
    may_see = actor().may(Permission.PLANS_READ)
    with database().reading() as session:
        row = plans.get(session, office_id(), plan)
        found = versions.every(session, row, Page(limit=50), None if may_see else SHOWN_TO_ALL).rows
        last = jobs.every(session, office_id(), Page(limit=1), row.id).rows if may_see else []
        revision = plans.newest(session, row)
    content = plans.read(revision.content, revision.suffix) if may_see else None
    return render_template(
        "plan.html", office=office, plan=row, content=content, versions=found, job=last[0] if last else None
    )


def _complete(form: NewPlanForm) -> bool:
    """Title and dates, which only a plan of the register or of a system needs from the form."""
    fine = True
    for field in (form.start, form.end):
        if field.data is None:
            field.errors = ["应为日期（如2027-01-01）。"]
            fine = False
    if form.source.data == REGISTER and not (form.title.data or "").strip():
        form.title.errors = ["请填写标题。"]
        fine = False
    if fine and _date(form.end.data) < _date(form.start.data):
        form.end.errors = ["结束不应早于开始。"]
        fine = False
    return fine and form.title.validate(form)


def _date(value: date | None) -> date:
    assert value is not None
    return value


def _made(form: NewPlanForm) -> int:
    start, end = _date(form.start.data), _date(form.end.data)
    if form.source.data == SYSTEM:
        draft = draft_plan(form.system.data or "A", Period(start=start, end=end))
        return _kept(form, PlanFile(draft.text.encode(), YAML), "新建方案")
    period = {"start": start.isoformat(), "end": end.isoformat()}
    with database().writing() as session:
        file = plans.drafted(session, office_id(), {"title": form.title.data, "period": period})
        return plans.create(session, actor(), office_id(), file, "新建方案").id


def _imported(form: NewPlanForm) -> int:
    given = request.files.get("file")
    if given is None or not given.filename:
        raise InputError([Fault("file", "请选择方案文件（.yaml 或 .json）。")])
    suffix = PurePath(given.filename).suffix.lower()
    if suffix not in (YAML, ".yml", JSON):
        raise InputError([Fault("file", f"应为 .yaml 或 .json 文件，实际为“{given.filename[:60]}”。")])
    file = PlanFile(given.read(), JSON if suffix == JSON else YAML)
    return _kept(form, file, "导入方案")


def _kept(form: NewPlanForm, file: PlanFile, why: str) -> int:
    """Keeps a plan file and, where that is wanted, makes what it says of people and rules the register's."""
    with database().writing() as session:
        if form.adopt.data:
            register.adopt(session, actor(), office_id(), file.loaded.plan)
        return plans.create(session, actor(), office_id(), file, why).id


def _form(form: NewPlanForm, status: int) -> Response:
    office = (request.view_args or {})["office"]
    return make_response(render_template("plan_new.html", form=form, office=office, systems=SYSTEMS), status)
