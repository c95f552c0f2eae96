"""Recipients of an office's messages."""

from __future__ import annotations

import re
import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import audit, offices
from api.service.actor import Actor
from api.service.errors import ConflictError, NotFoundError
from api.service.messages import MAIL, News, tell
from api.service.paging import Page, Paged, paged
from api.store.tables import Target
from roster.faults import Fault, InputError, expected

_MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")


def add(
    session: Session,
    actor: Actor,
    office_id: int,
    channel: str,
    address: str,
    leader: str | None = None,
    *,
    administrators: bool = False,
) -> Target:
    """A recipient more. Of the address the audit log keeps nothing: a robot's is a secret."""
    if channel == MAIL and not _MAIL.fullmatch(address):
        raise InputError([Fault("address", expected("邮箱地址", address))])
    if channel != MAIL and not address.startswith(("https://", "http://")):
        raise InputError([Fault("address", expected("机器人的 https:// 地址", address))])
    if administrators and leader is not None:
        raise InputError([Fault("administrators", "领导本人的地址不应同时是管理员的地址。")])
    known = sa.select(Target.id).where(
        Target.office_id == office_id, Target.channel == channel, Target.address == address
    )
    if session.scalar(known) is not None:
        raise ConflictError("这个地址已经有了。")
    row = Target(office_id=office_id, channel=channel, address=address, leader=leader, administrators=administrators)
    session.add(row)
    session.flush()
    after = {"channel": channel, "leader": leader, "administrators": administrators}
    audit.record(session, actor, "targets.add", f"targets/{row.id}", after=after)
    return row


def remove(session: Session, actor: Actor, office_id: int, target_id: int) -> None:
    """Takes a recipient away."""
    row = _get(session, office_id, target_id)
    session.delete(row)
    audit.record(session, actor, "targets.remove", f"targets/{target_id}", before={"channel": row.channel})


def try_out(session: Session, actor: Actor, office_id: int, target_id: int) -> None:
    """Sends a recipient a message that says who tries this, each time anew; the outbox tells what became of it."""
    row = _get(session, office_id, target_id)
    text = f"{offices.get(session, office_id).name}在试这个地址：收到这条消息，就说明可以用。"
    event = f"test {secrets.token_hex(8)}"
    tell(session, office_id, News(event, row.channel, row.address, "轮值测试消息", text))
    audit.record(session, actor, "targets.test", f"targets/{target_id}")


def every(session: Session, office_id: int, page: Page) -> Paged[Target]:
    """An office's recipients."""
    return paged(session, sa.select(Target).where(Target.office_id == office_id).order_by(Target.id), page)


def _get(session: Session, office_id: int, target_id: int) -> Target:
    row = session.scalar(sa.select(Target).where(Target.office_id == office_id, Target.id == target_id))
    if row is None:
        raise NotFoundError("没有这个收件人。")
    return row
