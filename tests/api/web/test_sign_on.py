"""Logging in by a provider: with a real one on this machine, and whatever may be wrong with what it sends."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask.testing import FlaskClient
from flask_openapi import OpenAPI
from werkzeug.test import TestResponse

from api.service import audit, identities, people
from api.service.actor import Actor
from api.service.paging import Page
from api.service.permissions import Role
from api.settings import Settings
from api.store import Database
from api.store.tables import User
from api.web.app import create_app
from tests.api.provider import CLIENT, SECRET, ZHANG, Provider, new_key, providing
from tests.api.web.conftest import Client, LogIn
from tests.api.world import World

BASE = "http://localhost"
BACK = f"{BASE}/login/oidc/back"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing(BACK) as found:
        yield found


@pytest.fixture
def settings(database_url: str, tmp_path: Path, provider: Provider) -> Settings:
    return with_provider(database_url, tmp_path, oidc_issuer=provider.issuer)


def with_provider(database_url: str, tmp_path: Path, **more: object) -> Settings:
    given = {"oidc_client_id": CLIENT, "oidc_client_secret": SECRET, "oidc_private": True, "base_url": BASE, **more}
    return Settings(database_url=database_url, data_dir=tmp_path / "data", **given)  # type: ignore[arg-type]


@pytest.fixture
def zhang(world: World, provider: Provider) -> str:
    """An editor whom the provider knows as `zhang.san`; the login."""
    expected(world, provider, "zhang", "zhang.san")
    return "zhang"


def expected(world: World, provider: Provider, login: str, name: str) -> None:
    with world.database.writing() as session:
        user = people.create(session, Actor("测试"), login, login, None)
        people.enroll(session, Actor("测试"), world.office, user, Role.EDITOR)
        identities.expect(session, Actor("测试"), user, provider.issuer, name)


def came_back(client: FlaskClient, after: str = "/") -> str:
    """Goes to the provider and logs in there; the address that it sends back to."""
    gone = client.get("/login/oidc", query_string={"next": after})
    assert gone.status_code == 303, gone.text
    sent = requests.get(gone.headers["Location"], allow_redirects=False, timeout=30)
    assert sent.status_code == 302, sent.text
    return sent.headers["Location"].removeprefix(BASE)


def log_in(client: FlaskClient, after: str = "/") -> TestResponse:
    return client.get(came_back(client, after))


def who(client: FlaskClient) -> object:
    return client.get("/api/v1/session").json["login"]


def told(found: TestResponse) -> str:
    """What the page says is wrong."""
    return found.text.partition('role="alert">')[2].partition("</div>")[0]


def test_who_is_expected_comes_in_and_goes_on(app: OpenAPI, world: World, zhang: str) -> None:
    client = app.test_client()
    found = log_in(client, "/offices/ju/publications/")
    assert (found.status_code, found.headers["Location"]) == (303, "/offices/ju/publications/")
    assert who(client) == zhang
    assert client.get("/offices/ju/publications/").status_code == 200
    with world.database.reading() as session:
        entries = audit.entries(session, None, Page(), subject="users/zhang").rows
    assert [(one.action, one.after) for one in entries if one.action == "login"] == [("login", {"way": "oidc"})]
    assert "identities.bind" in [one.action for one in entries]


def test_the_flow_has_pkce_state_and_nonce(app: OpenAPI, zhang: str) -> None:
    asked = parse_qs(urlsplit(app.test_client().get("/login/oidc").headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"code_challenge", "state", "nonce"} <= asked.keys()
    assert (asked["response_type"], asked["redirect_uri"], asked["scope"]) == (["code"], [BACK], ["openid profile"])


def test_after_the_first_time_the_subject_alone_counts(app: OpenAPI, provider: Provider, zhang: str) -> None:
    log_in(app.test_client())
    provider.person["preferred_username"] = "another name"
    renamed = app.test_client()
    assert log_in(renamed).status_code == 303
    assert who(renamed) == zhang
    provider.person = {"sub": "7f3c-0002", "preferred_username": "zhang.san"}
    other = app.test_client()
    assert log_in(other).status_code == 403
    assert who(other) is None


def test_a_stranger_stays_outside_and_no_account_comes_of_it(app: OpenAPI, world: World, provider: Provider) -> None:
    client = app.test_client()
    found = log_in(client)
    assert found.status_code == 403
    assert "（zhang.san）" in told(found)
    assert who(client) is None
    with world.database.reading() as session:
        assert session.query(User).count() == 0


def test_a_login_of_that_name_is_not_enough(app: OpenAPI, world: World) -> None:
    with world.database.writing() as session:
        people.create(session, Actor("测试"), "zhang.san", "张三", None, system=True)
    assert log_in(app.test_client()).status_code == 403


def test_who_is_disabled_stays_outside(app: OpenAPI, world: World, zhang: str) -> None:
    inside = app.test_client()
    log_in(inside)
    with world.database.writing() as session:
        people.find(session, zhang).disabled = True
    assert who(inside) is None
    found = log_in(app.test_client())
    assert found.status_code == 403
    assert "已停用" in told(found)


def test_an_answer_with_another_state_is_refused(app: OpenAPI, zhang: str) -> None:
    client = app.test_client()
    address = came_back(client)
    state = parse_qs(urlsplit(address).query)["state"][0]
    found = client.get(address.replace(state, "another"))
    assert (found.status_code, who(client)) == (401, None)
    assert "过期" in told(found)


def test_an_answer_begun_in_another_browser_is_refused(app: OpenAPI, zhang: str) -> None:
    address, victim = came_back(app.test_client()), app.test_client()
    assert victim.get(address).status_code == 401
    assert who(victim) is None


def test_an_answer_serves_once(app: OpenAPI, zhang: str) -> None:
    client = app.test_client()
    address = came_back(client)
    assert client.get(address).status_code == 303
    with client.session_transaction() as kept:
        kept.clear()
    assert client.get(address).status_code == 401


@pytest.mark.parametrize(
    "lies",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://elsewhere.example"},
        {"aud": ["another service"]},
        {"aud": ["another service"], "azp": CLIENT},
        {"exp": 1},
        {"sub": ""},
        {"sub": 7},
        {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    ],
    ids=str,
)
def test_a_token_that_does_not_fit_is_refused(app: OpenAPI, provider: Provider, zhang: str, lies: dict) -> None:
    provider.lies = lies
    client = app.test_client()
    found = log_in(client)
    assert (found.status_code, who(client)) == (401, None)
    assert "核对不上" in told(found)


def test_a_token_that_somebody_else_has_signed_is_refused(app: OpenAPI, provider: Provider, zhang: str) -> None:
    provider.signs_with = new_key()
    client = app.test_client()
    found = log_in(client)
    assert (found.status_code, who(client)) == (401, None)
    assert "核对不上" in told(found)


def test_a_new_key_of_the_provider_is_taken(app: OpenAPI, provider: Provider, zhang: str) -> None:
    assert log_in(app.test_client()).status_code == 303
    provider.key = new_key()
    assert log_in(app.test_client()).status_code == 303


def test_claims_may_stand_at_the_endpoint_of_user_info(app: OpenAPI, provider: Provider, zhang: str) -> None:
    provider.in_token = False
    client = app.test_client()
    assert log_in(client).status_code == 303
    assert who(client) == zhang
    assert "/person" in provider.asked


@pytest.mark.parametrize(("verified", "status"), [(True, 303), (False, 403), (None, 403)])
def test_a_mail_address_counts_only_when_it_is_verified(
    database: Database,
    tmp_path: Path,
    database_url: str,
    world: World,
    provider: Provider,
    verified: bool | None,
    status: int,
) -> None:
    expected(world, provider, "zhang", ZHANG["email"])
    provider.person["email_verified"] = verified
    settings = with_provider(database_url, tmp_path, oidc_issuer=provider.issuer, oidc_claim="email")
    assert log_in(create_app(settings, database).test_client()).status_code == status


def test_a_provider_that_is_down_is_told_in_a_line(
    database: Database, tmp_path: Path, database_url: str, world: World
) -> None:
    settings = with_provider(database_url, tmp_path, oidc_issuer="http://127.0.0.1:1")
    client = create_app(settings, database).test_client()
    for path in ("/login/oidc", "/login/oidc/back?code=x&state=y"):
        found = client.get(path)
        assert found.status_code == 503
        assert "统一身份认证现在不能用（没有应答）。请稍后再试，或用密码登录。" in told(found)


def test_a_provider_that_goes_down_half_way_is_told_in_a_line(app: OpenAPI, provider: Provider, zhang: str) -> None:
    client = app.test_client()
    provider.extra["token_endpoint"] = "http://127.0.0.1:1/token"
    address = came_back(client)
    found = client.get(address)
    assert (found.status_code, who(client)) == (503, None)
    assert "没有应答" in told(found)


def test_a_wrong_secret_is_the_administrators_to_mend(
    database: Database, tmp_path: Path, database_url: str, provider: Provider, zhang: str
) -> None:
    settings = with_provider(database_url, tmp_path, oidc_issuer=provider.issuer, oidc_client_secret="wrong")
    found = log_in(create_app(settings, database).test_client())
    assert found.status_code == 503
    assert "请管理员检查 oidc 设置" in told(found)


def test_who_changes_their_mind_at_the_provider_is_told_so(app: OpenAPI, zhang: str) -> None:
    client = app.test_client()
    state = parse_qs(urlsplit(came_back(client)).query)["state"][0]
    found = client.get(f"/login/oidc/back?error=access_denied&state={state}")
    assert found.status_code == 401
    assert "取消" in told(found)


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"issuer": "https://elsewhere.example"}, "自称"),
        ({"token_endpoint": None}, "token_endpoint"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "authorization_endpoint"),
        ({"id_token_signing_alg_values_supported": ["none", "HS256"]}, "签名算法"),
    ],
)
def test_a_provider_that_says_something_else_is_not_used(
    app: OpenAPI, provider: Provider, zhang: str, extra: dict, said: str
) -> None:
    provider.extra = extra
    found = app.test_client().get("/login/oidc")
    assert found.status_code == 503
    assert said in told(found)


def test_a_provider_in_the_own_network_is_not_asked_unless_that_is_allowed(
    database: Database, tmp_path: Path, database_url: str, world: World, provider: Provider
) -> None:
    settings = with_provider(database_url, tmp_path, oidc_issuer=provider.issuer, oidc_private=False)
    found = create_app(settings, database).test_client().get("/login/oidc")
    assert found.status_code == 503
    assert "https://" in told(found)
    assert provider.asked == []


def test_a_redirect_of_the_provider_is_not_followed(
    database: Database, tmp_path: Path, database_url: str, world: World, provider: Provider
) -> None:
    settings = with_provider(database_url, tmp_path, oidc_issuer=f"{provider.issuer}/moved")
    found = create_app(settings, database).test_client().get("/login/oidc")
    assert found.status_code == 503
    assert "302" in told(found)


def test_who_comes_in_vain_too_often_has_to_wait(app: OpenAPI, world: World, provider: Provider) -> None:
    assert [log_in(app.test_client()).status_code for _ in range(9)] == [403] * 8 + [429]
    expected(world, provider, "zhang", "zhang.san")
    assert log_in(app.test_client()).status_code == 429


def test_answers_that_do_not_fit_are_counted_for_their_address(app: OpenAPI, world: World, provider: Provider) -> None:
    answers = [app.test_client().get("/login/oidc/back?code=x&state=y").status_code for _ in range(41)]
    assert answers == [401] * 40 + [429]
    asked = len(provider.asked)
    assert log_in_by_password(app, world) == 429
    assert app.test_client().get("/login/oidc/back?code=x&state=y").status_code == 429
    assert len(provider.asked) == asked


def log_in_by_password(app: OpenAPI, world: World) -> int:
    client = Client(app.test_client())
    client.headers["X-CSRFToken"] = client.get("session").json["csrf_token"]
    return client.post("session", {"login": "nobody", "password": "x"}).status_code


def test_nobody_is_sent_elsewhere_after_it(app: OpenAPI, zhang: str) -> None:
    assert log_in(app.test_client(), "//elsewhere.example/").headers["Location"] == "/"


@pytest.mark.parametrize(("language", "said"), [("zh", "用统一身份认证登录"), ("en", "Log in with 统一身份认证")])
def test_the_login_page_has_its_button(app: OpenAPI, language: str, said: str) -> None:
    client = app.test_client()
    client.set_cookie("lunzhi-language", language)
    assert said in client.get("/login").text


def test_without_a_provider_there_is_none(database: Database, tmp_path: Path, database_url: str) -> None:
    client = create_app(Settings(database_url=database_url, data_dir=tmp_path), database).test_client()
    assert "oidc" not in client.get("/login").text
    assert client.get("/login/oidc").status_code == 404
    assert client.get("/login/oidc/back?code=x&state=y").status_code == 404


def test_administrators_say_who_comes_by_which_name(app: OpenAPI, world: World, log_in: LogIn) -> None:
    root = log_in("root", system=True)
    assert root.post("users", {"login": "li", "name": "李四"}).status_code == 422
    assert root.post("users", {"login": "li", "name": "李四", "identity": "zhang.san"}).status_code == 201
    assert root.get("users/li/identity").json["bound"] is None
    assert root.put("users/root/identity", {"name": "zhang.san"}).status_code == 409
    inside = app.test_client()
    assert log_in_by_provider(inside) == 303
    assert who(inside) == "li"
    assert root.get("users/li/identity").json["bound"] is not None
    assert root.delete("users/li/identity").status_code == 204
    assert who(inside) is None
    assert log_in_by_provider(app.test_client()) == 403
    assert root.get("users/li/identity").status_code == 404


def log_in_by_provider(client: FlaskClient) -> int:
    return client.get(came_back(client)).status_code


def test_nobody_but_the_system_administrator_says_so(log_in: LogIn, provider: Provider) -> None:
    office = log_in("admin", Role.ADMINISTRATOR)
    assert office.put("users/admin/identity", {"name": "zhang.san"}).status_code == 403
