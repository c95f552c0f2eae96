"""Plans: made of the register or of a file, read as the file they are."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

from flask import Response, jsonify
from pydantic import BaseModel, Field

from api.service import plan_entries, plan_refresh, plans
from api.service.permissions import Permission
from api.service.plan_refresh import RefreshedList
from api.service.plans import JSON, PlanFile
from api.store.tables import PlanRow, Revision
from api.web.access import needs
from api.web.bodies import file_body
from api.web.conditional import edited, edition
from api.web.context import actor, database, office_id
from api.web.documents import PLAN_FILE, file_response
from api.web.shapes import PREFIX, Listed, Number, OfficePath, PageQuery, Shape, Why, blueprint, listed, sent

api = blueprint("plans", "方案")
_TYPES = {".json": "application/json", ".yaml": "application/yaml"}
_FILE = file_response(*_TYPES.values())


class PlanPath(OfficePath):
    """A plan."""

    plan: Number


class RevisionPath(PlanPath):
    """A content of a plan."""

    revision: Number


class PlanQuery(PageQuery):
    """The plans that touch the dates."""

    since: date | None = None
    until: date | None = None


class WhyQuery(BaseModel):
    """Why something is done."""

    why: Why = "导入方案"


class NewPlan(Shape):
    """A plan of the register as it is now: what is for one period alone stands here."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    period: dict[str, Any]
    history: list[dict[str, Any]] | None = None
    pins: list[dict[str, Any]] | None = None
    moves: list[dict[str, Any]] | None = None
    why: Why = "新建方案"


class Refresh(Shape):
    """The lists that a plan takes from the register as they are now."""

    lists: Annotated[list[RefreshedList], Field(min_length=1, max_length=8, default_factory=lambda: ["absences"])]
    why: Why = "更新请假"


class EntryPath(PlanPath):
    """An entry of a list of a plan, by its place, from 0."""

    kind: Annotated[str, Field(max_length=40)]
    number: Annotated[int, Field(ge=0, le=1_000_000)]


class EntryQuery(BaseModel):
    """Why an entry goes."""

    why: Why = "去掉一条"


class ChangedShown(BaseModel):
    """What differs in one key of a plan, in words."""

    key: str
    added: list[str]
    removed: list[str]
    changed: list[str]


class Changes(BaseModel):
    """What the register has come to since the plan was made."""

    items: list[ChangedShown]


class PlanShown(BaseModel):
    """A plan."""

    id: int
    title: str
    start: date
    end: date
    revision: int
    version: int
    created: datetime


class Plans(Listed):
    """Plans."""

    items: list[PlanShown]


class RevisionShown(BaseModel):
    """A content of a plan: its sha256, who, when, why."""

    number: int
    digest: str
    at: datetime
    by: str
    why: str


class Revisions(Listed):
    """Contents of a plan."""

    items: list[RevisionShown]


@api.get("/offices/<office>/plans", responses={200: Plans})
@needs(Permission.ROSTERS_READ)
def list_plans(path: OfficePath, query: PlanQuery) -> Response:
    """列出方案."""
    with database().reading() as session:
        return jsonify(listed(plans.every(session, office_id(), query.page, query.since, query.until), plan_shown))


@api.post("/offices/<office>/plans", responses={201: PlanShown})
@needs(Permission.PLANS_WRITE)
def create_plan(path: OfficePath, body: NewPlan) -> Response:
    """按台账新建一个时期的方案."""
    given = body.model_dump(mode="json", exclude_none=True, exclude={"why"})
    with database().writing() as session:
        row = plans.create(session, actor(), office_id(), plans.drafted(session, office_id(), given), body.why)
    return _created(path.office, row)


@api.post("/offices/<office>/plans/import", responses={201: PlanShown}, request_body=PLAN_FILE)
@needs(Permission.PLANS_WRITE)
def import_plan(path: OfficePath, query: WhyQuery) -> Response:
    """导入方案文件，逐字节保存."""
    with database().writing() as session:
        row = plans.create(session, actor(), office_id(), PlanFile(*file_body()), query.why)
    return _created(path.office, row)


@api.get("/offices/<office>/plans/<int:plan>", responses={200: PlanShown})
@needs(Permission.ROSTERS_READ)
def read_plan(path: PlanPath) -> Response:
    """一个方案."""
    with database().reading() as session:
        row = plans.get(session, office_id(), path.plan)
    return edited(sent(plan_shown(row)), row.version)


