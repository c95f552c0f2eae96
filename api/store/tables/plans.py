"""Plans with their revisions, rosters with their versions, and publications."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.store.tables.base import Base, Compressed


class VersionState(StrEnum):
    """What a version of a roster is: it is published once, where the office wants it so only when it was approved."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class PlanRow(Base):
    """A plan of a period; `revision` is the number of its newest content, `version` its edition for If-Match."""

    __tablename__ = "plans"
    __table_args__ = (sa.Index(None, "office_id", "start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(sa.ForeignKey("offices.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(sa.String(200))
    start: Mapped[date]
    end: Mapped[date]
    revision: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    created: Mapped[datetime]


class Revision(Base):
    """The content of a plan at one time: exactly a plan file, byte by byte. Never changed."""

    __tablename__ = "revisions"
    __table_args__ = (sa.UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[bytes] = mapped_column(Compressed)
    suffix: Mapped[str] = mapped_column(sa.String(5))
    digest: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(sa.String(200))
    why: Mapped[str] = mapped_column(sa.String(500))


class RosterVersion(Base):
    """A roster of a plan's revision, with who, when and why. Its content is never changed, only its state; `steps` says
    who submitted, approved or refused it, when and why."""

    __tablename__ = "versions"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "number"),
        sa.Index(
            "uq_versions_published",
            "plan_id",
            unique=True,
            sqlite_where=sa.text("state = 'published'"),
            postgresql_where=sa.text("state = 'published'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id", ondelete="CASCADE"))
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(sa.String(12))
    origin: Mapped[str] = mapped_column(sa.String(20))
    based_on: Mapped[int | None]
    content: Mapped[bytes] = mapped_column(Compressed)
    status: Mapped[str] = mapped_column(sa.String(10))
    calendar: Mapped[str] = mapped_column(sa.String(10))
    gaps: Mapped[int]
    levels: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    difference: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(sa.String(200))
    why: Mapped[str] = mapped_column(sa.String(500))
    steps: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list, server_default=sa.text("'[]'"))
    revision: Mapped[Revision] = relationship(lazy="raise")


class PublicationRow(Base):
    """A publication of a version: the record that feeds are made from, and what its files are made from. Never changed.

    `wording` is how the office worded the notices of duties, by their ids (`calendars.edited`); None: not at all.

    `number` counts an office's publications; so that two at once cannot both be the next.
    """

    __tablename__ = "publications"
    __table_args__ = (sa.UniqueConstraint("office_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(sa.ForeignKey("offices.id", ondelete="CASCADE"))
    number: Mapped[int]
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.id"), unique=True)
    before_id: Mapped[int | None] = mapped_column(sa.ForeignKey("versions.id"))
    record: Mapped[bytes] = mapped_column(Compressed)
    difference: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    issued: Mapped[date]
    wording: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    acknowledged: Mapped[list[str]]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(sa.String(200))
    why: Mapped[str] = mapped_column(sa.String(500))


class PublishedFile(Base):
    """A file of a publication, as it was made first; an empty path where a format has no file. Never changed."""

    __tablename__ = "published_files"

    publication_id: Mapped[int] = mapped_column(sa.ForeignKey("publications.id", ondelete="CASCADE"), primary_key=True)
    format: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    path: Mapped[str] = mapped_column(sa.String(500), primary_key=True)
    content: Mapped[bytes] = mapped_column(Compressed)
