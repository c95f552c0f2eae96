"""Backups: everything in the database in one file, made while the service runs, read again into an empty database of
either kind. The server's key is not in it.

A zip archive: `backup.json` says which revision of the tables it is of, `tables/NAME.jsonl` holds a row a line.
"""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from api.store.database import Database
from api.store.migrate import newest_revision, revision_of
from api.store.tables import Base
from roster.faults import Fault, InputError
from roster.reading.trouble import said_of

_ABOUT, _MADE_BY = "backup.json", "lunzhi"
_BATCH = 500


def back_up(database: Database, path: Path) -> dict[str, int]:
    """Writes everything, as it is at one moment, into a file that is there only once it is whole; the rows by table."""
    if revision_of(database) != newest_revision():
        raise InputError([Fault("", "数据库的结构与程序不同，请先启动一次服务。")])
    aside = path.with_name(f"{path.name}.part")
    counts: dict[str, int] = {}
    try:
        with (
            _at_one_moment(database) as connection,
            zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            for table in Base.metadata.sorted_tables:
                with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as file:
                    counts[table.name] = _write(connection, table, file)
            about = {"made_by": _MADE_BY, "revision": newest_revision(), "rows": counts}
            archive.writestr(_ABOUT, json.dumps(about, indent=1))
        aside.replace(path)
    except OSError as error:
        raise InputError([Fault("", f"无法写入“{path}”：{said_of(error)}。")]) from None
    finally:
        aside.unlink(missing_ok=True)
    return counts


def restore(database: Database, path: Path) -> dict[str, int]:
    """Reads a backup into an empty, migrated database: all of it or nothing. InputError where it cannot be."""
    try:
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read(_ABOUT))
            _check(database, about)
            with database.writer.begin() as connection:
                for table in Base.metadata.sorted_tables:
                    with archive.open(f"tables/{table.name}.jsonl") as file:
                        _read(connection, table, file)
                    _count_on(connection, table)
    except OSError as error:
        raise InputError([Fault("", f"无法读取“{path}”：{said_of(error)}。")]) from None
    except (zipfile.BadZipFile, KeyError, ValueError):
        raise InputError([Fault("", f"“{path}”不是完整的备份。")]) from None
    return {str(name): int(rows) for name, rows in about["rows"].items()}


def _at_one_moment(database: Database) -> Any:
    """A connection whose reads all see the same: SQLite's do, PostgreSQL's where they are asked to."""
    if database.sqlite:
        return database.engine.connect()
    return database.engine.connect().execution_options(isolation_level="REPEATABLE READ")


def _write(connection: sa.Connection, table: sa.Table, file: IO[bytes]) -> int:
    count = 0
    order = list(table.primary_key)
    for row in connection.execution_options(yield_per=_BATCH).execute(sa.select(table).order_by(*order)):
        values = {column.name: _plain(value) for column, value in zip(table.columns, row, strict=True)}
        file.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")
        count += 1
    return count


def _read(connection: sa.Connection, table: sa.Table, file: IO[bytes]) -> None:
    readers = {column.name: _reader(column) for column in table.columns}
    rows = (
        {name: None if value is None else readers[name](value) for name, value in json.loads(line).items()}
        for line in file
    )
    while batch := list(islice(rows, _BATCH)):
        connection.execute(sa.insert(table), batch)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def _reader(column: sa.Column[Any]) -> Callable[[Any], Any]:
    kind: Any = getattr(column.type, "impl", column.type)
    if isinstance(kind, sa.LargeBinary):
        return base64.b64decode
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat
    return date.fromisoformat if isinstance(kind, sa.Date) else lambda value: value


def _check(database: Database, about: dict[str, Any]) -> None:
    if about.get("made_by") != _MADE_BY:
        raise ValueError("not a backup of ours")
    if about["revision"] != revision_of(database):
        reason = (
            f"备份是第{about['revision']}版结构，程序是第{newest_revision()}版：请用做备份的那一版程序恢复，再升级。"
        )
        raise InputError([Fault("", reason)])
    with database.engine.connect() as connection:
        if any(connection.execute(sa.select(table).limit(1)).first() for table in _filled_first()):
            raise InputError([Fault("", "数据库里已有数据。请恢复到空的数据库。")])


def _filled_first() -> Iterator[sa.Table]:
    yield from (Base.metadata.tables[name] for name in ("users", "offices", "audit"))


def _count_on(connection: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL numbers new rows behind those that were read."""
    if connection.dialect.name != "postgresql" or "id" not in table.columns:
        return
    last = connection.execute(sa.select(sa.func.max(table.c.id))).scalar()
    if last is not None:
        sequence = sa.func.pg_get_serial_sequence(table.name, "id")
        connection.execute(sa.select(sa.func.setval(sequence, last)))
