"""Feeds as they are read: ready bytes, found by one query."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.base import Base


class FeedEntry(Base):
    """A feed of an office: its kind, whom or what it is about, and the path of its file."""

    __tablename__ = "feeds"
    __table_args__ = (sa.UniqueConstraint("office_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(sa.ForeignKey("offices.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(sa.String(10))
    subject: Mapped[str | None] = mapped_column(sa.String(100))
    path: Mapped[str] = mapped_column(sa.String(300))
    name: Mapped[str] = mapped_column(sa.String(200))
    generation: Mapped[int] = mapped_column(default=1)


class FeedAddress(Base):
    """An address of a private feed, by its generation. Of the secret nothing is kept: it is computed."""

    __tablename__ = "feed_addresses"

    feed_id: Mapped[int] = mapped_column(sa.ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True)
    generation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revoked: Mapped[datetime | None]


class FeedBody(Base):
    """What a feed holds, with alarms or without; `modified` is when that last changed."""

    __tablename__ = "feed_bodies"

    feed_id: Mapped[int] = mapped_column(sa.ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True)
    alarms: Mapped[bool] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    digest: Mapped[str] = mapped_column(sa.String(64))
    modified: Mapped[datetime]
