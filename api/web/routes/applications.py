"""What leaders apply for, to themselves and to administrators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from flask import Response, jsonify
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from api.service import applications, leave, plans, swaps
from api.service.actor import Actor
from api.service.applications import LEAVE, SWAP
from api.service.errors import ForbiddenError
from api.service.permissions import Permission
from api.service.seats import Seat
from api.store.tables import Application
from api.web.access import needs
from api.web.context import actor, database, office_id
from api.web.shapes import (
    PREFIX,
    Listed,
    Number,
    OfficePath,
    PageQuery,
    Refusal,
    Shape,
    Step,
    Why,
    Word,
    blueprint,
    listed,
    sent,
)

api = blueprint("applications", "请假和对调申请")
_ALL, _MY = "/offices/<office>/applications", "/offices/<office>/my/applications"
Text = Annotated[str, Field(min_length=1, max_length=320)]
Key = Annotated[str, Field(min_length=1, max_length=100)]
Moment = Annotated[str, Field(min_length=10, max_length=16, description="日期，或日期和时间（2026-02-03T08:30）")]
State = Literal["waiting", "accepted", "approved", "refused", "withdrawn"]
Kind = Literal["leave", "swap"]


class ApplicationPath(OfficePath):
    """An application."""

    number: Number


class ApplicationQuery(PageQuery):
    """The applications of a kind, in a state, of a leader."""

    kind: Kind | None = None
    state: State | None = None
    leader: Key | None = None


class OwnLeave(Shape):
    """Leave from `start` to `end`: dates, both included, or moments as in an absence."""

    start: Moment
    end: Moment
    reason: Why


class Leave(OwnLeave):
    """Leave of a leader."""

    leader: Key


class SeatAsked(Shape):
    """A seat: its slot, the role (the slot's first unless given), and among several the one of `holder`."""

    slot: Text
    role: Text | None = None
    holder: Key | None = None

    @property
    def seat(self) -> Seat:
        """As the service takes it."""
        return Seat(self.slot, self.role, self.holder)


class Swap(Shape):
    """A swap of two seats of what a plan has published."""

    plan: Number
    seat: SeatAsked
    other: Annotated[SeatAsked, Field(alias="with")]
    reason: Why


class TouchedShown(BaseModel):
    """A seat of a published version that falls into a leave."""

    plan: int
    version: int
    slot: str
    date: date
    role: str


class ApplicationShown(BaseModel):
    """An application: `value` is what for; `entry` the absence that a leave became, `made` the version that a swap
    made; `touched` the published seats that a leave leaves empty."""

    id: int
    kind: Kind
    state: State
    leader: str
    other: str | None
    plan: int | None
    value: dict[str, Any]
    entry: str | None
    made: int | None
    steps: list[Step]
    created: datetime
    touched: list[TouchedShown] | None = None


class Applications(Listed):
    """Applications."""

    items: list[ApplicationShown]


@api.get(_ALL, responses={200: Applications})
@needs(Permission.APPLICATIONS_READ)
def list_applications(path: OfficePath, query: ApplicationQuery) -> Response:
    """列出申请，含请假原因；单位管理员只看到本单位的请假."""
    return _list(query)


@api.get(f"{_ALL}/<int:number>", responses={200: ApplicationShown})
@needs(Permission.APPLICATIONS_READ)
def read_application(path: ApplicationPath) -> Response:
    """一个申请；请假的，另列出由此空出的已公布席位."""
    with database().reading() as session:
        row = applications.get(session, actor(), office_id(), path.number)
        touched = [TouchedShown.model_validate(one, from_attributes=True) for one in leave.touched(session, row)]
    return jsonify(sent(_shown(row).model_copy(update={"touched": touched})))


@api.post(f"{_ALL}/leave", responses={201: ApplicationShown})
@needs(Permission.APPLICATIONS_WRITE)
def apply_for_leave(path: OfficePath, body: Leave) -> Response:
    """替一位领导申请请假."""
    return _made(path, lambda session: _leave(session, body.leader, body))


@api.post(f"{_ALL}/swaps", responses={201: ApplicationShown})
@needs(Permission.APPLICATIONS_WRITE)
def apply_for_swap(path: OfficePath, body: Swap) -> Response:
    """替一位领导申请对调."""
    return _made(path, lambda session: _swap(session, body))


@api.post(f"{_ALL}/<int:number>/approval", responses={200: ApplicationShown})
@needs(Permission.APPLICATIONS_WRITE)
def approve_application(path: ApplicationPath, body: Word) -> Response:
    """批准：请假写入台账；双方已同意的对调随即公布."""

    kinds = {LEAVE: leave.approve, SWAP: swaps.approve}
    return _done(path, lambda session, who, row: kinds[row.kind](session, who, row, body.why))


@api.post(f"{_ALL}/<int:number>/acceptance", responses={200: ApplicationShown})
@needs(Permission.APPLICATIONS_WRITE)
def accept_application(path: ApplicationPath, body: Word) -> Response:
    """替对方同意对调，成为新的一版排班表."""
    return _done(path, lambda session, who, row: swaps.accept(session, who, row, body.why))


@api.post(f"{_ALL}/<int:number>/refusal", responses={200: ApplicationShown})
@needs(Permission.APPLICATIONS_WRITE)
def refuse_application(path: ApplicationPath, body: Refusal) -> Response:
    """不同意，写明原因."""
    return _done(path, lambda session, who, row: applications.refuse(session, who, row, body.why))


@api.post(f"{_ALL}/<int:number>/withdrawal", responses={200: ApplicationShown})
@needs(Permission.APPLICATIONS_WRITE)
def withdraw_application(path: ApplicationPath, body: Word) -> Response:
    """替申请人撤回."""
    return _done(path, lambda session, who, row: applications.withdraw(session, who, row, body.why))


@api.get(_MY, responses={200: Applications})
@needs(Permission.OWN_READ)
def list_own_applications(path: OfficePath, query: ApplicationQuery) -> Response:
    """我提出的和向我提出的申请."""
    return _list(query)


@api.post("/offices/<office>/my/leave", responses={201: ApplicationShown})
@needs(Permission.OWN_WRITE)
def apply_for_own_leave(path: OfficePath, body: OwnLeave) -> Response:
    """我申请请假；原因只有管理员看到."""
    return _made(path, lambda session: _leave(session, _me(), body))


@api.post("/offices/<office>/my/swaps", responses={201: ApplicationShown})
@needs(Permission.OWN_WRITE)
def apply_for_own_swap(path: OfficePath, body: Swap) -> Response:
    """我申请与另一位领导对调."""
    return _made(path, lambda session: _swap(session, body))


@api.post(f"{_MY}/<int:number>/acceptance", responses={200: ApplicationShown})
@needs(Permission.OWN_WRITE)
def accept_for_myself(path: ApplicationPath, body: Word) -> Response:
    """同意别人向我提出的对调."""
    return _done(path, lambda session, who, row: swaps.accept(session, who, row, body.why))


@api.post(f"{_MY}/<int:number>/refusal", responses={200: ApplicationShown})
@needs(Permission.OWN_WRITE)
def refuse_for_myself(path: ApplicationPath, body: Refusal) -> Response:
    """不同意别人向我提出的对调."""
    return _done(path, lambda session, who, row: applications.refuse(session, who, row, body.why))


@api.post(f"{_MY}/<int:number>/withdrawal", responses={200: ApplicationShown})
@needs(Permission.OWN_WRITE)
def withdraw_my_own(path: ApplicationPath, body: Word) -> Response:
    """撤回我的申请."""
    return _done(path, lambda session, who, row: applications.withdraw(session, who, row, body.why))


def _me() -> str:
    leader = actor().leader
    if leader is None:
        raise ForbiddenError("只有领导本人可以。")
    return leader


def _list(query: ApplicationQuery) -> Response:
    with database().reading() as session:
        found = applications.every(
            session, actor(), office_id(), query.page, kind=query.kind, state=query.state, leader=query.leader
        )
    return jsonify(listed(found, _shown))


def _leave(session: Session, leader: str, body: OwnLeave) -> Application:
    return leave.apply(session, actor(), office_id(), leader, body.start, body.end, body.reason)


def _swap(session: Session, body: Swap) -> Application:
    plan = plans.get(session, office_id(), body.plan)
    return swaps.apply(session, actor(), plan, body.seat.seat, body.other.seat, body.reason)


def _made(path: OfficePath, work: Callable[[Session], Application]) -> Response:
    with database().writing() as session:
        row = work(session)
    response = jsonify(sent(_shown(row)))
    response.status_code = 201
    response.headers["Location"] = f"{PREFIX}/offices/{path.office}/applications/{row.id}"
    return response


def _done(path: ApplicationPath, work: Callable[[Session, Actor, Application], Application]) -> Response:
    with database().writing() as session:
        row = work(session, actor(), applications.get(session, actor(), office_id(), path.number))
    return jsonify(sent(_shown(row)))


def _shown(row: Application) -> ApplicationShown:
    names = set(ApplicationShown.model_fields) - {"plan", "touched"}
    return ApplicationShown.model_validate({name: getattr(row, name) for name in names} | {"plan": row.plan_id})
