"""Brings a database to a revision of the tables, forward or back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from api.store.database import Database

NEWEST, EMPTY = "head", "base"
_LOCK = 0x6C756E7A6869
"""The key of PostgreSQL's advisory lock: of several processes that start at once, one migrates."""


def migrate(database: Database, revision: str = NEWEST) -> None:
    """Forward to the revision. Where the database is there already, nothing happens."""
    _run(database, lambda config: command.upgrade(config, revision))


def migrate_back(database: Database, revision: str) -> None:
    """Back to the revision; EMPTY takes all tables away."""
    _run(database, lambda config: command.downgrade(config, revision))


def revision_of(database: Database) -> str | None:
    """The revision that the database is at; None for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """The revision that this program needs."""
    head = ScriptDirectory.from_config(configuration()).get_current_head()
    assert head is not None
    return head


def configuration() -> Config:
    """Alembic's own, which needs no file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _run(database: Database, work: Callable[[Config], None]) -> None:
    config = configuration()
    with database.writer.connect() as connection, _references_unchecked(database, connection), connection.begin():
        if not database.sqlite:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        config.attributes["connection"] = connection
        work(config)


@contextmanager
def _references_unchecked(database: Database, connection: sa.Connection) -> Iterator[None]:
    """SQLite makes a changed table anew; that the old one goes must not take what refers to it along."""
    if not database.sqlite:
        yield
        return
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")
        driver.close()
