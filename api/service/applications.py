"""Applications of leaders, of whatever kind: who sees them, and how they end.

The reason of a leave is for administrators and for who applies; that of a swap is a word to the other leader too.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import audit, offices
from api.service.actor import Actor
from api.service.clock import now
from api.service.errors import ConflictError, ForbiddenError, NotFoundError
from api.service.messages import News, tell
from api.service.paging import Page, Paged, paged
from api.store.tables import Application, ApplicationState, Entry, Target

LEAVE, SWAP = "leave", "swap"
_OPEN = (ApplicationState.WAITING, ApplicationState.ACCEPTED)
_SAID = {
    ApplicationState.WAITING: "还没有处理",
    ApplicationState.ACCEPTED: "对方已同意",
    ApplicationState.APPROVED: "已批准",
    ApplicationState.REFUSED: "已被拒绝",
    ApplicationState.WITHDRAWN: "已撤回",
}


def get(session: Session, actor: Actor, office_id: int, number: int) -> Application:
    """The application of that number; NotFoundError where there is none that who asks may know of."""
    row = session.scalar(_seen(actor, office_id).where(Application.id == number))
    if row is None:
        raise NotFoundError("没有这个申请。")
    return row


def every(
    session: Session,
    actor: Actor,
    office_id: int,
    page: Page,
    *,
    kind: str | None = None,
    state: str | None = None,
    leader: str | None = None,
) -> Paged[Application]:
    """The applications that who asks may know of, the newest first."""
    chosen = _seen(actor, office_id).order_by(Application.id.desc())
    if kind is not None:
        chosen = chosen.where(Application.kind == kind)
    if state is not None:
        chosen = chosen.where(Application.state == state)
    if leader is not None:
        chosen = chosen.where(sa.or_(Application.leader == leader, Application.other == leader))
    return paged(session, chosen, page)


def add(session: Session, actor: Actor, row: Application, why: str | None) -> Application:
    """Keeps a new application."""
    session.add(row)
    row.state, row.created = ApplicationState.WAITING, now()
    row.steps = [_step(actor, "apply", why)]
    session.flush()
    after = {"kind": row.kind, "leader": row.leader, "other": row.other, **row.value}
    audit.record(session, actor, "applications.apply", f"applications/{row.id}", after=after)
    return row


def lock(session: Session, row: Application, *states: ApplicationState) -> None:
    """From here to the end of the transaction nobody else does anything with it. ConflictError where it is in none of
    those states."""
    offices.lock(session, row.office_id)
    session.refresh(row)
    if row.state not in states:
        raise ConflictError(f"这个申请{_SAID[ApplicationState(row.state)]}。")


def pass_on(session: Session, actor: Actor, row: Application, state: ApplicationState, why: str | None = None) -> None:
    """Brings an application into a state, with who, when and why."""
    before, row.state = row.state, state
    row.steps = [*row.steps, _step(actor, state, why)]
    audit.record(
        session,
        actor,
        f"applications.{state}",
        f"applications/{row.id}",
        before={"state": before},
        after={"state": state, "why": why},
    )


def refuse(session: Session, actor: Actor, row: Application, why: str) -> Application:
    """Refuses an application: the office, or the other leader of a swap who has not accepted yet."""
    if actor.leader is not None and actor.leader != row.other:
        raise ForbiddenError("只能答复别人向自己提出的对调。")
    lock(session, row, *(_OPEN if actor.leader is None else (ApplicationState.WAITING,)))
    pass_on(session, actor, row, ApplicationState.REFUSED, why)
    tell_leader(session, row, row.leader, f"您的{_title(row)}没有通过，原因请登录查看。")
    return row


def withdraw(session: Session, actor: Actor, row: Application, why: str | None) -> Application:
    """Takes an application back that nothing has come of yet."""
    if actor.leader is not None and actor.leader != row.leader:
        raise ForbiddenError("只能撤回自己的申请。")
    lock(session, row, *_OPEN)
    pass_on(session, actor, row, ApplicationState.WITHDRAWN, why)
    if row.other is not None:
        tell_leader(session, row, row.other, "向您提出的对调已撤回。")
    return row


def tell_leader(session: Session, row: Application, leader: str, text: str) -> None:
    """Tells a leader of what has become of an application."""
    chosen = sa.select(Target).where(Target.office_id == row.office_id, Target.leader == leader)
    _tell(session, row, chosen, text)


def tell_administrators(session: Session, row: Application, text: str) -> None:
    """Tells administrators of what waits for them."""
    chosen = sa.select(Target).where(Target.office_id == row.office_id, Target.administrators)
    _tell(session, row, chosen, text)


def name_of(session: Session, office_id: int, leader: str) -> str:
    """A leader's name."""
    chosen = sa.select(Entry.value).where(Entry.office_id == office_id, Entry.kind == "leaders", Entry.key == leader)
    value = session.scalar(chosen)
    return leader if value is None else str(value["name"])


def _tell(session: Session, row: Application, chosen: sa.Select[Target], text: str) -> None:
    for target in session.scalars(chosen):
        event = f"application {row.id} {len(row.steps)} {row.state}"
        tell(session, row.office_id, News(event, target.channel, target.address, f"{_title(row)}：有新情况", text))


def _title(row: Application) -> str:
    return "请假申请" if row.kind == LEAVE else "对调申请"


def _step(actor: Actor, act: str, why: str | None) -> dict[str, str | None]:
    return {"act": str(act), "by": actor.name, "at": now().isoformat(), "why": why}


def _seen(actor: Actor, office_id: int) -> sa.Select[Application]:
    chosen = sa.select(Application).where(Application.office_id == office_id)
    if actor.leader is not None:
        return chosen.where(sa.or_(Application.leader == actor.leader, Application.other == actor.leader))
    if actor.unit is not None:
        own = sa.select(Entry.key).where(
            Entry.office_id == office_id, Entry.kind == "leaders", Entry.unit == actor.unit
        )
        return chosen.where(Application.kind == LEAVE, Application.leader.in_(own))
    return chosen
