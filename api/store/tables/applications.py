"""What leaders apply for: leave, and swaps by consent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.base import Base


class ApplicationState(StrEnum):
    """Where an application stands. A swap is accepted by the other leader before the office approves it."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Application(Base):
    """An application of a leader: `value` is what for, `steps` who did what with it, when and why.

    Of a leave, `entry` is the key of the absence that it became; of a swap, `other` is with whom and `made` the number
    of the version in which they have changed places.
    """

    __tablename__ = "applications"
    __table_args__ = (
        sa.Index(None, "office_id", "state"),
        sa.Index(None, "office_id", "leader"),
        sa.Index(None, "office_id", "other"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(sa.ForeignKey("offices.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(sa.String(10))
    state: Mapped[str] = mapped_column(sa.String(12))
    leader: Mapped[str] = mapped_column(sa.String(100))
    other: Mapped[str | None] = mapped_column(sa.String(100))
    plan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("plans.id", ondelete="CASCADE"))
    value: Mapped[dict[str, Any]]
    entry: Mapped[str | None] = mapped_column(sa.String(100))
    made: Mapped[int | None]
    steps: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    created: Mapped[datetime]
