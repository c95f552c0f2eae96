"""Backups on the server: what there is, and one more."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from api.service import audit
from api.service.actor import Actor
from api.service.clock import now
from api.service.errors import BusyError
from api.store import Database
from api.store.backup_folder import KeptBackup, keep_backup, kept_backups

_SECONDS = 10
_making = Lock()
"""One at a time in a process: each reads everything."""


def every(folder: Path) -> list[KeptBackup]:
    """The backups in a folder, the newest first."""
    return kept_backups(folder)


def make(database: Database, actor: Actor, folder: Path) -> KeptBackup:
    """One more; BusyError while another is being made here."""
    if not _making.acquire(blocking=False):
        raise BusyError("正在备份，请稍后再看。", _SECONDS)
    try:
        made = keep_backup(database, folder, now())
    finally:
        _making.release()
    with database.writing() as session:
        audit.record(session, actor, "backup.make", made.name, after={"bytes": made.size})
    return made
