"""What is due again and again: feeds refreshed daily."""

from __future__ import annotations

import logging

import sqlalchemy as sa

from api.service import publishing
from api.service.clock import now
from api.settings import Settings
from api.store import Database
from api.store.tables import OfficeRow
from api.worker.worker import Chore

_log = logging.getLogger("lunzhi.worker")
_HOUR = 3600.0


def chores(settings: Settings) -> tuple[Chore, ...]:
    """All chores of a worker."""
    return (Chore("refresh", _HOUR, refresh_feeds),)


def refresh_feeds(database: Database) -> None:
    """What has expired leaves the feeds of every office; each office in a transaction of its own."""
    with database.reading() as session:
        found = list(session.scalars(sa.select(OfficeRow.id).where(OfficeRow.publications > 0)))
    for office_id in found:
        with database.writing() as session:
            if publishing.refresh(session, session.get_one(OfficeRow, office_id), now()):
                _log.info("the feeds of office %s are refreshed", office_id)
