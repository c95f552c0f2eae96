"""Backups that a server keeps."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.service import audit, backups
from api.service.actor import Actor
from api.service.paging import Page
from api.store import Database
from api.store.backup import restore
from api.store.backup_folder import keep_backup, kept_backups
from api.store.migrate import migrate
from roster.faults import InputError
from tests.api.world import World


def test_the_newest_comes_first_and_nothing_else_is_counted(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert kept_backups(folder) == []
    times = [datetime(2026, 1, day, 16, tzinfo=UTC) for day in (2, 3, 1)]
    for at in times:
        keep_backup(world.database, folder, at)
    (folder / "lunzhi-alt.zip").write_bytes(b"")
    (folder / "lunzhi-20260105-000000.zip.part").write_bytes(b"")
    found = kept_backups(folder)
    assert [one.made for one in found] == sorted(times, reverse=True)
    assert all(one.size == (folder / one.name).stat().st_size > 0 for one in found)


def test_what_was_kept_can_be_restored_and_who_made_it_is_known(world: World, tmp_path: Path) -> None:
    made = backups.make(world.database, Actor("root"), tmp_path / "backups")
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    migrate(other)
    assert restore(other, tmp_path / "backups" / made.name)["offices"] == 1
    other.close()
    with world.database.reading() as session:
        last = audit.entries(session, None, Page(limit=1)).rows[0]
    assert (last.actor, last.action, last.subject) == ("root", "backup.make", made.name)


def test_a_folder_that_cannot_be_made_is_told_in_words(world: World, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match="无法使用"):
        backups.make(world.database, Actor("root"), tmp_path / "file" / "backups")
    with pytest.raises(InputError, match="无法使用"):
        backups.make(world.database, Actor("root"), tmp_path / "file" / "backups")
