"""Migrations: forward and back, on empty and filled databases, and to tables just as the program has them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from api.service import audit, offices, plans, register
from api.service.actor import Actor
from api.service.plans import PlanFile
from api.store import Database
from api.store.migrate import EMPTY, migrate, migrate_back, newest_revision, revision_of
from api.store.tables import AuditEntry, Base, Entry, OfficeRow, Revision
from tests.databases import new_database

PLAN = Path("examples/j.yaml")
ACTOR = Actor("测试")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
        yield database
        database.close()
    else:
        with new_database(request.getfixturevalue("server")) as url:
            database = Database(url)
            yield database
            database.close()


def fill(database: Database) -> bytes:
    """An office with a register and a plan."""
    content = PLAN.read_bytes()
    with database.writing() as session:
        office = offices.create(session, ACTOR, "ju", "某局")
        file = PlanFile(content, ".yaml")
        register.adopt(session, ACTOR, office.id, file.loaded.plan)
        plans.create(session, Actor("测试", office.id), office.id, file, "导入")
    return content


def tables(database: Database) -> set[str]:
    return set(sa.inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_from_nothing_forward_and_back(empty: Database) -> None:
    assert revision_of(empty) is None
    migrate(empty)
    assert revision_of(empty) == newest_revision()
    assert tables(empty) == set(Base.metadata.tables)
    migrate_back(empty, EMPTY)
    assert tables(empty) == set()


def test_tables_are_those_of_the_program(empty: Database) -> None:
    migrate(empty)
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_what_is_in_it_survives_each_step_back_and_forward(empty: Database) -> None:
    migrate(empty)
    content = fill(empty)
    migrate_back(empty, "0001")
    migrate(empty)
    with empty.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Entry)) > 10
        assert session.scalars(sa.select(Revision)).one().content == content
        assert session.scalars(sa.select(OfficeRow)).one().key == "ju"


def test_a_filled_database_goes_back_to_nothing(empty: Database) -> None:
    migrate(empty)
    fill(empty)
    migrate_back(empty, EMPTY)
    assert tables(empty) == set()


def test_migrating_again_changes_nothing(empty: Database) -> None:
    migrate(empty)
    fill(empty)
    migrate(empty)
    with empty.reading() as session:
        assert session.scalars(sa.select(OfficeRow)).one().key == "ju"


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit"])
def test_the_audit_log_cannot_be_changed(empty: Database, statement: str) -> None:
    migrate(empty)
    with empty.writing() as session:
        audit.record(session, ACTOR, "test", "thing")
    with pytest.raises(sa.exc.DatabaseError, match="append-only"), empty.writing() as session:
        session.execute(sa.text(statement))
    with empty.reading() as session:
        assert session.scalars(sa.select(AuditEntry)).one().actor == "测试"
