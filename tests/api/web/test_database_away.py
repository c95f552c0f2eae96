"""A database that goes away and comes back: clear answers of pages and API meanwhile, and no restart afterwards."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask_openapi import OpenAPI

from api.service import people
from api.service.actor import Actor
from api.settings import Settings
from api.store import Database
from api.store.migrate import migrate
from api.web.app import create_app
from tests.api.web.conftest import PASSWORD, Client
from tests.api.web.test_access import routes
from tests.api.world import World
from tests.databases import Cluster, cluster, new_database

AWAY = "数据库暂时不可用，请稍后再试。"


@pytest.fixture
def own_server() -> Iterator[Cluster]:
    """A PostgreSQL server that no other test has."""
    with cluster() as running:
        yield running


@pytest.fixture
def own_app(own_server: Cluster, tmp_path: Path) -> Iterator[OpenAPI]:
    """The app with an office and a system administrator."""
    with new_database(own_server) as url:
        database = Database(url)
        migrate(database)
        World(database)
        with database.writing() as session:
            people.create(session, Actor("测试"), "root", "root", PASSWORD, system=True)
        yield create_app(Settings(database_url=url, data_dir=tmp_path), database)
        database.close()


def root(app: OpenAPI) -> Client:
    client = Client(app.test_client())
    client.headers["X-CSRFToken"] = client.get("session").json["csrf_token"]
    found = client.post("session", {"login": "root", "password": PASSWORD})
    client.headers["X-CSRFToken"] = found.json["csrf_token"]
    return client


def test_every_page_and_every_route_says_so_and_then_answers(own_server: Cluster, own_app: OpenAPI) -> None:
    client, nobody = root(own_app), Client(own_app.test_client())
    token = {"csrf_token": client.headers["X-CSRFToken"]}
    addresses = routes(own_app)
    own_server.stop()
    try:
        for endpoint, method, path in addresses:
            found = client.send(method, path, json={}, headers={"If-Match": "*"})
            assert (found.status_code, "Retry-After" in found.headers) == (503, True), (endpoint, method)
            assert AWAY in found.text, endpoint
            kind = "text/html" if endpoint.startswith("pages_") else "application/problem+json"
            assert found.mimetype == kind, endpoint
        for path in ("/", "/login", "/offices/ju/", "/offices/ju/plans/1/"):
            page = client.get(path)
            assert (page.status_code, page.mimetype) == (503, "text/html"), path
            assert AWAY in page.text
        for path in ("/login", "/healthz"):
            assert nobody.get(path).status_code == 200, path
        login = client.post("/login", data={**token, "login": "root", "password": PASSWORD})
        assert (login.status_code, login.mimetype) == (503, "text/html")
        assert AWAY in login.text
        for path in ("/readyz", "/o/ju/hall", "/o/ju/feeds/office.ics"):
            assert nobody.get(path).status_code == 503, path
    finally:
        own_server.start()
    assert client.get("/").status_code == 200
    assert client.get("/offices/ju/").status_code == 200
    assert client.get("offices").status_code == 200
    assert nobody.get("/readyz").status_code == 200


def test_a_restart_in_the_middle_of_requests_is_503_at_most(own_server: Cluster, own_app: OpenAPI) -> None:
    seen: dict[str, list[int]] = {"/offices/ju/": [], "/api/v1/offices": [], "/api/v1/offices/ju/units": []}
    done = threading.Event()

    def ask(path: str, client: Client) -> None:
        while not done.is_set():
            seen[path].append(client.get(path).status_code)

    threads = [threading.Thread(target=ask, args=(path, root(own_app))) for path in seen]
    for thread in threads:
        thread.start()
    try:
        for _ in range(3):
            own_server.stop()
            own_server.start()
    finally:
        done.set()
        for thread in threads:
            thread.join()
    for path, statuses in seen.items():
        assert set(statuses) <= {200, 503}, path
        assert 503 in statuses, path
    client = root(own_app)
    assert [client.get(path).status_code for path in seen] == [200] * 3
