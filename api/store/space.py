"""Whether a database failed for want of space."""

from __future__ import annotations

import sqlite3

from psycopg.errors import DiskFull
from sqlalchemy.exc import DBAPIError

FULL = "数据库所在的磁盘已满，没有保存。请清理磁盘后再试，服务不用重启。"
_CODES = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
"""No space; a write was cut short; the file that readers share could not grow (sqlite.org/rescode.html)."""


def is_full(error: DBAPIError) -> bool:
    """Whether the disk that the database lies on is full; what was to be written is then undone as a whole."""
    if isinstance(error.orig, sqlite3.Error):
        return error.orig.sqlite_errorcode in _CODES
    return isinstance(error.orig, DiskFull)
