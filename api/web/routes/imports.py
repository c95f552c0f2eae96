"""Leaders from an office's list: a preview, then all or nothing."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from flask_openapi import RequestBody
from pydantic import BaseModel

from api.service import imports
from api.service.imports import Preview
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import actor, database, office_id
from api.web.shapes import OfficePath, blueprint, sent

api = blueprint("imports", "导入")
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


def _answer(found: Preview) -> Response:
    changes = [ChangeShown(kind=one.kind, key=one.key, before=one.before, value=one.value) for one in found.changes]
    return jsonify(sent(PreviewShown(changes=changes, remarks=list(found.remarks))))
