"""Swaps by consent: one leader asks, the other accepts, the office confirms and publishes.

Each step is checked anew with what is published at that time, in both directions: an application that has been
overtaken is refused, and says by what.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from api.service import applications, offices, publishing, seats, versions
from api.service.actor import Actor
from api.service.applications import SWAP
from api.service.clock import now
from api.service.errors import ConflictError, ForbiddenError
from api.service.permissions import Permission
from api.service.seats import Seat
from api.store.tables import Application, ApplicationState, PlanRow, RosterVersion, VersionState
from calendars.wording import full_date
from roster.faults import Fault, InputError
from roster.seating import Place

_OVERTAKEN = "公布的排班后来变了，席位已不是申请时的人。请撤回后重新提出。"


def apply(session: Session, actor: Actor, plan: PlanRow, one: Seat, other: Seat, reason: str) -> Application:
    """Asks the holder of another published seat to change places. InputError with all that stands in the way."""
    if actor.unit is not None:
        raise ForbiddenError("单位管理员只处理请假，对调由管理员办理。")
    offices.lock(session, plan.office_id)
    row = _published(session, plan)
    first, second = _places(row, one, other)
    if first.holder is None or second.holder is None:
        raise InputError([Fault("with" if first.holder else "seat", "席位空缺，没有人可以对调。")])
    if actor.leader is not None and first.holder != actor.leader:
        raise InputError([Fault("seat", "只能拿自己的席位提出对调。", first.slot.id)])
    _try(actor, row, one, other)
    value = {"seat": _kept(first), "with": _kept(second), "reason": reason}
    made = Application(
        office_id=plan.office_id,
        kind=SWAP,
        leader=first.holder,
        other=second.holder,
        plan_id=plan.id,
        value=value,
    )
    applications.add(session, actor, made, reason)
    name = applications.name_of(session, plan.office_id, first.holder)
    text = f"{name}想用{full_date(first.slot.date)}的班次与您{full_date(second.slot.date)}的班次对调，请登录答复。"
    applications.tell_leader(session, made, second.holder, text)
    return made


def accept(session: Session, actor: Actor, row: Application, why: str | None) -> Application:
    """The other leader's consent: the swap is a new version, which the office confirms where it has to."""
    if row.kind != SWAP:
        raise ConflictError("这不是对调申请。")
    if actor.leader is not None and actor.leader != row.other:
        raise ForbiddenError("只能答复别人向自己提出的对调。")
    applications.lock(session, row, ApplicationState.WAITING)
    _make(session, actor, row)
    applications.pass_on(session, actor, row, ApplicationState.ACCEPTED, why)
    applications.tell_leader(session, row, row.leader, "对方同意了您提出的对调。")
    office = offices.get(session, row.office_id)
    if office.confirm_swaps or office.sign_off:
        applications.tell_administrators(session, row, "两位领导已同意对调，请登录确认并公布。")
    else:
        _publish(session, actor, row)
    return row


def approve(session: Session, actor: Actor, row: Application, why: str | None) -> Application:
    """The office's confirmation: the version with the swap is published. Where something else was published since the
    two agreed, the swap is made anew of that, if it still can be."""
    if row.kind != SWAP:
        raise ConflictError("这不是对调申请。")
    if not actor.may(Permission.ROSTERS_PUBLISH):
        raise ForbiddenError(f"需要权限“{Permission.ROSTERS_PUBLISH}”。")
    applications.lock(session, row, ApplicationState.ACCEPTED)
    plan = _plan(session, row)
    made = versions.get(session, plan, row.made or 0)
    if made.state in (VersionState.PUBLISHED, VersionState.SUPERSEDED):
        applications.pass_on(session, actor, row, ApplicationState.APPROVED, why)
    elif made.based_on == _published(session, plan).number:
        _publish(session, actor, row, why)
    else:
        _make(session, actor, row)
        if not offices.get(session, row.office_id).sign_off:
            _publish(session, actor, row, why)
    return row


def _make(session: Session, actor: Actor, row: Application) -> None:
    """The version in which they have changed places, made of what is published."""
    plan = _plan(session, row)
    current = _published(session, plan)
    one, other = _seat(row.value["seat"], row.leader), _seat(row.value["with"], row.other)
    try:
        _places(current, one, other)
    except InputError:
        raise ConflictError(_OVERTAKEN) from None
    _try(actor, current, one, other)
    names = [applications.name_of(session, row.office_id, leader) for leader in (row.leader, row.other or "")]
    why = f"{names[0]}与{names[1]}对调（申请{row.id}）"
    row.made = seats.swapped(session, actor, plan, current, one, other, why).number


def _publish(session: Session, actor: Actor, row: Application, why: str | None = None) -> None:
    """Publishes the version of a swap; what was acknowledged of the one before holds for it too, for a swap changes
    neither gaps nor working days."""
    plan = _plan(session, row)
    last = publishing.of_plan(session, plan)
    made = versions.get(session, plan, row.made or 0)
    wanted = publishing.Request(now(), made.why, frozenset(last.acknowledged if last else ()))
    publishing.publish(session, actor, plan, made.number, wanted)
    applications.pass_on(session, actor, row, ApplicationState.APPROVED, why)
    for leader in (row.leader, row.other):
        if leader is not None:
            applications.tell_leader(session, row, leader, "对调已生效，请看新的安排。")


def _published(session: Session, plan: PlanRow) -> RosterVersion:
    row = versions.published(session, plan)
    if row is None:
        raise ConflictError("这个方案还没有公布，不能对调。")
    return row


def _places(row: RosterVersion, one: Seat, other: Seat) -> tuple[Place, Place]:
    roster = versions.roster_of(row)
    return one.find(roster, "seat."), other.find(roster, "with.")


def _try(actor: Actor, row: RosterVersion, one: Seat, other: Seat) -> None:
    """InputError with what stands in the way. Why the other cannot come is none of a leader's business."""
    today = now().astimezone(versions.plan_of(row).zone).date()
    faults = list(_past(row, one, other, today))
    if not faults:
        try:
            seats.tried_swap(row, one, other)
        except InputError as error:
            faults = list(error.faults)
    if actor.leader is not None:
        others = {place.holder for place in _places(row, one, other)} - {actor.leader}
        hidden = Fault("with", "对方不能接这个班次。请换一个席位，或请管理员安排。")
        faults = [hidden if fault.id in others else fault for fault in faults]
    if faults:
        raise InputError(dict.fromkeys(faults))


def _past(row: RosterVersion, one: Seat, other: Seat, today: date) -> list[Fault]:
    places = zip(("seat", "with"), _places(row, one, other), strict=True)
    return [
        Fault(path, f"{place.slot.date}已经过去，不能对调。", place.slot.id)
        for path, place in places
        if place.slot.date < today
    ]


def _kept(place: Place) -> dict[str, Any]:
    return {"slot": place.slot.id, "role": place.seat.role, "date": place.slot.date.isoformat()}


def _seat(kept: dict[str, Any], holder: str | None) -> Seat:
    return Seat(kept["slot"], kept["role"], holder)


def _plan(session: Session, row: Application) -> PlanRow:
    return session.get_one(PlanRow, row.plan_id)
