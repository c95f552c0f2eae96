"""Messages: who is told, and what was."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from flask import Response, jsonify
from pydantic import BaseModel, Field

from api.service import messages, targets
from api.service.permissions import Permission
from api.store.tables import Message, Target
from api.web.access import needs
from api.web.context import actor, database, office_id
from api.web.shapes import Listed, Number, OfficePath, PageQuery, Shape, blueprint, listed, sent

api = blueprint("messages", "消息")


class TargetPath(OfficePath):
    """A recipient."""

    number: Number


class NewTarget(Shape):
    """A recipient: an address of mail or of a group robot; with `leader`, one who hears of the own turns alone; with
    `administrators`, one who hears also of what waits for them."""

    channel: Literal["mail", "wecom", "dingtalk"]
    address: Annotated[str, Field(min_length=3, max_length=400)]
    leader: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    administrators: bool = False


class TargetShown(BaseModel):
    """A recipient."""

    id: int
    channel: str
    address: str
    leader: str | None
    administrators: bool


class Targets(Listed):
    """Recipients."""

    items: list[TargetShown]


class MessageShown(BaseModel):
    """A message: whether it went out, after how many attempts, and what stood in the way."""

    id: int
    channel: str
    subject: str
    state: str
    attempts: int
    created: datetime
    sent: datetime | None
    error: str | None


class Messages(Listed):
    """Messages."""

    items: list[MessageShown]


@api.get("/offices/<office>/targets", responses={200: Targets})
@needs(Permission.MESSAGES_READ)
def list_targets(path: OfficePath, query: PageQuery) -> Response:
    """列出收件人."""
    with database().reading() as session:
        return jsonify(listed(targets.every(session, office_id(), query.page), _target))


@api.post("/offices/<office>/targets", responses={201: TargetShown})
@needs(Permission.OFFICE_WRITE)
def add_target(path: OfficePath, body: NewTarget) -> tuple[Response, int]:
    """增加收件人：邮箱，或企业微信、钉钉群机器人的地址."""
    with database().writing() as session:
        row = targets.add(
            session,
            actor(),
            office_id(),
            body.channel,
            body.address,
            body.leader,
            administrators=body.administrators,
        )
    return jsonify(sent(_target(row))), 201


@api.delete("/offices/<office>/targets/<int:number>", responses={204: None})
@needs(Permission.OFFICE_WRITE)
def remove_target(path: TargetPath) -> tuple[str, int]:
    """删除收件人."""
    with database().writing() as session:
        targets.remove(session, actor(), office_id(), path.number)
    return "", 204


@api.post("/offices/<office>/targets/<int:number>/test", responses={202: None})
@needs(Permission.OFFICE_WRITE)
def try_target(path: TargetPath) -> tuple[str, int]:
    """给收件人发一条测试消息；发没发出看消息列表."""
    with database().writing() as session:
        targets.try_out(session, actor(), office_id(), path.number)
    return "", 202


@api.get("/offices/<office>/messages", responses={200: Messages})
@needs(Permission.MESSAGES_READ)
def list_messages(path: OfficePath, query: PageQuery) -> Response:
    """发过和待发的消息."""
    with database().reading() as session:
        return jsonify(listed(messages.every(session, office_id(), query.page), _message))


def _target(row: Target) -> TargetShown:
    return TargetShown.model_validate({name: getattr(row, name) for name in TargetShown.model_fields})


def _message(row: Message) -> MessageShown:
    return MessageShown.model_validate({name: getattr(row, name) for name in MessageShown.model_fields})
