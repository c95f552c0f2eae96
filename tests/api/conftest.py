"""Databases as the service uses them: migrated, empty, a new one for each test, on SQLite and PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from api.store import Database
from api.store.migrate import migrate
from api.store.tables import Base
from tests.api.world import World
from tests.databases import Cluster, cluster, new_database

BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    """A PostgreSQL server for the session."""
    with cluster() as running:
        yield running


@pytest.fixture(scope="session")
def migrated(server: Cluster) -> Iterator[str]:
    """A migrated PostgreSQL database, which tests have one after another."""
    with new_database(server) as url:
        database = Database(url)
        migrate(database)
        database.close()
        yield url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database, to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.close()
    return path


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database."""
    if request.param == "sqlite":
        path = tmp_path / "lunzhi.db"
        shutil.copy(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite:///{path}"
    else:
        url = request.getfixturevalue("migrated")
        empty(url)
        yield url


def empty(url: str) -> None:
    """Takes everything out of a PostgreSQL database; what guards the audit log looks away."""
    names = ", ".join(Base.metadata.tables)
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"SET session_replication_role = replica; TRUNCATE {names} RESTART IDENTITY".encode())


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def world(database: Database) -> World:
    """One office."""
    return World(database)
