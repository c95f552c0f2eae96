"""Jobs. The row is the truth: who works on it, whether they still do, how far they are."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.base import Base


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ACTIVE = (JobState.QUEUED, JobState.RUNNING)
_ACTIVE = sa.text("state IN ('queued', 'running')")


class Job(Base):
    """A solve of a plan. `lease` is the secret of the worker that holds it, `beat` rises while that one lives: no clock
    is compared with another. At most one job of a plan is active at a time."""

    __tablename__ = "jobs"
    __table_args__ = (
        sa.UniqueConstraint("office_id", "idempotency_key"),
        sa.Index("uq_jobs_active", "plan_id", unique=True, sqlite_where=_ACTIVE, postgresql_where=_ACTIVE),
        sa.Index(None, "state"),
        sa.Index(None, "office_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(sa.ForeignKey("offices.id", ondelete="CASCADE"))
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id", ondelete="CASCADE"))
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    request: Mapped[dict[str, Any]]
    idempotency_key: Mapped[str | None] = mapped_column(sa.String(200))
    state: Mapped[str] = mapped_column(sa.String(12))
    lease: Mapped[str | None] = mapped_column(sa.String(64))
    beat: Mapped[int] = mapped_column(default=0)
    attempt: Mapped[int] = mapped_column(default=0)
    cancelling: Mapped[bool] = mapped_column(default=False)
    level: Mapped[str | None] = mapped_column(sa.String(20))
    value: Mapped[int | None]
    bound: Mapped[int | None]
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("versions.id"))
    faults: Mapped[list[dict[str, Any]] | None] = mapped_column(sa.JSON)
    by: Mapped[str] = mapped_column(sa.String(200))
    created: Mapped[datetime]
    started: Mapped[datetime | None]
    finished: Mapped[datetime | None]
