"""Login links of leaders: used once, by a button alone, by nobody who may do more, and never by a feed's address."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask_openapi import OpenAPI

from api.service import people, register
from api.service.errors import ConflictError
from api.service.permissions import Role
from api.store.tables import LoginLink
from api.web import sessions
from tests.api.web.conftest import Client, LogIn
from tests.api.world import World


@pytest.fixture(autouse=True)
def leaders(world: World) -> None:
    with world.database.writing() as session:
        register.add(session, world.actor, world.office, "units", {"id": "ju", "name": "某局", "level": "局"})
        for key, name in (("zhao", "赵甲"), ("qian", "钱乙")):
            value = {"id": key, "name": name, "unit": "ju"}
            register.add(session, world.actor, world.office, "leaders", value)


def issued(administrator: Client, leader: str = "zhao") -> str:
    made = administrator.post("offices/ju/links", {"leader": leader})
    assert made.status_code == 201, made.text
    return str(made.json["address"])


def token_of(page: str) -> str:
    return page.partition('name="csrf_token" value="')[2].partition('"')[0]


def press(client: Client, address: str) -> int:
    """Opens a link and presses its button."""
    page = client.get(address)
    return client.send("POST", address, data={"csrf_token": token_of(page.text)}).status_code


def exchange(client: Client, address: str) -> int:
    """Exchanges a link as a program does."""
    client.headers["X-CSRFToken"] = client.get("session").json["csrf_token"]
    found = client.post("session/link", {"token": address.rpartition("/")[2]})
    if found.status_code == 200:
        client.headers["X-CSRFToken"] = found.json["csrf_token"]
    return found.status_code


def test_a_link_lets_its_leader_in_once(app: OpenAPI, administrator: Client) -> None:
    address = issued(administrator)
    phone, other = Client(app.test_client()), Client(app.test_client())
    assert "赵甲" in phone.get(address).text
    assert press(phone, address) == 303
    told = phone.get("session").json
    assert told["name"] == "赵甲"
    assert [(part["office"], part["role"], part["leader"]) for part in told["offices"]] == [("ju", "leader", "zhao")]
    assert phone.get("offices/ju").status_code == 200
    assert phone.get("offices/ju/members").status_code == 403
    assert press(other, address) in (403, 410)
    assert other.get(address).status_code == 410
    assert exchange(other, address) == 410
    assert other.get("offices/ju").status_code == 401


def test_who_previews_a_link_does_not_use_it_up(app: OpenAPI, administrator: Client) -> None:
    address = issued(administrator)
    for _ in range(3):
        assert Client(app.test_client()).get(address).status_code == 200
    # A program that posts without having seen the page gets nowhere either.
    assert Client(app.test_client()).send("POST", address).status_code == 403
    assert exchange(Client(app.test_client()), address) == 200


def test_a_link_ends_with_its_time_with_the_next_one_and_when_it_is_revoked(
    app: OpenAPI, administrator: Client, world: World
) -> None:
    first = issued(administrator)
    second = issued(administrator)
    assert exchange(Client(app.test_client()), first) == 410
    listed = administrator.get("offices/ju/links").json["items"]
    assert administrator.delete(f"offices/ju/links/{listed[0]['id']}").status_code == 204
    assert exchange(Client(app.test_client()), second) == 410
    third = issued(administrator)
    with world.database.writing() as session:
        for row in session.scalars(sa.select(LoginLink)):
            row.expires = row.created - timedelta(seconds=1)
    assert exchange(Client(app.test_client()), third) == 410


def test_revoking_ends_the_sessions_too(app: OpenAPI, administrator: Client) -> None:
    phone = Client(app.test_client())
    assert exchange(phone, issued(administrator)) == 200
    number = administrator.get("offices/ju/links").json["items"][0]["id"]
    administrator.delete(f"offices/ju/links/{number}")
    assert phone.get("offices/ju").status_code == 401


def test_a_wrong_token_leads_nowhere(app: OpenAPI, administrator: Client) -> None:
    address = issued(administrator)
    for wrong in (address[:-1], address[:-1] + ("A" if address[-1] != "A" else "B"), "/enter/x"):
        assert Client(app.test_client()).get(wrong).status_code == 404


def test_nothing_in_the_database_is_the_secret(administrator: Client, world: World) -> None:
    secret = issued(administrator).rpartition("-")[2]
    with world.database.reading() as session:
        row = session.scalars(sa.select(LoginLink)).one()
        assert not any(secret in str(getattr(row, column.key)) for column in sa.inspect(LoginLink).columns)


def test_a_link_never_logs_in_as_a_person_who_may_do_more(
    app: OpenAPI, administrator: Client, log_in: LogIn, world: World
) -> None:
    log_in("boss", Role.LEADER, system=True, leader="zhao")
    phone = Client(app.test_client())
    assert exchange(phone, issued(administrator)) == 200
    assert phone.get("session").json["login"] != "boss"
    assert phone.get("session").json["system"] is False
    # Nor can the account of links be given another part, which its issuers would then have.
    login = phone.get("session").json["login"]
    with world.database.writing() as session, pytest.raises(ConflictError):
        people.enroll(session, world.actor, world.office, people.find(session, login), Role.ADMINISTRATOR)


def test_nobody_logs_in_to_the_account_of_links_by_password(app: OpenAPI, administrator: Client) -> None:
    phone = Client(app.test_client())
    exchange(phone, issued(administrator))
    login = phone.get("session").json["login"]
    thief = Client(app.test_client())
    thief.headers["X-CSRFToken"] = thief.get("session").json["csrf_token"]
    for password in ("!", "nobody has this password"):
        assert thief.post("session", {"login": login, "password": password}).status_code == 401


def test_a_leader_who_left_the_register_is_not_let_in(app: OpenAPI, administrator: Client) -> None:
    phone = Client(app.test_client())
    assert exchange(phone, issued(administrator)) == 200
    address = issued(administrator)
    assert administrator.delete("offices/ju/leaders/zhao", '"1"').status_code == 204
    assert exchange(Client(app.test_client()), address) == 410
    # Nor does one who is in see anything more.
    assert phone.get("offices/ju").status_code == 404


def test_a_session_by_link_outlasts_one_by_password(
    app: OpenAPI, administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Client(app.test_client())
    exchange(phone, issued(administrator))
    later = sessions.now() + timedelta(hours=13)
    monkeypatch.setattr(sessions, "now", lambda: later)
    assert phone.get("offices/ju").status_code == 200
    assert administrator.get("offices/ju").status_code == 401


def test_a_mailed_link_is_not_shown(administrator: Client) -> None:
    body = {"leader": "qian", "mail": True}
    assert administrator.post("offices/ju/links", body).status_code == 409
    target = {"channel": "mail", "address": "qian@ju.example", "leader": "qian"}
    assert administrator.post("offices/ju/targets", target).status_code == 201
    made = administrator.post("offices/ju/links", body)
    assert (made.status_code, made.json["address"]) == (201, None)
