"""Feeds as they are read, and their addresses.

A private feed's address ends in a token of 256 bits: HMAC-SHA256 of the server's key over the feed and the generation
of its address. So it can be shown again at any time, and nothing secret lies in the database. To renew an address is to
raise the generation; the old one says for 30 days that it is no longer served, then it is gone.

Reading costs at most one query by primary key: a token that is wrong is known for that without one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import audit, offices
from api.service.actor import Actor
from api.service.errors import ConflictError, GoneError, NotFoundError
from api.service.paging import Page, Paged, paged
from api.store.tables import FeedAddress, FeedBody, FeedEntry, OfficeRow
from calendars.feeds import Feed, FeedKind
from calendars.feeds.disabled import disabled_feed

REVOKED_STAYS = timedelta(days=30)
_NAME = re.compile(r"([0-9]{1,9})-([0-9]{1,6})-([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of a feed gets: the bytes, their digest, when they last changed; whether everyone may read it, and
    what logs may call it."""

    content: bytes
    digest: str
    modified: datetime
    public: bool
    label: str


def file_name(key: bytes, feed_id: int, generation: int) -> str:
    """The last part of a private feed's address, without `.ics`."""
    return f"{feed_id}-{generation}-{_token(key, feed_id, generation)}"


def read_private(session: Session, key: bytes, name: str, *, alarms: bool, at: datetime) -> Reading:
    """The feed at a private address. NotFoundError for one that never was, GoneError 30 days after its end."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise NotFoundError("没有这个订阅。")
    feed_id, generation = int(found[1]), int(found[2])
    if not hmac.compare_digest(found[3], _token(key, feed_id, generation)):
        raise NotFoundError("没有这个订阅。")
    row = session.execute(
        sa.select(FeedAddress.revoked, FeedEntry.name, FeedBody.content, FeedBody.digest, FeedBody.modified)
        .join(FeedEntry, FeedEntry.id == FeedAddress.feed_id)
        .join(FeedBody, sa.and_(FeedBody.feed_id == FeedAddress.feed_id, FeedBody.alarms == alarms))
        .where(FeedAddress.feed_id == feed_id, FeedAddress.generation == generation)
    ).one_or_none()
    if row is None:
        raise NotFoundError("没有这个订阅。")
    label = f"feed {feed_id}"
    if row.revoked is None:
        return Reading(row.content, row.digest, row.modified, public=False, label=label)
    if at - row.revoked > REVOKED_STAYS:
        raise GoneError("这个订阅已停用。")
    content = disabled_feed(f"{feed_id}-{generation}", row.name, row.revoked)
    return Reading(content, hashlib.sha256(content).hexdigest(), row.revoked, public=False, label=label)


def read_public(session: Session, office: str, path: str, *, alarms: bool) -> Reading:
    """The public feed of an office at a path (`feeds/units/keshan.ics`); NotFoundError where there is none."""
    row = session.execute(
        sa.select(FeedEntry.id, FeedBody.content, FeedBody.digest, FeedBody.modified)
        .join(OfficeRow, OfficeRow.id == FeedEntry.office_id)
        .join(FeedBody, sa.and_(FeedBody.feed_id == FeedEntry.id, FeedBody.alarms == alarms))
        .where(OfficeRow.key == office, FeedEntry.path == path, FeedEntry.kind != FeedKind.LEADER)
    ).one_or_none()
    if row is None:
        raise NotFoundError("没有这个订阅。")
    return Reading(row.content, row.digest, row.modified, public=True, label=f"feed {row.id}")


def every(session: Session, office_id: int, page: Page, kind: str | None = None) -> Paged[FeedEntry]:
    """An office's feeds by kind and path."""
    chosen = sa.select(FeedEntry).where(FeedEntry.office_id == office_id).order_by(FeedEntry.kind, FeedEntry.path)
    return paged(session, chosen if kind is None else chosen.where(FeedEntry.kind == kind), page)


def get(session: Session, office_id: int, feed_id: int) -> FeedEntry:
    """The feed of that number."""
    found = session.scalar(sa.select(FeedEntry).where(FeedEntry.office_id == office_id, FeedEntry.id == feed_id))
    if found is None:
        raise NotFoundError("没有这个订阅。")
    return found


def of_leader(session: Session, office_id: int, leader: str) -> FeedEntry:
    """The private feed of a leader; NotFoundError until one was published."""
    found = session.scalar(
        sa.select(FeedEntry).where(
            FeedEntry.office_id == office_id, FeedEntry.kind == FeedKind.LEADER, FeedEntry.subject == leader
        )
    )
    if found is None:
        raise NotFoundError("还没有公布过，没有订阅。")
    return found


def address(session: Session, key: bytes, feed: FeedEntry) -> str | None:
    """Where the feed is read, below the service's address; None where its address was revoked and not renewed."""
    if feed.kind != FeedKind.LEADER:
        return f"/o/{offices.get(session, feed.office_id).key}/{feed.path}"
    current = session.get_one(FeedAddress, (feed.id, feed.generation))
    return None if current.revoked else f"/feeds/{file_name(key, feed.id, feed.generation)}.ics"


def public_addresses(session: Session, office_id: int, base: str) -> dict[Feed, str]:
    """Where an office's public feeds are read, at a service whose address is `base`."""
    chosen = sa.select(FeedEntry).where(FeedEntry.office_id == office_id, FeedEntry.kind != FeedKind.LEADER)
    office = offices.get(session, office_id).key
    return {_feed(row): f"{base}/o/{office}/{row.path}" for row in session.scalars(chosen)}


def private_addresses(session: Session, key: bytes, office_id: int, base: str, leader: str | None) -> dict[Feed, str]:
    """Where the private feeds of an office are read, or that of one leader alone; not those that were revoked."""
    chosen = sa.select(FeedEntry).where(FeedEntry.office_id == office_id, FeedEntry.kind == FeedKind.LEADER)
    rows = session.scalars(chosen if leader is None else chosen.where(FeedEntry.subject == leader))
    paths = {_feed(row): address(session, key, row) for row in rows}
    return {feed: f"{base}{path}" for feed, path in paths.items() if path is not None}


def _feed(row: FeedEntry) -> Feed:
    return Feed(kind=FeedKind(row.kind), id=row.subject)


def renew(session: Session, actor: Actor, feed: FeedEntry, at: datetime) -> None:
    """Gives a private feed another address; the old one ends."""
    _end(session, feed, at)
    feed.generation += 1
    session.add(FeedAddress(feed_id=feed.id, generation=feed.generation))
    audit.record(session, actor, "feeds.renew", f"feeds/{feed.id}", after={"generation": feed.generation})


def revoke(session: Session, actor: Actor, feed: FeedEntry, at: datetime) -> None:
    """Ends a private feed's address, and gives it no other."""
    _end(session, feed, at)
    audit.record(session, actor, "feeds.revoke", f"feeds/{feed.id}", after={"generation": feed.generation})


def _end(session: Session, feed: FeedEntry, at: datetime) -> None:
    if feed.kind != FeedKind.LEADER:
        raise ConflictError("公开的订阅没有专用地址。")
    offices.lock(session, feed.office_id)
    session.refresh(feed)
    current = session.get_one(FeedAddress, (feed.id, feed.generation), populate_existing=True)
    current.revoked = current.revoked or at


def _token(key: bytes, feed_id: int, generation: int) -> str:
    digest = hmac.new(key, f"feed:{feed_id}:{generation}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
