"""Who may do what: people, their roles in offices, keys of programs, links of leaders, failed logins."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.store.tables.base import Base


class User(Base):
    """A person who logs in. `epoch` rises when all sessions of theirs are to end."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(sa.String(200), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    password: Mapped[str] = mapped_column(sa.String(200))
    system: Mapped[bool] = mapped_column(default=False)
    disabled: Mapped[bool] = mapped_column(default=False)
    epoch: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    created: Mapped[datetime]
    memberships: Mapped[list[Membership]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class Membership(Base):
    """A role of a person in an office; `unit` is that of a unit administrator, `leader` who a leader is."""

    __tablename__ = "memberships"
    __table_args__ = (sa.UniqueConstraint("user_id", "office_id"), sa.Index(None, "office_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    office_id: Mapped[int] = mapped_column(sa.ForeignKey("offices.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(sa.String(20))
    unit: Mapped[str | None] = mapped_column(sa.String(100))
    leader: Mapped[str | None] = mapped_column(sa.String(100))


class Identity(Base):
    """Who a person is to a provider of logins (OIDC). Until they first come, only the name is known by which it calls
    them; then they are bound to its `subject`, which never changes and is never another's."""

    __tablename__ = "identities"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "issuer"),
        sa.UniqueConstraint("issuer", "name"),
        sa.UniqueConstraint("issuer", "subject"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    issuer: Mapped[str] = mapped_column(sa.String(500))
    name: Mapped[str] = mapped_column(sa.String(255))
    subject: Mapped[str | None] = mapped_column(sa.String(255))
    bound: Mapped[datetime | None]


class ApiKey(Base):
    """A program's key in one office: the sha256 of its secret, and its scopes."""

    __tablename__ = "api_keys"
    __table_args__ = (sa.Index(None, "office_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(sa.ForeignKey("offices.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(sa.String(200))
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    scopes: Mapped[list[str]]
    created: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(sa.String(200))
    expires: Mapped[datetime | None]
    revoked: Mapped[datetime | None]


class LoginLink(Base):
    """A link by which a leader logs in, once. Of its secret nothing is kept: it is computed from `name`."""

    __tablename__ = "login_links"
    __table_args__ = (sa.Index(None, "office_id", "leader"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(sa.ForeignKey("offices.id", ondelete="CASCADE"))
    leader: Mapped[str] = mapped_column(sa.String(100))
    name: Mapped[str] = mapped_column(sa.String(32), unique=True)
    created: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(sa.String(200))
    expires: Mapped[datetime]
    used: Mapped[datetime | None]
    revoked: Mapped[datetime | None]


class LoginFailure(Base):
    """A login that failed, by the hash of what it was counted for (an account, an address)."""

    __tablename__ = "login_failures"
    __table_args__ = (sa.Index(None, "subject", "at"), sa.Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
