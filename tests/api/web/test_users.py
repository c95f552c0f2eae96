"""Accounts over HTTP, and how often one may try."""

import pytest
from flask_openapi import OpenAPI

from api.service.permissions import Permission, Role
from tests.api.web.conftest import PASSWORD, Client, LogIn, key_client
from tests.api.world import World

TRIES = 40


@pytest.fixture
def root(log_in: LogIn) -> Client:
    return log_in("root", system=True)


def enter(app: OpenAPI, login: str, password: str) -> tuple[Client, int]:
    client = Client(app.test_client())
    client.headers["X-CSRFToken"] = client.get("session").json["csrf_token"]
    found = client.post("session", {"login": login, "password": password})
    if found.status_code == 200:
        client.headers["X-CSRFToken"] = found.json["csrf_token"]
    return client, found.status_code


def test_accounts_are_made_and_found(root: Client, log_in: LogIn) -> None:
    made = root.post("users", {"login": "zhang", "name": "张三", "password": PASSWORD})
    assert made.status_code == 201
    assert (made.json["system"], made.json["disabled"]) == (False, False)
    log_in("li_si", Role.READER)
    for search, logins in {"": ["li_si", "root", "zhang"], "三": ["zhang"], "LI_": ["li_si"], "%": []}.items():
        found = root.get("users", query_string={"search": search}).json
        assert [one["login"] for one in found["items"]] == logins, search
    page = root.get("users?limit=1&offset=1").json
    assert ([one["login"] for one in page["items"]], page["total"]) == (["root"], 3)


@pytest.mark.parametrize("login", ["a/b", " zhang", "", "a\nb"])
def test_a_login_that_no_address_could_name_is_refused(root: Client, login: str) -> None:
    assert root.post("users", {"login": login, "name": "张三", "password": PASSWORD}).status_code == 422


def test_a_disabled_account_is_shut_at_once(app: OpenAPI, root: Client, log_in: LogIn) -> None:
    reader = log_in("reader", Role.READER)
    assert root.send("PATCH", "users/reader", json={"disabled": True}).json["disabled"] is True
    assert reader.get("offices/ju").status_code == 401
    assert enter(app, "reader", PASSWORD)[1] == 401
    assert root.send("PATCH", "users/reader", json={"disabled": False}).json["disabled"] is False
    assert reader.get("offices/ju").status_code == 401, "the session has ended for good"
    assert enter(app, "reader", PASSWORD)[1] == 200


def test_nobody_disables_themselves(root: Client) -> None:
    found = root.send("PATCH", "users/root", json={"disabled": True})
    assert (found.status_code, found.json["detail"][:9]) == (409, "不能停用自己的账号")


def test_another_password_ends_the_sessions_and_the_waiting(app: OpenAPI, root: Client, log_in: LogIn) -> None:
    reader = log_in("reader", Role.READER)
    assert [enter(app, "reader", "wrong")[1] for _ in range(9)] == [401] * 8 + [429]
    assert root.put("users/reader/password", {"password": "short"}).status_code == 422
    assert root.put("users/reader/password", {"password": "quite another one"}).status_code == 204
    assert reader.get("offices/ju").status_code == 401
    assert enter(app, "reader", "quite another one")[1] == 200


def test_the_account_of_a_login_link_is_none_of_these(app: OpenAPI, world: World, root: Client, log_in: LogIn) -> None:
    world.adopt("j")
    address = log_in("admin", Role.ADMINISTRATOR).post("offices/ju/links", {"leader": "zhao-jia"}).json["address"]
    client = Client(app.test_client())
    client.headers["X-CSRFToken"] = client.get("session").json["csrf_token"]
    entered = client.post("session/link", {"token": address.rpartition("/")[2]})
    assert entered.json["login"] == "leader:ju/zhao-jia"
    assert [one["login"] for one in root.get("users").json["items"]] == ["admin", "root"]
    assert root.send("PATCH", "users/leader:ju%2Fzhao-jia", json={"disabled": True}).status_code == 404


def test_who_guesses_the_old_password_has_to_wait(app: OpenAPI, log_in: LogIn) -> None:
    reader = log_in("reader", Role.READER)
    asked = {"old": "wrong", "new": "quite another one"}
    told = [reader.put("session/password", asked).status_code for _ in range(9)]
    assert told == [422] * 8 + [429]
    assert reader.put("session/password", {**asked, "old": PASSWORD}).status_code == 429


def test_who_tries_keys_has_to_wait_and_right_ones_need_not(app: OpenAPI, world: World) -> None:
    guesser = Client(app.test_client(), {"Authorization": "Bearer lunzhi_guess"})
    told = [guesser.get("offices/ju").status_code for _ in range(TRIES + 1)]
    assert told == [401] * TRIES + [429]
    assert int(guesser.get("offices/ju").headers["Retry-After"]) > 0
    assert key_client(app, world, [Permission.OFFICE_READ]).get("offices/ju").status_code == 200


def test_who_tries_login_links_has_to_wait(app: OpenAPI, administrator: Client, world: World) -> None:
    world.adopt("j")
    right = administrator.post("offices/ju/links", {"leader": "zhao-jia"}).json["address"]
    guesser = Client(app.test_client())
    wrong = f"/enter/{'0' * 32}-{'x' * 43}"
    assert [guesser.get(wrong).status_code for _ in range(TRIES + 1)] == [404] * TRIES + [429]
    guesser.headers["X-CSRFToken"] = guesser.get("session").json["csrf_token"]
    assert guesser.post("session/link", {"token": wrong.rpartition("/")[2]}).status_code == 429
    assert guesser.get(right).status_code == 200
