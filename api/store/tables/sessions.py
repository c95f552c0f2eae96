"""What was really held: who received the public, or that nobody did and why."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.base import Base


class HeldSession(Base):
    """A seat of a session, as it was held. A correction is a row more; the last one counts."""

    __tablename__ = "held"
    __table_args__ = (sa.Index(None, "office_id", "slot", "seat"), sa.Index(None, "office_id", "date"))

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(sa.ForeignKey("offices.id", ondelete="CASCADE"))
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id", ondelete="CASCADE"))
    slot: Mapped[str] = mapped_column(sa.String(320))
    seat: Mapped[int]
    duty: Mapped[str] = mapped_column(sa.String(100))
    role: Mapped[str] = mapped_column(sa.String(200))
    date: Mapped[date]
    leader: Mapped[str | None] = mapped_column(sa.String(100))
    reason: Mapped[str | None] = mapped_column(sa.String(500))
    by: Mapped[str] = mapped_column(sa.String(200))
    at: Mapped[datetime]
