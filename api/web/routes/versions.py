"""Versions of a roster: read, checked, explained, changed by hand, published."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Literal

from flask import Response, jsonify
from pydantic import BaseModel, Field

from api.service import plans, publishing, seats, sign_off, versions
from api.service.clock import now
from api.service.errors import NotFoundError
from api.service.permissions import Permission
from api.service.publishing import Request
from api.service.seats import Seat
from api.store.tables import RosterVersion
from api.web.access import needs
from api.web.conditional import edition
from api.web.context import actor, database, office_id
from api.web.routes.plans import PlanPath
from api.web.routes.publications import Publication, publication_shown
from api.web.shapes import PREFIX, Listed, Number, PageQuery, Refusal, Shape, Step, Why, Word, blueprint, listed, sent
from api.web.tried import Tried, tried_answer
from calendars.edited import Edited
from roster.files import roster_bytes

api = blueprint("versions", "排班表")
_BASE = "/offices/<office>/plans/<int:plan>/versions"
_ONE = f"{_BASE}/<int:version>"
Text = Annotated[str, Field(min_length=1, max_length=320)]


class VersionPath(PlanPath):
    """A version."""

    version: Number


class SeatBody(Shape):
    """A seat: its slot, the role (the slot's first unless given), and among several the one of `holder`."""

    slot: Text
    role: Text | None = None
    holder: Text | None = None

    @property
    def seat(self) -> Seat:
        """As the service takes it."""
        return Seat(self.slot, self.role, self.holder)


class SeatQuery(BaseModel):
    """A seat."""

    slot: Text
    role: Text | None = None
    holder: Text | None = None


class Swap(Shape):
    """Two seats whose holders change places."""

    seat: SeatBody
    other: Annotated[SeatBody, Field(alias="with")]
    why: Why = "对调"


class SeatGiven(SeatBody):
    """A seat, and who is to hold it (null: nobody)."""

    leader: Text | None


class Substitution(Shape):
    """Seats that pass to others."""

    seats: Annotated[list[SeatGiven], Field(min_length=1, max_length=100)]
    why: Why = "替班"


class Publish(Shape):
    """A publication: why, what is acknowledged, the date under the signature, how notices are worded."""

    why: Why = "公布"
    acknowledged: Annotated[list[Literal["gaps", "projected", "outdated", "wording"]], Field(default_factory=list)]
    issued: date | None = None
    wording: dict[Text, Edited] | None = Field(None, description="按职责编号改的导语、附注；不给时沿用上次的")


class VersionShown(BaseModel):
    """A version: how it was made, from which version, by whom, when, why; its levels with their bounds; who submitted,
    approved or refused it."""

    number: int
    plan: int
    state: Literal["draft", "submitted", "approved", "published", "superseded"]
    origin: str
    based_on: int | None
    status: str
    calendar: str
    gaps: int
    levels: list[dict[str, Any]]
    at: datetime
    by: str
    why: str
    steps: list[Step]


class Versions(Listed):
    """Versions."""

    items: list[VersionShown]


@api.get(_BASE, responses={200: Versions})
@needs(Permission.ROSTERS_READ)
def list_versions(path: PlanPath, query: PageQuery) -> Response:
    """列出排班表的各版；只能看公布结果的人看不到草稿."""
    states = None if actor().may(Permission.PLANS_READ) else versions.PUBLIC
    with database().reading() as session:
        plan = plans.get(session, office_id(), path.plan)
        return jsonify(listed(versions.every(session, plan, query.page, states), _shown))


@api.get(_ONE, responses={200: VersionShown})
@needs(Permission.ROSTERS_READ)
def read_version(path: VersionPath) -> Response:
    """一版排班表：来历、各级数值和下界."""
    return _answer(version_at(path))


@api.get(f"{_ONE}/roster", responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}})
@needs(Permission.ROSTERS_READ)
def read_roster(path: VersionPath) -> Response:
    """排班表文件；空缺的原因只给管理员."""
    roster = versions.roster_of(version_at(path))
    if not actor().may(Permission.PLANS_READ):
        gaps = tuple(gap.model_copy(update={"reasons": ()}) for gap in roster.gaps)
        roster = roster.model_copy(update={"gaps": gaps, "warnings": ()})
    return Response(roster_bytes(roster), mimetype="application/json")


@api.get(f"{_ONE}/difference", responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}})
@needs(Permission.PLANS_READ)
def read_difference(path: VersionPath) -> Response:
    """与所依据的那一版的差别."""
    found = version_at(path).difference
    if found is None:
        raise NotFoundError("这一版不是从另一版改出来的。")
    return jsonify(found)


@api.get(f"{_ONE}/check", responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}})
@needs(Permission.PLANS_READ)
def check_version(path: VersionPath) -> Response:
    """从头核对：违反了什么，各级重新计算."""
    report = seats.report_of(version_at(path))
    return jsonify({"passed": report.passed, **asdict(report)})


