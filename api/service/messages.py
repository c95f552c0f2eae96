"""The outbox: what is to be told, written with the change it tells of, sent later by a worker, each once.

A message of a robot or a mail names no reason of an absence and no reason of a gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service.clock import now
from api.service.paging import Page, Paged, paged
from api.store import Database
from api.store.tables import Message

MAIL, WECOM, DINGTALK = "mail", "wecom", "dingtalk"
WAITING, SENDING, SENT, FAILED = "waiting", "sending", "sent", "failed"
ATTEMPTS = 8
_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_SEND = timedelta(minutes=5)
"""A message that has been sending for longer was left by a worker that died."""


@dataclass(frozen=True, slots=True)
class News:
    """Something to be told to one recipient (an address of mail, or of a robot), once for each `event`; with `entry`,
    the name of a login link that is written out only when the message goes out."""

    event: str
    channel: str
    recipient: str
    subject: str
    text: str
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A message that has been taken to be sent."""

    id: int
    channel: str
    recipient: str
    subject: str
    text: str
    entry: str | None = None


def tell(session: Session, office_id: int, news: News, due: datetime | None = None) -> bool:
    """Puts a message into the outbox; False where the same event was told to the same recipient already."""
    event = f"{news.event} {news.channel} {news.recipient}"[:300]
    known = sa.select(Message.id).where(Message.office_id == office_id, Message.event == event)
    if session.scalar(known) is not None:
        return False
    body: dict[str, Any] = {"text": news.text} | ({} if news.entry is None else {"entry": news.entry})
    session.add(
        Message(
            office_id=office_id,
            event=event,
            channel=news.channel,
            recipient=news.recipient,
            subject=news.subject,
            body=body,
            state=WAITING,
            due=due or now(),
            created=now(),
        )
    )
    return True


def take(database: Database, at: datetime) -> Due | None:
    """The next message that is due, taken so that no other worker sends it.

    One that a worker died over is taken as failed once: whether it went out is not known, and twice is worse.
    """
    with database.writing() as session:
        lost = sa.update(Message).where(Message.state == SENDING, Message.due < at - _LONGEST_SEND)
        session.execute(lost.values(state=FAILED, error="发送中断，是否送达不明"))
        row = session.scalar(
            sa.select(Message)
            .where(Message.state == WAITING, Message.due <= at)
            .order_by(Message.due, Message.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        row.state, row.due, row.attempts = SENDING, at, row.attempts + 1
        return Due(row.id, row.channel, row.recipient, row.subject, str(row.body["text"]), row.body.get("entry"))


def sent(database: Database, message_id: int) -> None:
    """Says that it went out."""
    with database.writing() as session:
        row = session.get_one(Message, message_id)
        row.state, row.sent, row.error = SENT, now(), None


def refused(database: Database, message_id: int, error: str, at: datetime) -> None:
    """Says that it certainly did not go out: it is tried again, each time later, and not for ever."""
    with database.writing() as session:
        row = session.get_one(Message, message_id)
        row.error = error[:300]
        row.state = FAILED if row.attempts >= ATTEMPTS else WAITING
        row.due = at + _FIRST_PAUSE * 2 ** (row.attempts - 1)


def every(session: Session, office_id: int, page: Page) -> Paged[Message]:
    """An office's messages, the newest first."""
    return paged(session, sa.select(Message).where(Message.office_id == office_id).order_by(Message.id.desc()), page)
