"""Sessions as they were held, recorded by the office or confirmed by the leader; and the history that comes of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from flask import Response, jsonify
from pydantic import BaseModel, Field

from api.service import history, plans
from api.service.clock import now
from api.service.history import Attended
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import actor, database, office_id
from api.web.shapes import Number, OfficePath, Shape, blueprint, sent
from roster.faults import Fault, InputError

api = blueprint("sessions", "接访情况")
Text = Annotated[str, Field(min_length=1, max_length=320)]
_MOST_DAYS = 800


class DatesQuery(BaseModel):
    """Dates, both included."""

    since: date
    until: date


class SessionsQuery(DatesQuery):
    """The dates, and of whom."""

    leader: Text | None = None


class Held(Shape):
    """Who held a seat (counted from 0 in its slot), or why nobody did."""

    plan: Number
    slot: Text
    seat: Annotated[int, Field(ge=0, le=1000)] = 0
    leader: Text | None = None
    reason: Annotated[str, Field(min_length=1, max_length=500)] | None = None


class HeldShown(BaseModel):
    """A seat as it was held; what is not `recorded` counts as it was published."""

    plan: int
    slot: str
    date: date
    duty: str
    unit: str | None
    seat: int
    role: str
    standby: bool
    planned: str | None
    leader: str | None
    reason: str | None
    recorded: bool


class HeldSessions(BaseModel):
    """Seats as they were held."""

    items: list[HeldShown]


class History(BaseModel):
    """Entries of a plan's `history`."""

    items: list[dict[str, Any]]


@api.get("/offices/<office>/sessions", responses={200: HeldSessions})
@needs(Permission.ROSTERS_READ)
def list_sessions(path: OfficePath, query: SessionsQuery) -> Response:
    """某段日期（和某位领导）的接访情况：谁接待了，没有接待的原因（只给管理员）；未登记的按公布的算."""
    _check(query)
    with database().reading() as session:
        if query.leader is None:
            seats = history.attended(session, office_id(), query.since, query.until)
        else:
            seats = history.of_leader(session, office_id(), query.since, query.until, query.leader)
        found = [_shown(one) for one in seats]
    return jsonify({"items": [sent(one) for one in found]})


@api.post("/offices/<office>/sessions", responses={204: None})
@needs(Permission.SESSIONS_WRITE)
def record_session(path: OfficePath, body: Held) -> tuple[str, int]:
    """登记谁接待了，或没有接待及原因；再登记一次就是更正，原来的记录保留."""
    _record(body)
    return "", 204


@api.post("/offices/<office>/my/sessions", responses={204: None})
@needs(Permission.OWN_WRITE)
def confirm_session(path: OfficePath, body: Held) -> tuple[str, int]:
    """领导确认自己的班次."""
    _record(body)
    return "", 204


@api.get("/offices/<office>/history", responses={200: History})
@needs(Permission.PLANS_READ)
def read_history(path: OfficePath, query: DatesQuery) -> Response:
    """按实际接访情况算出的历史轮次，直接用作下一个方案的 history."""
    _check(query)
    with database().reading() as session:
        return jsonify({"items": history.history(session, office_id(), query.since, query.until)})


def _record(body: Held) -> None:
    with database().writing() as session:
        plan = plans.get(session, office_id(), body.plan)
        today = now().date()
        history.record(session, actor(), plan, body.slot, body.seat, body.leader, body.reason, today)


def _check(query: DatesQuery) -> None:
    if query.until < query.since or (query.until - query.since).days > _MOST_DAYS:
        raise InputError([Fault("until", f"应不早于 since，且相隔不超过{_MOST_DAYS}天。")])


def _shown(one: Attended) -> HeldShown:
    return HeldShown(
        plan=one.plan,
        slot=one.slot.id,
        date=one.slot.date,
        duty=one.slot.duty,
        unit=one.slot.unit,
        seat=one.number,
        role=one.seat.role,
        standby=one.seat.standby,
        planned=one.seat.leader,
        leader=one.leader,
        reason=one.reason if actor().may(Permission.PLANS_READ) else None,
        recorded=one.recorded,
    )
