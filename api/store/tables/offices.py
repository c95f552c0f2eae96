"""Offices (tenants), and what they know that lives on across quarters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.base import Base


class OfficeRow(Base):
    """An office. `edits` rises with every change in it: to raise it is to lock the office for a transaction.

    `settings` is what of a plan stands outside of lists: `office`, `timezone`, `calendar`. `publications` is the number
    of the last publication. `confirm_swaps` says whether an administrator confirms what two leaders have agreed on,
    `sign_off` whether somebody else approves a roster before it is published, `public_notices` whether everyone may
    read its published notices on pages.
    """

    __tablename__ = "offices"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    settings: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)
    edits: Mapped[int] = mapped_column(default=0)
    publications: Mapped[int] = mapped_column(default=0)
    confirm_swaps: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    sign_off: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    public_notices: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    created: Mapped[datetime]


class Entry(Base):
    """A unit, venue, leader, duty, absence … of an office: an entry of one list of its plans, exactly as it stands
    there (`value`).

    Only the package roster knows what an entry means; the columns beside it are what is searched for. `position` is
    the place in the list, which counts where a plan says so (the order of leaders).
    """

    __tablename__ = "entries"
    __table_args__ = (
        sa.UniqueConstraint("office_id", "kind", "key"),
        sa.Index(None, "office_id", "kind", "position"),
        sa.Index(None, "office_id", "kind", "leader"),
        sa.Index(None, "office_id", "kind", "unit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(sa.ForeignKey("offices.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    key: Mapped[str] = mapped_column(sa.String(100))
    position: Mapped[int]
    value: Mapped[dict[str, Any]]
    unit: Mapped[str | None] = mapped_column(sa.String(100))
    leader: Mapped[str | None] = mapped_column(sa.String(100))
    start: Mapped[str | None] = mapped_column(sa.String(16))
    end: Mapped[str | None] = mapped_column(sa.String(16))
    version: Mapped[int] = mapped_column(default=1)
    changed: Mapped[datetime]
