"""Feeds as they are read: ready bytes, found by one query. A token that is wrong is known for that without one.

An address that was renewed or revoked says for 30 days that it is no longer served, then it is gone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service.errors import GoneError, NotFoundError
from api.service.feed_tokens import meant_by
from api.store.tables import FeedAddress, FeedBody, FeedEntry, OfficeRow
from calendars.feeds import FeedKind
from calendars.feeds.disabled import disabled_feed

REVOKED_STAYS = timedelta(days=30)
_UNKNOWN = "没有这个订阅。"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of a feed gets: the bytes, their digest, when they last changed; whether everyone may read it, and
    what logs may call it. The bytes are None where the reader has said to have those of that digest."""

    content: bytes | None
    digest: str
    modified: datetime
    public: bool
    label: str


# What the reader has already stays in the database. Statements are made once: to make one costs more than to run it.
_KNOWN = sa.case((FeedBody.digest == sa.bindparam("known"), sa.null()), else_=FeedBody.content).label("content")
_PRIVATE = (
    sa.select(FeedAddress.revoked, FeedEntry.name, _KNOWN, FeedBody.digest, FeedBody.modified)
    .join(FeedEntry, FeedEntry.id == FeedAddress.feed_id)
    .join(FeedBody, FeedBody.feed_id == FeedAddress.feed_id)
    .where(
        FeedAddress.feed_id == sa.bindparam("feed"),
        FeedAddress.generation == sa.bindparam("generation"),
        FeedBody.alarms == sa.bindparam("alarms"),
    )
)
_PUBLIC = (
    sa.select(FeedEntry.id, _KNOWN, FeedBody.digest, FeedBody.modified)
    .join(OfficeRow, OfficeRow.id == FeedEntry.office_id)
    .join(FeedBody, FeedBody.feed_id == FeedEntry.id)
    .where(
        OfficeRow.key == sa.bindparam("office"),
        FeedEntry.path == sa.bindparam("path"),
        FeedEntry.kind != FeedKind.LEADER,
        FeedBody.alarms == sa.bindparam("alarms"),
    )
)


def read_private(
    reader: Session | sa.Connection, key: bytes, name: str, *, alarms: bool, at: datetime, known: str = ""
) -> Reading:
    """The feed at a private address, for who has the bytes of the digest `known`.

    NotFoundError for an address that never was, GoneError 30 days after its end.
    """
    meant = meant_by(key, name)
    if meant is None:
        raise NotFoundError(_UNKNOWN)
    feed_id, generation = meant
    values = {"feed": feed_id, "generation": generation, "alarms": alarms, "known": known}
    row = reader.execute(_PRIVATE, values).one_or_none()
    if row is None:
        raise NotFoundError(_UNKNOWN)
    label = f"feed {feed_id}"
    if row.revoked is None:
        return Reading(row.content, row.digest, row.modified, public=False, label=label)
    if at - row.revoked > REVOKED_STAYS:
        raise GoneError("这个订阅已停用。")
    content = disabled_feed(f"{feed_id}-{generation}", row.name, row.revoked)
    return Reading(content, hashlib.sha256(content).hexdigest(), row.revoked, public=False, label=label)


def read_public(reader: Session | sa.Connection, office: str, path: str, *, alarms: bool, known: str = "") -> Reading:
    """The public feed of an office at a path (`feeds/units/keshan.ics`), for who has the bytes of the digest `known`.

    NotFoundError where there is none.
    """
    values = {"office": office, "path": path, "alarms": alarms, "known": known}
    row = reader.execute(_PUBLIC, values).one_or_none()
    if row is None:
        raise NotFoundError(_UNKNOWN)
    return Reading(row.content, row.digest, row.modified, public=True, label=f"feed {row.id}")
