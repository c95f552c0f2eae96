"""What is due again and again: feeds refreshed, files made, turns told on the day before, messages sent."""

from __future__ import annotations

import logging
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import attention, files, news, publishing
from api.service.clock import now
from api.settings import Settings
from api.store import Database
from api.store.tables import OfficeRow
from api.worker.sending import Sender
from api.worker.worker import Chore
from calendars.formats import PLAIN
from roster.faults import InputError

_log = logging.getLogger("lunzhi.worker")
_HOUR = 3600.0
_OFTEN = 5.0


def chores(settings: Settings) -> tuple[Chore, ...]:
    """All chores of a worker."""
    return (
        Chore("refresh", _HOUR, refresh_feeds),
        Chore("remind", _HOUR / 4, tell_turns),
        Chore("attend", _HOUR / 4, tell_attention),
        Chore("keep", _OFTEN, lambda database: keep_files(database, settings.base)),
        Chore("send", _OFTEN, Sender(settings).send_all),
    )


def refresh_feeds(database: Database) -> None:
    """What has expired leaves the feeds of every office."""
    _each(database, lambda session, office: publishing.refresh(session, office, now()))


def keep_files(database: Database, base: str | None) -> None:
    """The text and the tables of new publications are made before anybody asks for them; other formats, which take a
    county's worker seconds, when somebody does."""
    with database.reading() as session:
        found = files.unkept(session)
    if found is None:
        return
    for form in PLAIN:
        try:
            files.keep(database, *found, form, base)
        except InputError as error:
            _log.warning("publication %s of office %s has no %s: %s", found[1], found[0], form.name, error)


def tell_turns(database: Database) -> None:
    """Who has a turn tomorrow is told so, once."""
    _each(database, lambda session, office: news.tell_turns(session, office.id, now()))


def tell_attention(database: Database) -> None:
    """Administrators are told of gaps that come near and of working days that have changed, once."""
    _each(database, lambda session, office: attention.tell_attention(session, office.id, now()))


def _each(database: Database, work: Callable[[Session, OfficeRow], object]) -> None:
    """Does it for every office that has published, each in a transaction of its own."""
    with database.reading() as session:
        found = list(session.scalars(sa.select(OfficeRow.id).where(OfficeRow.publications > 0)))
    for office_id in found:
        with database.writing() as session:
            work(session, session.get_one(OfficeRow, office_id))