@api.get(f"{_ONE}/candidates", responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}})
@needs(Permission.PLANS_READ)
def read_candidates(path: VersionPath, query: SeatQuery) -> Response:
    """谁可以接替某个席位，对各级的影响；不能的写明原因."""
    found = seats.candidates_of(version_at(path), Seat(query.slot, query.role, query.holder))
    return jsonify({**asdict(found), "refused": [reason.model_dump() for reason in found.refused]})


@api.get(f"{_ONE}/explanation", responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}})
@needs(Permission.PLANS_READ)
def read_explanation(path: VersionPath, query: SeatQuery) -> Response:
    """某个席位为什么是这个人."""
    found = seats.explanation_of(version_at(path), Seat(query.slot, query.role, query.holder))
    return jsonify({**asdict(found), "gaps": [reason.model_dump() for reason in found.gaps]})


@api.post(f"{_ONE}/swap", responses={201: VersionShown})
@needs(Permission.PLANS_WRITE)
def swap_seats(path: VersionPath, body: Swap) -> Response:
    """两位领导对调，成为新的一版草稿."""
    with database().writing() as session:
        plan = plans.get(session, office_id(), path.plan)
        row = versions.get(session, plan, path.version)
        made = seats.swapped(session, actor(), plan, row, body.seat.seat, body.other.seat, body.why)
    return version_created(path, made)


@api.post(f"{_ONE}/substitution", responses={201: VersionShown})
@needs(Permission.PLANS_WRITE)
def substitute(path: VersionPath, body: Substitution) -> Response:
    """替班或手工调整席位，成为新的一版草稿；违反的规则当场写明."""
    changes = [(one.seat, one.leader) for one in body.seats]
    with database().writing() as session:
        plan = plans.get(session, office_id(), path.plan)
        row = versions.get(session, plan, path.version)
        made = seats.reseated(session, actor(), plan, row, changes, body.why)
    return version_created(path, made)


@api.post(f"{_ONE}/substitution/preview", responses={200: Tried})
@needs(Permission.PLANS_READ)
def try_substitution(path: VersionPath, body: Substitution) -> Response:
    """试换：违反的规则、各级数值、空缺和差别当场写明，什么也不保存."""
    row = version_at(path)
    return tried_answer(row, lambda: seats.tried_seats(row, [(one.seat, one.leader) for one in body.seats]))


@api.post(f"{_ONE}/submission", responses={200: VersionShown})
@needs(Permission.PLANS_WRITE)
def submit_version(path: VersionPath, body: Word) -> Response:
    """送审."""
    with database().writing() as session:
        plan = plans.get(session, office_id(), path.plan)
        row = sign_off.submit(session, actor(), plan, path.version, body.why)
    return _answer(row)


@api.post(f"{_ONE}/approval", responses={200: VersionShown})
@needs(Permission.ROSTERS_PUBLISH)
def approve_version(path: VersionPath, body: Word) -> Response:
    """审签批准；不能由送审的人批准."""
    with database().writing() as session:
        plan = plans.get(session, office_id(), path.plan)
        row = sign_off.approve(session, actor(), plan, path.version, body.why)
    return _answer(row)


@api.post(f"{_ONE}/refusal", responses={200: VersionShown})
@needs(Permission.ROSTERS_PUBLISH)
def refuse_version(path: VersionPath, body: Refusal) -> Response:
    """退回，写明原因；退回后又是草稿."""
    with database().writing() as session:
        plan = plans.get(session, office_id(), path.plan)
        row = sign_off.refuse(session, actor(), plan, path.version, body.why)
    return _answer(row)


@api.post(f"{_ONE}/publication", responses={201: Publication})
@needs(Permission.ROSTERS_PUBLISH)
def publish_version(path: VersionPath, body: Publish) -> Response:
    """公布：订阅随之更新，上一版被取代。If-Match 写方案的 ETag."""
    expected = edition()
    wanted = Request(now(), body.why, frozenset(body.acknowledged), body.issued, body.wording)
    with database().writing() as session:
        plan = plans.get(session, office_id(), path.plan)
        made = publishing.publish(session, actor(), plan, path.version, wanted, expected)
        version = publishing.version_of(session, made.version_id)
    response = jsonify(sent(publication_shown(made, version)))
    response.status_code = 201
    response.headers["Location"] = f"{PREFIX}/offices/{path.office}/publications/{made.number}"
    return response


def version_at(path: VersionPath) -> RosterVersion:
    """The version of a path; a draft is for those alone who may see plans."""
    with database().reading() as session:
        row = versions.get(session, plans.get(session, office_id(), path.plan), path.version)
    if row.state not in versions.PUBLIC and not actor().may(Permission.PLANS_READ):
        raise NotFoundError("没有这一版排班表。")
    return row


def _answer(row: RosterVersion) -> Response:
    return jsonify(sent(_shown(row)))


def version_created(path: VersionPath, row: RosterVersion) -> Response:
    """The answer that a version was made."""
    response = _answer(row)
    response.status_code = 201
    response.headers["Location"] = f"{PREFIX}/offices/{path.office}/plans/{path.plan}/versions/{row.number}"
    return response


def _shown(row: RosterVersion) -> VersionShown:
    return VersionShown.model_validate(
        {name: getattr(row, name) for name in VersionShown.model_fields if name != "plan"} | {"plan": row.plan_id}
    )
