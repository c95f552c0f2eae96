"""Pins and forbids at a seat of a version, and going back to an older version."""

from __future__ import annotations

from typing import Annotated

from flask import Response
from pydantic import BaseModel, Field

from api.service import pins, plans, restoring, versions
from api.service.permissions import Permission
from api.service.pins import Wish
from api.web.access import needs
from api.web.context import actor, database, office_id
from api.web.routes.versions import (
    SeatBody,
    Text,
    VersionPath,
    VersionShown,
    version_at,
    version_created,
)
from api.web.shapes import Shape, Why, blueprint
from api.web.tried import Tried, tried_answer

api = blueprint("pins", "排班表")
_ONE = "/offices/<office>/plans/<int:plan>/versions/<int:version>"


class PinBody(SeatBody):
    """A seat, and who is to hold it whatever is solved later or, with `forbid`, never."""

    leader: Text
    forbid: bool = False
    why: Why = "指定"

    @property
    def wish(self) -> Wish:
        """As the service takes it."""
        return Wish(self.seat, self.leader, self.forbid)


class PinPath(VersionPath):
    """A pin or forbid of a version's plan, by its place in the list, from 0."""

    number: Annotated[int, Field(ge=0, le=100_000)]


class WhyQuery(BaseModel):
    """Why."""

    why: Why = "取消指定"


class Restoration(Shape):
    """Why an older version comes back."""

    why: Why = "恢复"


@api.post(f"{_ONE}/pins", responses={201: VersionShown})
@needs(Permission.PLANS_WRITE)
def pin_seat(path: VersionPath, body: PinBody) -> Response:
    """指定某人坐某个席位（forbid：不得安排），写进方案，并成为新的一版草稿；以后重排也照办."""
    with database().writing() as session:
        plan = plans.get(session, office_id(), path.plan)
        row = versions.get(session, plan, path.version)
        made = pins.keep(session, actor(), plan, row, body.wish, body.why)
    return version_created(path, made)


@api.post(f"{_ONE}/pins/preview", responses={200: Tried})
@needs(Permission.PLANS_READ)
def try_pin(path: VersionPath, body: PinBody) -> Response:
    """试指定：与什么矛盾、各级数值、空缺和差别当场写明，什么也不保存."""
    row = version_at(path)
    return tried_answer(row, lambda: pins.tried(row, body.wish).roster)


@api.delete(f"{_ONE}/pins/<int:number>", responses={201: VersionShown})
@needs(Permission.PLANS_WRITE)
def release_pin(path: PinPath, query: WhyQuery) -> Response:
    """取消方案里的一条指定（从0数起）：席位照旧，成为新的一版草稿."""
    with database().writing() as session:
        plan = plans.get(session, office_id(), path.plan)
        row = versions.get(session, plan, path.version)
        made = pins.release(session, actor(), plan, row, path.number, query.why)
    return version_created(path, made)


@api.post(f"{_ONE}/restoration", responses={201: VersionShown})
@needs(Permission.PLANS_WRITE)
def restore_version(path: VersionPath, body: Restoration) -> Response:
    """恢复这一版，成为最新的草稿；方案后来改过的，也回到当时的内容."""
    with database().writing() as session:
        plan = plans.get(session, office_id(), path.plan)
        made = restoring.restore(session, actor(), plan, versions.get(session, plan, path.version), body.why)
    return version_created(path, made)
