"""Whether a database is whole, and has all that a ledger says was acknowledged."""

import hashlib
from collections import Counter
from itertools import pairwise

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import publishing, versions
from api.store import Database
from api.store.tables import (
    AuditEntry,
    Entry,
    FeedBody,
    FeedEntry,
    HeldSession,
    Job,
    JobState,
    OfficeRow,
    PublicationRow,
    Revision,
    RosterVersion,
    VersionState,
)
from calendars.feeds import REMINDERS, Feeds, file_path
from tests.api.soak.quarter import Ledger


def check(database: Database, ledger: Ledger) -> None:
    """AssertionError where something acknowledged is lost, something is half there, or was done twice."""
    with database.reading() as session:
        if database.sqlite:
            assert session.scalar(sa.text("PRAGMA integrity_check")) == "ok"
        _check_acknowledged(session, ledger)
        _check_jobs(session, ledger)
        _check_publications(session)
        _check_feeds(session)


def _check_acknowledged(session: Session, ledger: Ledger) -> None:
    there = set(session.scalars(sa.select(Entry.key).where(Entry.kind == "leaders")))
    assert ledger.leaders <= there
    assert session.scalar(sa.select(sa.func.count(Revision.id))) == ledger.contents
    numbers = set(session.scalars(sa.select(PublicationRow.number)))
    assert numbers == set(ledger.publications)
    records = session.scalar(sa.select(sa.func.count(HeldSession.id))) or 0
    assert ledger.records <= records <= ledger.records + ledger.records_unanswered


def _check_jobs(session: Session, ledger: Ledger) -> None:
    """Every job that was accepted has ended, and each that is done made one version."""
    jobs = list(session.scalars(sa.select(Job)))
    assert {job.idempotency_key: job.id for job in jobs} == ledger.jobs
    made = [job.version_id for job in jobs if job.state == JobState.DONE]
    assert len(made) == len(jobs) - ledger.given_up
    assert len(set(made)) == len(made)
    origins = Counter(session.scalars(sa.select(RosterVersion.origin)))
    assert dict(origins) == {"solve": len(made), "edit": ledger.substitutions}
    assert _recorded(session, "versions.add") == origins.total()


def _check_publications(session: Session) -> None:
    """They are numbered without a gap, each is recorded once, and the last one's version alone is published."""
    office = session.scalars(sa.select(OfficeRow)).one()
    rows = list(session.scalars(sa.select(PublicationRow).order_by(PublicationRow.number)))
    assert [row.number for row in rows] == list(range(1, office.publications + 1))
    assert _recorded(session, "versions.publish") == len(rows)
    states = {row.id: row.state for row in session.scalars(sa.select(RosterVersion))}
    assert [states[row.version_id] for row in rows] == [VersionState.SUPERSEDED] * (len(rows) - 1) + [
        VersionState.PUBLISHED
    ]
    assert list(states.values()).count(VersionState.PUBLISHED) == 1
    assert all(earlier.at < later.at for earlier, later in pairwise(rows))


def _check_feeds(session: Session) -> None:
    """What phones read is what the last publication says, every byte."""
    office = session.scalars(sa.select(OfficeRow)).one()
    last = publishing.last_publication(session, office.id)
    assert last is not None
    feeds = Feeds(versions.plan_of(publishing.version_of(session, last.version_id)), publishing.record_of(last))
    kept = {
        (row.path, row.alarms): row
        for row in session.execute(
            sa.select(FeedEntry.path, FeedBody.alarms, FeedBody.digest, FeedBody.content).join(
                FeedBody, FeedBody.feed_id == FeedEntry.id
            )
        )
    }
    for feed in feeds:
        for alarms in (False, True):
            row = kept[file_path(feed), alarms]
            assert row.content == feeds.to_bytes(feed, REMINDERS if alarms else ())
            assert row.digest == hashlib.sha256(row.content).hexdigest()


def _recorded(session: Session, action: str) -> int:
    return session.scalar(sa.select(sa.func.count(AuditEntry.id)).where(AuditEntry.action == action)) or 0
