"""The folder of a server's backups: each in a file of its own, found again by when it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from api.store.backup import back_up
from api.store.database import Database
from roster.faults import Fault, InputError
from roster.reading.trouble import said_of

_PREFIX, _SUFFIX = "lunzhi-", ".zip"
_TIME = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup: its file's name, when it was made, its size in bytes."""

    name: str
    made: datetime
    size: int


def kept_backups(folder: Path) -> list[KeptBackup]:
    """The backups in a folder, the newest first; none where there is no folder. InputError where it cannot be read."""
    try:
        found = [KeptBackup(file.name, made, file.stat().st_size) for file, made in _files(folder)]
    except OSError as error:
        raise InputError([Fault("", f"无法读取“{folder}”：{said_of(error)}。")]) from None
    return sorted(found, key=lambda one: one.name, reverse=True)


def keep_backup(database: Database, folder: Path, at: datetime) -> KeptBackup:
    """Makes one more, as `back_up` does. The folder is for who runs the server alone: whoever has a backup has
    everything."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise InputError([Fault("", f"无法使用“{folder}”：{said_of(error)}。")]) from None
    file = folder / f"{_PREFIX}{at.astimezone(UTC):{_TIME}}{_SUFFIX}"
    back_up(database, file)
    return KeptBackup(file.name, at, file.stat().st_size)


def _files(folder: Path) -> list[tuple[Path, datetime]]:
    found = []
    for file in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        try:
            made = datetime.strptime(file.name[len(_PREFIX) : -len(_SUFFIX)], _TIME).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append((file, made))
    return found
