"""The outbox: messages to be sent, each once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.base import Base


class Message(Base):
    """A message. `event` names what it tells of and to whom, so that nothing is told twice."""

    __tablename__ = "messages"
    __table_args__ = (sa.UniqueConstraint("office_id", "event"), sa.Index(None, "state", "due"))

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(sa.ForeignKey("offices.id", ondelete="CASCADE"))
    event: Mapped[str] = mapped_column(sa.String(300))
    channel: Mapped[str] = mapped_column(sa.String(10))
    recipient: Mapped[str] = mapped_column(sa.String(500))
    subject: Mapped[str] = mapped_column(sa.String(300))
    body: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(sa.String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    due: Mapped[datetime]
    created: Mapped[datetime]
    sent: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(sa.String(300))


class Target(Base):
    """A recipient of an office's messages: an address of mail or of a group robot; `leader` where it is a leader's own,
    who then hears of the own turns alone; `administrators` where it hears of what waits for them too."""

    __tablename__ = "targets"
    __table_args__ = (sa.UniqueConstraint("office_id", "channel", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(sa.ForeignKey("offices.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(sa.String(10))
    address: Mapped[str] = mapped_column(sa.String(400))
    leader: Mapped[str | None] = mapped_column(sa.String(100))
    administrators: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
