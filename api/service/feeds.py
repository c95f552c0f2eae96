"""Feeds to those who manage them, and their addresses: to renew one is to raise its generation."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import audit, offices
from api.service.actor import Actor
from api.service.errors import ConflictError, NotFoundError
from api.service.feed_tokens import file_name
from api.service.paging import Page, Paged, paged
from api.store.tables import FeedAddress, FeedEntry
from calendars.feeds import Feed, FeedKind


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