@api.delete("/offices/<office>/plans/<int:plan>", responses={204: None})
@needs(Permission.PLANS_WRITE)
def remove_plan(path: PlanPath) -> tuple[str, int]:
    """删除从未公布过的方案."""
    expected = edition()
    with database().writing() as session:
        plans.remove(session, actor(), plans.get(session, office_id(), path.plan), expected)
    return "", 204


@api.get("/offices/<office>/plans/<int:plan>/content", responses={200: _FILE})
@needs(Permission.PLANS_READ)
def read_content(path: PlanPath) -> Response:
    """方案文件，与导入的逐字节相同."""
    with database().reading() as session:
        row = plans.get(session, office_id(), path.plan)
        found = plans.newest(session, row)
    response = _file(found)
    response.set_etag(str(row.version))
    return response


@api.put("/offices/<office>/plans/<int:plan>/content", responses={200: PlanShown}, request_body=PLAN_FILE)
@needs(Permission.PLANS_WRITE)
def change_content(path: PlanPath, query: WhyQuery) -> Response:
    """改方案：原来的内容保留为旧版."""
    expected = edition()
    with database().writing() as session:
        row = plans.get(session, office_id(), path.plan)
        plans.revise(session, actor(), row, PlanFile(*file_body()), query.why, expected)
    return edited(sent(plan_shown(row)), row.version)


@api.post("/offices/<office>/plans/<int:plan>/refresh", responses={200: PlanShown})
@needs(Permission.PLANS_WRITE)
def refresh_plan(path: PlanPath, body: Refresh) -> Response:
    """把台账现在的请假等列表写进方案（If-Match 写方案的 ETag）：职责、时期、指定和历史不变."""
    expected = edition()
    with database().writing() as session:
        row = plans.get(session, office_id(), path.plan)
        plan_refresh.refresh(session, actor(), row, body.lists, body.why, expected)
    return edited(sent(plan_shown(row)), row.version)


@api.post("/offices/<office>/plans/<int:plan>/refresh/preview", responses={200: Changes})
@needs(Permission.PLANS_READ)
def preview_refresh(path: PlanPath) -> Response:
    """台账与方案的差别：更新会增加、去掉、改动什么，什么也不保存."""
    with database().reading() as session:
        found = plan_refresh.preview(session, plans.get(session, office_id(), path.plan))
    return jsonify({"items": [asdict(one) for one in found]})


@api.delete("/offices/<office>/plans/<int:plan>/content/<kind>/<int:number>", responses={200: PlanShown})
@needs(Permission.PLANS_WRITE)
def remove_entry(path: EntryPath, query: EntryQuery) -> Response:
    """去掉方案里的一条限制、回避、意愿、指定、临时调整或历史（从0数起；If-Match 写方案的 ETag）."""
    expected = edition()
    with database().writing() as session:
        row = plans.get(session, office_id(), path.plan)
        plan_entries.remove(session, actor(), row, path.kind, path.number, query.why, expected)
    return edited(sent(plan_shown(row)), row.version)


@api.get("/offices/<office>/plans/<int:plan>/revisions", responses={200: Revisions})
@needs(Permission.PLANS_READ)
def list_revisions(path: PlanPath, query: PageQuery) -> Response:
    """方案的各版内容：谁、何时、为什么."""
    with database().reading() as session:
        row = plans.get(session, office_id(), path.plan)
        return jsonify(listed(plans.revisions(session, row, query.page), _revision_shown))


@api.get("/offices/<office>/plans/<int:plan>/revisions/<int:revision>", responses={200: _FILE})
@needs(Permission.PLANS_READ)
def read_revision(path: RevisionPath) -> Response:
    """某一版方案文件."""
    with database().reading() as session:
        return _file(plans.revision(session, plans.get(session, office_id(), path.plan), path.revision))


def plan_shown(row: PlanRow) -> PlanShown:
    """A plan as it is shown."""
    return PlanShown(
        id=row.id,
        title=row.title,
        start=row.start,
        end=row.end,
        revision=row.revision,
        version=row.version,
        created=row.created,
    )


def _created(office: str, row: PlanRow) -> Response:
    return edited(sent(plan_shown(row)), row.version, 201, f"{PREFIX}/offices/{office}/plans/{row.id}")


def _file(found: Revision) -> Response:
    response = Response(found.content, mimetype=_TYPES[found.suffix])
    name = "plan.json" if found.suffix == JSON else "plan.yaml"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Digest-SHA256"] = found.digest
    return response


def _revision_shown(row: Revision) -> RevisionShown:
    return RevisionShown(number=row.number, digest=row.digest, at=row.at, by=row.by, why=row.why)
