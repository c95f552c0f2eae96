"""What is due again and again: feeds refreshed, turns told on the day before, messages sent."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import news, publishing
from api.service.clock import now
from api.settings import Settings
from api.store import Database
from api.store.tables import OfficeRow
from api.worker.sending import Sender
from api.worker.worker import Chore

_HOUR = 3600.0
_OFTEN = 5.0


def chores(settings: Settings) -> tuple[Chore, ...]:
    """All chores of a worker."""
    return (
        Chore("refresh", _HOUR, refresh_feeds),
        Chore("remind", _HOUR / 4, tell_turns),
        Chore("send", _OFTEN, Sender(settings).send_all),
    )


def refresh_feeds(database: Database) -> None:
    """What has expired leaves the feeds of every office."""
    _each(database, lambda session, office: publishing.refresh(session, office, now()))


def tell_turns(database: Database) -> None:
    """Who has a turn tomorrow is told so, once."""
    _each(database, lambda session, office: news.tell_turns(session, office.id, now()))


def _each(database: Database, work: Callable[[Session, OfficeRow], object]) -> None:
    """Does it for every office that has published, each in a transaction of its own."""
    with database.reading() as session:
        found = list(session.scalars(sa.select(OfficeRow.id).where(OfficeRow.publications > 0)))
    for office_id in found:
        with database.writing() as session:
            work(session, session.get_one(OfficeRow, office_id))
