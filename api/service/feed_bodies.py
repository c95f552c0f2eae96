"""The bytes of an office's feeds, written when something is published: to read a feed is then to find a row."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from api.store.tables import FeedAddress, FeedBody, FeedEntry
from calendars.feeds import REMINDERS, Feed, Feeds, file_path
from calendars.record import PublicationRecord
from roster.plan import Plan


def write(session: Session, office_id: int, plan: Plan, record: PublicationRecord, at: datetime) -> int:
    """Writes every feed of a publication, without alarms and with; returns how many have changed.

    One that did not change keeps its bytes, its ETag and the time of its last change. A feed that the publication no
    longer has stays as it was.
    """
    feeds = Feeds(plan, record)
    known = {row.path: row for row in session.scalars(sa.select(FeedEntry).where(FeedEntry.office_id == office_id))}
    bodies = {
        (body.feed_id, body.alarms): body
        for body in session.scalars(
            sa.select(FeedBody)
            .join(FeedEntry, FeedEntry.id == FeedBody.feed_id)
            .where(FeedEntry.office_id == office_id)
            .options(defer(FeedBody.content))
        )
    }
    changed = 0
    for feed in feeds:
        row = known.get(file_path(feed)) or _new(session, office_id, feed)
        row.name = feeds.title(feed)[:200]
        for alarms in (False, True):
            content = feeds.to_bytes(feed, REMINDERS if alarms else ())
            changed += _keep(session, bodies.get((row.id, alarms)), row.id, alarms, content, at)
    return changed


def _new(session: Session, office_id: int, feed: Feed) -> FeedEntry:
    row = FeedEntry(office_id=office_id, kind=feed.kind, subject=feed.id, path=file_path(feed), name="", generation=1)
    session.add(row)
    session.flush()
    session.add(FeedAddress(feed_id=row.id, generation=1))
    return row


def _keep(session: Session, body: FeedBody | None, feed_id: int, alarms: bool, content: bytes, at: datetime) -> bool:
    digest = hashlib.sha256(content).hexdigest()
    if body is None:
        session.add(FeedBody(feed_id=feed_id, alarms=alarms, content=content, digest=digest, modified=at))
        return True
    if body.digest == digest:
        return False
    # However the clock was set: a client that has the old bytes is never told that they are the newest.
    later = max(at, body.modified + timedelta(seconds=1))
    body.content, body.digest, body.modified = content, digest, later
    return True
