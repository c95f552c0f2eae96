"""Solving: asked for, watched while it runs, cancelled."""

from __future__ import annotations

from flask import jsonify, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from api.pages.blueprint import pages
from api.service import jobs, plans
from api.service.permissions import Permission
from api.store.tables import ACTIVE, Job, RosterVersion
from api.web.access import needs
from api.web.context import actor, database, office_id, service
from roster.referee.levels.titles import TITLES

routes = pages("solving")
_PLAN = "/offices/<office>/plans/<int:plan>"
_LONGEST = 3600.0


@routes.post(f"{_PLAN}/solve")
@needs(Permission.PLANS_WRITE)
def solve(office: str, plan: int) -> Response:
    """Asks for a solve."""
    seconds = request.form.get("seconds", type=float)
    limit = seconds if seconds and 1 <= seconds <= _LONGEST else service().settings.solve_seconds
    with database().writing() as session:
        row = plans.get(session, office_id(), plan)
        job, _ = jobs.submit(session, actor(), row, jobs.Wanted(limit))
    service().wake()
    return redirect(url_for("pages_solving.watch", office=office, job=job.id), 303)


@routes.get("/offices/<office>/jobs/<int:job>")
@needs(Permission.PLANS_READ)
def watch(office: str, job: int) -> str:
    """How far it is; without scripts the page loads itself anew."""
    with database().reading() as session:
        found = jobs.get(session, office_id(), job)
        plan = plans.get(session, office_id(), found.plan_id)
        version = session.get(RosterVersion, found.version_id) if found.version_id else None
    return render_template(
        "solving.html", office=office, job=found, plan=plan, version=version, active=found.state in ACTIVE
    )


@routes.get("/offices/<office>/jobs/<int:job>/progress")
@needs(Permission.PLANS_READ)
def progress(office: str, job: int) -> Response:
    """What the page's script asks for."""
    with database().reading() as session:
        found = jobs.get(session, office_id(), job)
    return jsonify(_progress(found))


@routes.post("/offices/<office>/jobs/<int:job>/cancel")
@needs(Permission.PLANS_WRITE)
def cancel(office: str, job: int) -> Response:
    """Cancels it."""
    with database().writing() as session:
        jobs.cancel(session, actor(), jobs.get(session, office_id(), job))
    return redirect(url_for("pages_solving.watch", office=office, job=job), 303)


def _progress(job: Job) -> dict[str, object]:
    gap = None if job.value is None or job.bound is None else job.value - job.bound
    return {
        "ended": job.state not in ACTIVE,
        "state": job.state,
        "level": TITLES.get(job.level or "", job.level or ""),
        "value": job.value,
        "bound": job.bound,
        "gap": gap,
    }
