"""Offices, and the settings of their plans."""

from __future__ import annotations

from typing import Annotated, Any

from flask import Response, jsonify
from pydantic import BaseModel, Field

from api.service import offices, register, workflow
from api.service.permissions import Permission
from api.service.plans import PlanFile
from api.service.workflow import Workflow
from api.store.tables import OfficeRow
from api.web.access import Whom, needs, user
from api.web.bodies import file_body, object_body
from api.web.conditional import edited, edition
from api.web.context import actor, database, office_id
from api.web.documents import JSON_OBJECT, PLAN_FILE
from api.web.shapes import PREFIX, Listed, OfficePath, PageQuery, Shape, blueprint, listed, sent

api = blueprint("offices", "单位")


class NewOffice(Shape):
    """An office to be made."""

    key: Annotated[str, Field(max_length=64)]
    name: Annotated[str, Field(min_length=1, max_length=200)]


class Office(BaseModel):
    """An office; `settings` are what its plans say outside of lists (office, timezone, calendar)."""

    key: str
    name: str
    version: int
    settings: dict[str, Any]


class WorkflowShown(Shape):
    """`confirm_swaps`: an administrator confirms what two leaders have agreed on; `sign_off` (审签): somebody other
    than who submitted a roster approves it before it is published."""

    confirm_swaps: bool
    sign_off: bool


class Offices(Listed):
    """Offices."""

    items: list[Office]


@api.get("/offices", responses={200: Offices})
@needs(Whom.PERSON)
def list_offices(query: PageQuery) -> Response:
    """我参与的单位；系统管理员看到全部."""
    among = None
    if actor().user_id is None:
        among = [office_id()]
    elif not user().system:
        among = [membership.office_id for membership in user().memberships]
    with database().reading() as session:
        return jsonify(listed(offices.every(session, query.page, among), _office))


@api.post("/offices", responses={201: Office})
@needs(Whom.SYSTEM)
def create_office(body: NewOffice) -> Response:
    """新建单位."""
    with database().writing() as session:
        made = offices.create(session, actor(), body.key, body.name)
    return edited(sent(_office(made)), made.version, 201, f"{PREFIX}/offices/{made.key}")


@api.get("/offices/<office>", responses={200: Office})
@needs(Permission.OFFICE_READ)
def read_office(path: OfficePath) -> Response:
    """一个单位."""
    with database().reading() as session:
        found = offices.get(session, office_id())
    return edited(sent(_office(found)), found.version)


@api.put("/offices/<office>", responses={200: Office}, request_body=JSON_OBJECT)
@needs(Permission.OFFICE_WRITE)
def change_office(path: OfficePath) -> Response:
    """改单位的落款、时区、工作日（方案中的 office、timezone、calendar）."""
    expected, settings = edition(), object_body()
    with database().writing() as session:
        changed = register.change_settings(session, actor(), office_id(), settings, expected)
    return edited(sent(_office(changed)), changed.version)


@api.get("/offices/<office>/workflow", responses={200: WorkflowShown})
@needs(Permission.OFFICE_READ)
def read_workflow(path: OfficePath) -> Response:
    """对调要不要管理员确认，公布前要不要审签."""
    with database().reading() as session:
        found = offices.get(session, office_id())
    return edited(sent(_workflow(found)), found.version)


@api.put("/offices/<office>/workflow", responses={200: WorkflowShown})
@needs(Permission.OFFICE_WRITE)
def change_workflow(path: OfficePath, body: WorkflowShown) -> Response:
    """改对调、审签的规定。If-Match 写单位的 ETag."""
    expected = edition()
    wanted = Workflow(body.confirm_swaps, body.sign_off)
    with database().writing() as session:
        changed = workflow.change(session, actor(), office_id(), wanted, expected)
    return edited(sent(_workflow(changed)), changed.version)


@api.put("/offices/<office>/register", responses={200: Office}, request_body=PLAN_FILE)
@needs(Permission.REGISTER_WRITE)
def adopt_register(path: OfficePath) -> Response:
    """用一个方案文件换掉整个台账：要么全部换好，要么什么也不变."""
    expected = edition()
    plan = PlanFile(*file_body()).loaded.plan
    with database().writing() as session:
        register.adopt(session, actor(), office_id(), plan, expected)
        changed = offices.get(session, office_id())
    return edited(sent(_office(changed)), changed.version)


def _office(row: OfficeRow) -> Office:
    return Office(key=row.key, name=row.name, version=row.version, settings=row.settings)


def _workflow(row: OfficeRow) -> WorkflowShown:
    return WorkflowShown.model_validate(workflow.of(row), from_attributes=True)
