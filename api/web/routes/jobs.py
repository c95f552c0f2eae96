"""Jobs: solves that are asked for, watched, cancelled."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from flask import Response, jsonify
from pydantic import BaseModel, Field

from api.service import extra, jobs, moves, plans
from api.service.extra import Extra
from api.service.jobs import Wanted
from api.service.moves import Moved
from api.service.permissions import Permission
from api.store.tables import Job, RosterVersion
from api.web.access import needs
from api.web.conditional import edition
from api.web.context import actor, database, office_id, service
from api.web.routes.plans import PlanPath
from api.web.shapes import PREFIX, Listed, Number, OfficePath, PageQuery, Shape, Why, blueprint, listed, sent
from roster.faults import Fault, InputError

api = blueprint("jobs", "排班任务")
_LONGEST = 3600.0
Seconds = Annotated[float, Field(gt=0, le=_LONGEST)]
Seed = Annotated[int, Field(ge=0, le=2**31 - 1)]
Text = Annotated[str, Field(min_length=1, max_length=100)]


class JobPath(OfficePath):
    """A job."""

    job: Number


class Key(BaseModel):
    """The same key with the same request is the same job (Idempotency-Key)."""

    idempotency_key: Annotated[str | None, Field(alias="Idempotency-Key", min_length=1, max_length=200)] = None


class Solve(Shape):
    """A solve: at most so many seconds (as configured unless given), with a seed."""

    seconds: Seconds | None = None
    seed: Seed = 0
    why: Why = "排班"


class Replan(Solve):
    """A solve that continues a version from a date on, with the fewest changes."""

    version: Number
    start: Annotated[date, Field(alias="from")]
    why: Why = "重排"


class NewSession(Shape):
    """An extra session of a duty: on a date, at its hours unless given, in a unit where it stands at several, with a
    leader of a portfolio; everything from that date on is replanned after `version`."""

    duty: Text
    date: date
    version: Number
    unit: Text | None = None
    hours: list[Text] | None = None
    portfolio: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    seconds: Seconds | None = None
    why: Why = "临时加场"


class MovedSlot(Shape):
    """A slot that is held on another date (`to`), at other hours where they are given, or not at all (`cancel`);
    everything from there on is replanned after `version`. `reason` is for administrators."""

    slot: Annotated[str, Field(min_length=1, max_length=320)]
    version: Number
    to: date | None = None
    cancel: bool = False
    hours: list[Text] | None = None
    reason: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    seconds: Seconds | None = None
    why: Why = "临时调整"


class JobShown(BaseModel):
    """A job: its state, how far it is, and the version it has made."""

    id: int
    plan: int
    kind: Literal["solve", "replan"]
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    attempt: int
    cancelling: bool
    level: str | None
    value: int | None
    bound: int | None
    version: int | None
    faults: list[dict[str, Any]]
    by: str
    created: datetime
    started: datetime | None
    finished: datetime | None


class Jobs(Listed):
    """Jobs."""

    items: list[JobShown]


@api.post("/offices/<office>/plans/<int:plan>/solve", responses={202: JobShown})
@needs(Permission.PLANS_WRITE)
def solve(path: PlanPath, header: Key, body: Solve) -> Response:
    """排班：交给后台，202 和任务地址."""
    wanted = Wanted(body.seconds or service().settings.solve_seconds, body.seed, body.why)
    return _submit(path, header, wanted)


@api.post("/offices/<office>/plans/<int:plan>/replan", responses={202: JobShown})
@needs(Permission.PLANS_WRITE)
def replan(path: PlanPath, header: Key, body: Replan) -> Response:
    """重排：某日以前照旧，以后改动最少."""
    seconds = body.seconds or service().settings.solve_seconds
    return _submit(path, header, Wanted(seconds, body.seed, body.why, body.version, body.start))


@api.post("/offices/<office>/plans/<int:plan>/sessions", responses={202: JobShown})
@needs(Permission.PLANS_WRITE)
def add_session(path: PlanPath, body: NewSession) -> Response:
    """临时加一场：加进方案（If-Match 写方案的 ETag），从当天起按改动最少重排."""
    expected = edition()
    wanted = Extra(body.duty, body.date, body.unit, tuple(body.hours) if body.hours else None, body.portfolio)
    seconds = body.seconds or service().settings.solve_seconds
    with database().writing() as session:
        plan = plans.get(session, office_id(), path.plan)
        extra.add(session, actor(), plan, wanted, body.why, expected)
        job, _ = jobs.submit(session, actor(), plan, Wanted(seconds, 0, body.why, body.version, body.date))
    return _accepted(path.office, job)


@api.post("/offices/<office>/plans/<int:plan>/moves", responses={202: JobShown})
@needs(Permission.PLANS_WRITE)
def move_slot(path: PlanPath, body: MovedSlot) -> Response:
    """一场改期、改时间或取消：写进方案（If-Match 写方案的 ETag），按改动最少重排."""
    expected = edition()
    if (body.to is None) != body.cancel:
        raise InputError([Fault("to", "应写 to（改到哪天）或 cancel: true 之一。")])
    wanted = Moved(body.slot, body.to, tuple(body.hours) if body.hours else None, body.reason)
    seconds = body.seconds or service().settings.solve_seconds
    with database().writing() as session:
        plan = plans.get(session, office_id(), path.plan)
        start = moves.move(session, actor(), plan, wanted, body.why, expected)
        job, _ = jobs.submit(session, actor(), plan, Wanted(seconds, 0, body.why, body.version, start))
    return _accepted(path.office, job)


@api.get("/offices/<office>/jobs", responses={200: Jobs})
@needs(Permission.PLANS_READ)
def list_jobs(path: OfficePath, query: PageQuery) -> Response:
    """列出任务."""
    with database().reading() as session:
        found = jobs.every(session, office_id(), query.page)
        numbers = {row.id: _number(session.get(RosterVersion, row.version_id or 0)) for row in found.rows}
    return jsonify(listed(found, lambda row: job_shown(row, numbers[row.id])))


@api.get("/offices/<office>/jobs/<int:job>", responses={200: JobShown})
@needs(Permission.PLANS_READ)
def read_job(path: JobPath) -> Response:
    """一个任务：状态、进度、结果."""
    with database().reading() as session:
        found = jobs.get(session, office_id(), path.job)
        number = _number(session.get(RosterVersion, found.version_id or 0))
    return jsonify(sent(job_shown(found, number)))


@api.delete("/offices/<office>/jobs/<int:job>", responses={202: JobShown})
@needs(Permission.PLANS_WRITE)
def cancel_job(path: JobPath) -> Response:
    """取消任务."""
    with database().writing() as session:
        found = jobs.cancel(session, actor(), jobs.get(session, office_id(), path.job))
    return _accepted(path.office, found)


def _submit(path: PlanPath, header: Key, wanted: Wanted) -> Response:
    with database().writing() as session:
        plan = plans.get(session, office_id(), path.plan)
        job, _ = jobs.submit(session, actor(), plan, wanted, header.idempotency_key)
    return _accepted(path.office, job)


def _accepted(office: str, job: Job) -> Response:
    service().wake()
    response = jsonify(sent(job_shown(job, None)))
    response.status_code = 202
    response.headers["Location"] = f"{PREFIX}/offices/{office}/jobs/{job.id}"
    response.headers["Retry-After"] = "1"
    return response


def _number(version: RosterVersion | None) -> int | None:
    return None if version is None else version.number


def job_shown(row: Job, version: int | None) -> JobShown:
    """A job as it is shown, with the number of the version that it has made."""
    names = set(JobShown.model_fields) - {"plan", "version", "faults"}
    return JobShown.model_validate(
        {name: getattr(row, name) for name in names}
        | {"plan": row.plan_id, "version": version, "faults": row.faults or []}
    )
