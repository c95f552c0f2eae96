"""Backups are restored: into the same kind of database and the other, to the byte, and never over what is there."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from api.service import people, plans, publishing
from api.service.actor import Actor
from api.store import Database
from api.store.backup import back_up, restore
from api.store.migrate import migrate
from api.store.tables import Base
from roster.faults import InputError
from tests.api.world import World, small_plan
from tests.databases import new_database

AT = datetime(2025, 12, 20, 1, tzinfo=UTC)


@pytest.fixture
def filled(world: World) -> World:
    """An office with a publication."""
    world.adopt("j")
    plan_id = world.plan(json.dumps(small_plan()).encode())
    number = world.solved(plan_id)
    with world.database.writing() as session:
        people.create(session, Actor("测试"), "admin", "管理员", "correct horse battery")
        plan = plans.get(session, world.office, plan_id)
        publishing.publish(session, world.actor, plan, number, publishing.Request(AT, "公布"))
    return world


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.engine.connect() as connection:
        return {
            table.name: sorted(tuple(map(str, row)) for row in connection.execute(sa.select(table)))
            for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_is_restored_is_what_was(filled: World, tmp_path: Path, kind: str, request: pytest.FixtureRequest) -> None:
    counts = back_up(filled.database, tmp_path / "backup.zip")
    assert counts["offices"] == 1
    if kind == "sqlite":
        restored_and_compared(filled, tmp_path, f"sqlite:///{tmp_path / 'other.db'}")
    else:
        with new_database(request.getfixturevalue("server")) as url:
            restored_and_compared(filled, tmp_path, url)


def restored_and_compared(filled: World, tmp_path: Path, url: str) -> None:
    other = Database(url)
    migrate(other)
    restore(other, tmp_path / "backup.zip")
    assert everything(other) == everything(filled.database)
    # And it goes on from there.
    with other.writing() as session:
        people.create(session, Actor("测试"), "another", "另一位", "correct horse battery")
    with pytest.raises(InputError, match="已有数据"):
        restore(other, tmp_path / "backup.zip")
    other.close()


def test_a_backup_made_while_others_write_is_of_one_moment(world: World, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            world.plan(json.dumps(small_plan()).encode())

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            counts = back_up(world.database, tmp_path / f"{number}.zip")
            assert counts["plans"] == counts["revisions"]
    finally:
        stop.set()
        writer.join()


def test_what_is_no_backup_is_refused(database: Database, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.zip"
    wrong.write_bytes(b"PK no archive")
    with pytest.raises(InputError, match="备份"):
        restore(database, wrong)
    with pytest.raises(InputError, match="无法读取"):
        restore(database, tmp_path / "none.zip")
