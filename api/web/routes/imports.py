"""What offices keep in lists of their own, and notices as they are pasted: a preview, then all or nothing."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from flask import Response, jsonify, request
from flask_openapi import RequestBody
from pydantic import BaseModel, Field

from api.lists.holiday_notice import LONGEST
from api.service import absence_import, history_import, imports, plans, working_days
from api.service.imports import Preview
from api.service.permissions import Permission
from api.service.working_days import Days
from api.web.access import needs
from api.web.conditional import edition
from api.web.context import actor, database, office_id
from api.web.routes.plans import PlanPath
from api.web.shapes import OfficePath, Shape, blueprint, sent

api = blueprint("imports", "导入")
_HISTORY = "/offices/<office>/plans/<int:plan>/imports/history"
_LIST = RequestBody.model_validate(
    {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
)


class ChangeShown(BaseModel):
    """An entry that the list brings; `before` is what stands there now (null: it is new)."""

    kind: str
    key: str
    before: dict[str, Any] | None
    value: dict[str, Any]


class PreviewShown(BaseModel):
    """What the list changes, and remarks on how it was read."""

    changes: list[ChangeShown]
    remarks: list[str]


class Notice(Shape):
    """The text of a notice of holidays, and the year where the text names none."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    year: Annotated[int, Field(ge=2000, le=2099)] | None = None


class DayShown(BaseModel):
    """A date, and the holiday on whose account it is off or worked."""

    date: date
    name: str | None


class DaysShown(BaseModel):
    """The days off and worked that were read, and the office's calendar with them."""

    off: list[DayShown]
    worked: list[DayShown]
    calendar: dict[str, Any]


@api.post("/offices/<office>/imports/leaders/preview", responses={200: PreviewShown}, request_body=_LIST)
@needs(Permission.REGISTER_WRITE)
def preview_leaders(path: OfficePath) -> Response:
    """预览领导名单（Excel 或 CSV）会改什么，错误逐格写明；什么也不保存."""
    with database().reading() as session:
        return _answer(imports.preview(session, office_id(), request.get_data()))


@api.post("/offices/<office>/imports/leaders", responses={200: PreviewShown}, request_body=_LIST)
@needs(Permission.REGISTER_WRITE)
def import_leaders(path: OfficePath) -> Response:
    """导入领导名单：要么全部保存，要么什么也不保存."""
    with database().writing() as session:
        return _answer(imports.save(session, actor(), office_id(), request.get_data()))


@api.post("/offices/<office>/imports/absences/preview", responses={200: PreviewShown}, request_body=_LIST)
@needs(Permission.REGISTER_WRITE)
def preview_absences(path: OfficePath) -> Response:
    """预览请假名单（Excel 或 CSV）会增加什么，错误逐格写明；什么也不保存."""
    with database().reading() as session:
        return _answer(absence_import.preview(session, office_id(), request.get_data()))


@api.post("/offices/<office>/imports/absences", responses={200: PreviewShown}, request_body=_LIST)
@needs(Permission.REGISTER_WRITE)
def import_absences(path: OfficePath) -> Response:
    """导入请假名单：要么全部保存，要么什么也不保存."""
    with database().writing() as session:
        return _answer(absence_import.save(session, actor(), office_id(), request.get_data()))


@api.post(f"{_HISTORY}/preview", responses={200: PreviewShown}, request_body=_LIST)
@needs(Permission.PLANS_WRITE)
def preview_history(path: PlanPath) -> Response:
    """预览上期轮次（Excel 或 CSV）会怎样改方案的 history；什么也不保存."""
    with database().reading() as session:
        plan = plans.get(session, office_id(), path.plan)
        return _answer(history_import.preview(session, plan, request.get_data()))


@api.post(_HISTORY, responses={200: PreviewShown}, request_body=_LIST)
@needs(Permission.PLANS_WRITE)
def import_history(path: PlanPath) -> Response:
    """导入上期轮次，写进方案的 history（If-Match 写方案的 ETag）：要么全部保存，要么什么也不保存."""
    expected = edition()
    with database().writing() as session:
        plan = plans.get(session, office_id(), path.plan)
        return _answer(history_import.save(session, actor(), plan, request.get_data(), expected))


@api.post("/offices/<office>/imports/working-days/preview", responses={200: DaysShown})
@needs(Permission.OFFICE_WRITE)
def preview_working_days(path: OfficePath, body: Notice) -> Response:
    """粘贴国务院办公厅放假通知的文字，预览读出的放假和上班日期，错误逐句写明；什么也不保存."""
    with database().reading() as session:
        return _days(working_days.preview(session, office_id(), body.text, body.year))


@api.post("/offices/<office>/imports/working-days", responses={200: DaysShown})
@needs(Permission.OFFICE_WRITE)
def import_working_days(path: OfficePath, body: Notice) -> Response:
    """把通知的放假和上班日期写进本单位的工作日：要么全部保存，要么什么也不保存."""
    with database().writing() as session:
        return _days(working_days.save(session, actor(), office_id(), body.text, body.year))


def _days(found: Days) -> Response:
    off, worked = (
        [DayShown(date=one.date, name=one.name) for one in days] for days in (found.notice.off, found.notice.worked)
    )
    return jsonify(sent(DaysShown(off=off, worked=worked, calendar=found.calendar)))


def _answer(found: Preview) -> Response:
    changes = [ChangeShown(kind=one.kind, key=one.key, before=one.before, value=one.value) for one in found.changes]
    return jsonify(sent(PreviewShown(changes=changes, remarks=list(found.remarks))))
