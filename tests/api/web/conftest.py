"""The app on a database, and clients of it: people who have logged in, and programs with keys."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_openapi import OpenAPI
from werkzeug.test import TestResponse

from api.service import keys, people
from api.service.actor import Actor
from api.service.permissions import Permission, Role
from api.settings import Settings
from api.store import Database
from api.web.app import create_app
from tests.api.world import World
from tests.api.world import administrator as administrator_of

PASSWORD = "correct horse battery"


class Client:
    """Someone at the API: `get("plans")` asks for that below `/api/v1`."""

    def __init__(self, client: FlaskClient, headers: dict[str, str] | None = None) -> None:
        self.client = client
        self.headers = headers or {}

    def send(self, method: str, path: str, **more: Any) -> TestResponse:
        headers = {**self.headers, **more.pop("headers", {})}
        where = path if path.startswith("/") else f"/api/v1/{path}"
        return self.client.open(where, method=method, headers=headers, **more)

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.send("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> TestResponse:
        return self.send("POST", path, **({"json": body} if body is not None else {}), **more)

    def put(self, path: str, body: Any = None, edition: object = None, **more: Any) -> TestResponse:
        headers = {} if edition is None else {"If-Match": str(edition)}
        return self.send("PUT", path, headers=headers, **({"json": body} if body is not None else {}), **more)

    def delete(self, path: str, edition: object = None) -> TestResponse:
        return self.send("DELETE", path, headers={} if edition is None else {"If-Match": str(edition)})


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(database_url=database_url, data_dir=tmp_path / "data", stream_seconds=0.5)


@pytest.fixture
def app(settings: Settings, database: Database) -> OpenAPI:
    return create_app(settings, database)


@pytest.fixture
def anyone(app: OpenAPI) -> Client:
    """Nobody in particular."""
    return Client(app.test_client())


LogIn = Callable[..., Client]


@pytest.fixture
def log_in(app: OpenAPI, world: World) -> LogIn:
    """Makes a person with a role in an office (that of `world` unless given), and logs them in."""

    def log(
        login: str,
        role: Role | None = None,
        *,
        system: bool = False,
        office: int | None = None,
        **tie: Any,
    ) -> Client:
        with world.database.writing() as session:
            user = people.create(session, Actor("测试"), login, login, PASSWORD, system=system)
            if role is not None:
                people.enroll(session, Actor("测试"), office or world.office, user, role, **tie)
        client = Client(app.test_client())
        token = client.get("session").json["csrf_token"]
        client.headers["X-CSRFToken"] = token
        found = client.post("session", {"login": login, "password": PASSWORD})
        assert found.status_code == 200, found.text
        client.headers["X-CSRFToken"] = found.json["csrf_token"]
        return client

    return log


@pytest.fixture
def administrator(log_in: LogIn) -> Client:
    """The administrator of the office `ju`."""
    return log_in("admin", Role.ADMINISTRATOR)


def key_client(app: OpenAPI, world: World, scopes: list[Permission], office: int | None = None) -> Client:
    """A program with a key."""
    with world.database.writing() as session:
        number = office or world.office

        _, secret = keys.create(session, administrator_of(number), number, "程序", list(scopes))
    return Client(app.test_client(use_cookies=False), {"Authorization": f"Bearer {secret}"})
