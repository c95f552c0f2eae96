"""The database and its transactions, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

_WRITES = "lunzhi_writes"
_BUSY_MILLISECONDS = 15_000


class Database:
    """An engine, and the two kinds of transactions on it.

    On SQLite a transaction that writes takes the one lock for writing at its start (`BEGIN IMMEDIATE`), so that it
    waits there and never fails half way because another wrote first; readers go on meanwhile (WAL).
    """

    def __init__(self, url: str, **options: Any) -> None:
        address = sa.make_url(url)
        self.sqlite = address.get_backend_name() == "sqlite"
        if self.sqlite:
            self.engine = sa.create_engine(address, pool_size=20, max_overflow=20, **options)
            self._looking = sa.create_engine(address, pool_size=20, pool_reset_on_return=None, **options)
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
            event.listen(self._looking, "connect", _prepare_sqlite)
        else:
            # A connection that died with a restarted server is noticed before it is used.
            self.engine = sa.create_engine(
                address, pool_pre_ping=True, pool_size=20, connect_args={"connect_timeout": 5}, **options
            )
            self._looking = sa.create_engine(
                address,
                isolation_level="AUTOCOMMIT",
                pool_size=20,
                pool_reset_on_return=None,
                connect_args={"connect_timeout": 5},
                **options,
            )
        self.writer = self.engine.execution_options(**{_WRITES: True})

    @contextmanager
    def looking(self) -> Iterator[sa.Connection]:
        """For one query that stands alone: no transaction begins or ends, and nothing asks first whether the server is
        still there. Where it is not the query fails, and the next one has a new connection."""
        with self._looking.connect() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads; whatever it holds stays readable after its end."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that is committed at its end, or undone as a whole if it raises."""
        with Session(self.writer, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Ends all connections."""
        self.engine.dispose()
        self._looking.dispose()


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says, not where the driver guesses
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
