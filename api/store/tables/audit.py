"""The audit log: who did what to what, from where, before and after. Only ever added to; the database sees to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.base import Base


class AuditEntry(Base):
    """One act. `subject` names the thing (`leaders/zhang`); without an office it was one on the whole system."""

    __tablename__ = "audit"
    __table_args__ = (sa.Index(None, "office_id", "id"), sa.Index(None, "office_id", "subject"))

    id: Mapped[int] = mapped_column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)
    # Without a foreign key: what was done to an office outlives it.
    office_id: Mapped[int | None]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(sa.String(200))
    action: Mapped[str] = mapped_column(sa.String(60))
    subject: Mapped[str] = mapped_column(sa.String(300))
    before: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    address: Mapped[str | None] = mapped_column(sa.String(64))
    request: Mapped[str | None] = mapped_column(sa.String(64))
