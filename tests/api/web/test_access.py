"""Who may do what: every route says what it needs, and one office never sees another."""

import json
from typing import Any

import pytest
from flask_openapi import OpenAPI

from api.service import feeds, jobs, keys, leave, links, offices, plans, publishing, register
from api.service.actor import Actor
from api.service.clock import now
from api.service.paging import Page
from api.service.permissions import SCOPES, Permission, Role
from api.web.access import Whom, need_of
from tests.api.web.conftest import PASSWORD, Client, LogIn, key_client
from tests.api.world import World, administrator, small_plan

OPEN = {
    "/api/v1/session",
    "/healthz",
    "/readyz",
    "/metrics",
    "/login",
    "/login/oidc",
    "/login/oidc/back",
    "/language",
    "/look",
    "/assets/<name>",
    "/enter/<token>",
    "/feeds/<name>.ics",
    "/o/<office>/hall",
    "/o/<office>/notices/",
    "/o/<office>/notices/<path:place>",
    "/o/<office>/embed/<path:place>",
    "/o/<office>/published/<int:publication>/<format>/<path:file>",
    "/o/<office>/feeds/office.ics",
    "/o/<office>/feeds/<any(units, duties):kind>/<name>.ics",
}
"""What is for everyone, beside the API's documents."""


def test_every_route_says_what_it_needs(app: OpenAPI) -> None:
    for rule in app.url_map.iter_rules():
        need = need_of(app, rule.endpoint)
        assert need is not None, rule.rule
        if need.what is Whom.EVERYONE:
            assert rule.rule in OPEN or rule.rule.startswith("/api/"), rule.rule
        if isinstance(need.what, Permission):
            assert "<office>" in rule.rule, rule.rule


def routes(app: OpenAPI) -> list[tuple[str, str, str]]:
    """Every guarded route with a method: the endpoint, the method, a path with numbers and names that may exist."""
    with app.test_request_context():
        found = []
        for rule in app.url_map.iter_rules():
            need = need_of(app, rule.endpoint)
            if need is None or need.what is Whom.EVERYONE:
                continue
            values: dict[str, Any] = {
                name: 1
                if name in ("plan", "version", "job", "feed", "publication", "revision", "number", "year")
                else "x"
                for name in rule.arguments
            }
            if "format" in values:
                values |= {"format": "txt", "file": "x"} if "file" in values else {"format": "txt"}
            if "office" in values:
                values["office"] = "ju"
            built = app.url_map.bind("").build(rule.endpoint, values)
            found += [(rule.endpoint, method, built) for method in sorted(rule.methods - {"OPTIONS", "HEAD"})]
    return found


def test_nobody_gets_in_without_saying_who(app: OpenAPI, world: World) -> None:
    client = Client(app.test_client())
    for endpoint, method, path in routes(app):
        assert client.send(method, path).status_code == 401, endpoint


def test_a_wrong_key_gets_nowhere(app: OpenAPI, world: World) -> None:
    client = Client(app.test_client(), {"Authorization": "Bearer lunzhi_x"})
    for endpoint, method, path in routes(app):
        assert client.send(method, path).status_code in (401, 429), endpoint


def test_a_key_without_scopes_reads_nothing(app: OpenAPI, world: World) -> None:
    client = key_client(app, world, [Permission.OFFICE_READ])
    for endpoint, method, path in routes(app):
        need = need_of(app, endpoint)
        if need and isinstance(need.what, Permission) and need.what is not Permission.OFFICE_READ:
            assert client.send(method, path).status_code == 403, endpoint


def test_no_key_does_what_is_for_system_administrators(app: OpenAPI, world: World) -> None:
    client = key_client(app, world, sorted(SCOPES))
    system = [one for one in routes(app) if (need := need_of(app, one[0])) and need.what is Whom.SYSTEM]
    assert system
    for endpoint, method, path in system:
        assert client.send(method, path).status_code == 403, endpoint
    made = client.post("users", {"login": "new", "name": "新", "password": PASSWORD})
    assert made.status_code == 403


def filled(world: World) -> None:
    """An office with something of everything, all of it number 1."""
    world.adopt("j")
    plan_id = world.plan(json.dumps(small_plan()).encode())
    number = world.solved(plan_id)
    with world.database.writing() as session:
        plan = plans.get(session, world.office, plan_id)
        publishing.publish(session, world.actor, plan, number, publishing.Request(now(), "公布"))
        keys.create(session, world.actor, world.office, "程序", ["plans:read"])
        jobs.submit(session, world.actor, plan, jobs.Wanted(seconds=1))
        links.issue(session, world.actor, world.office, "zhao-jia")
        leave.apply(session, world.actor, world.office, "zhao-jia", "2026-01-05", "2026-01-06", "外出")


def test_one_office_never_sees_another(app: OpenAPI, world: World, log_in: LogIn) -> None:
    filled(world)
    with world.database.writing() as session:
        other = offices.create(session, Actor("测试"), "other", "他局").id
    stranger = log_in("stranger", Role.ADMINISTRATOR, office=other)
    program = key_client(app, world, sorted(SCOPES), other)
    for endpoint, method, path in routes(app):
        if "/ju" not in path:
            continue
        for client in (stranger, program):
            found = client.send(method, path)
            assert found.status_code == 404, (endpoint, method, found.status_code)
            # By the own office's path the other's numbers lead nowhere either.
            within = client.send(method, path.replace("/ju", "/other"), headers={"If-Match": "*"}, json={})
            assert within.status_code != 500, endpoint
            if "/1" in path:
                assert within.status_code in (403, 404, 422), (endpoint, method, within.status_code, within.text)
    assert {one["key"] for one in stranger.get("offices").json["items"]} == {"other"}


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR, Role.UNIT_ADMINISTRATOR, Role.LEADER])
def test_reasons_of_gaps_and_absences_are_for_administrators(world: World, log_in: LogIn, role: Role) -> None:
    away = [
        {"leader": one, "start": "2026-01-06", "end": "2026-01-06", "reason": "住院手术"}
        for one in ("zhao", "qian", "sun")
    ]
    plan_id = world.plan(json.dumps(small_plan(absences=away)).encode())
    number = world.solved(plan_id)
    with world.database.writing() as session:
        file = plans.PlanFile(json.dumps(small_plan(absences=away)).encode(), ".json")
        register.adopt(session, world.actor, world.office, file.loaded.plan)
        plan = plans.get(session, world.office, plan_id)
        wanted = publishing.Request(now(), "公布", frozenset({"gaps"}))
        publishing.publish(session, world.actor, plan, number, wanted)
    tie = {Role.UNIT_ADMINISTRATOR: {"unit": "ju"}, Role.LEADER: {"leader": "zhao"}}.get(role, {})
    client = log_in("someone", role, **tie)
    roster = client.get(f"offices/ju/plans/{plan_id}/versions/{number}/roster")
    assert roster.status_code == 200
    assert all(gap["reasons"] == [] for gap in roster.json["gaps"])
    for path in (
        f"offices/ju/plans/{plan_id}/content",
        f"offices/ju/plans/{plan_id}/versions/{number}/candidates?slot=tuesday/2026-01-13",
        f"offices/ju/plans/{plan_id}/versions/{number}/explanation?slot=tuesday/2026-01-06",
        "offices/ju/audit",
    ):
        assert client.get(path).status_code == 403, path
    for form in client.get("formats").json["items"] if role is Role.READER else []:
        archive = client.get(f"offices/ju/publications/1/archive/{form['name']}")
        assert archive.status_code == 200
        assert "住院".encode() not in archive.data


def test_drafts_are_not_for_readers(world: World, log_in: LogIn) -> None:
    plan_id = world.plan(json.dumps(small_plan()).encode())
    world.solved(plan_id)
    reader = log_in("reader", Role.READER)
    assert reader.get(f"offices/ju/plans/{plan_id}/versions").json["total"] == 0
    assert reader.get(f"offices/ju/plans/{plan_id}/versions/1/roster").status_code == 404


def test_a_change_needs_the_token_of_its_session(world: World, log_in: LogIn) -> None:
    client = log_in("admin", Role.ADMINISTRATOR)
    token = client.headers.pop("X-CSRFToken")
    unit = {"id": "ju", "name": "某局", "level": "局"}
    assert client.post("offices/ju/units", unit).status_code == 403
    client.headers["X-CSRFToken"] = token
    assert client.post("offices/ju/units", unit).status_code == 201


def test_a_login_needs_a_token_too(anyone: Client) -> None:
    assert anyone.post("session", {"login": "a", "password": "b"}).status_code == 403


def try_password(client: Client, login: str, password: str) -> int:
    client.headers["X-CSRFToken"] = client.get("session").json["csrf_token"]
    return client.post("session", {"login": login, "password": password}).status_code


def test_who_fails_too_often_has_to_wait(app: OpenAPI, world: World, log_in: LogIn) -> None:
    log_in("admin", Role.ADMINISTRATOR)
    told = [try_password(Client(app.test_client()), "admin", "wrong") for _ in range(9)]
    assert told == [401] * 8 + [429]
    assert try_password(Client(app.test_client()), "admin", PASSWORD) == 429


def test_sessions_end_with_the_password(app: OpenAPI, world: World, log_in: LogIn) -> None:
    client = log_in("admin", Role.ADMINISTRATOR)
    again = Client(app.test_client())
    assert try_password(again, "admin", PASSWORD) == 200
    bodies = {"old": PASSWORD, "new": "another horse battery"}
    assert client.put("session/password", {**bodies, "old": "wrong"}).status_code == 422
    assert client.put("session/password", bodies).status_code == 204
    assert again.get("offices/ju").status_code == 401


@pytest.mark.parametrize(
    "password", ["short", "password123", "1234567890", "qwertyuiop", "woaini1314520", "newadmin99", "aaaaaaaaaaaa"]
)
def test_common_passwords_are_refused(world: World, log_in: LogIn, password: str) -> None:
    system = log_in("root-of-all", system=True)
    found = system.post("users", {"login": "newadmin", "name": "某", "password": password})
    assert found.status_code == 422
    assert found.json["faults"][0]["path"] == "password"


def test_nobody_gives_a_key_more_than_they_have(world: World, log_in: LogIn) -> None:
    administrator_client = log_in("admin", Role.ADMINISTRATOR)
    found = administrator_client.post("offices/ju/keys", {"name": "程序", "scopes": ["keys:write"]})
    assert found.status_code == 422
    made = administrator_client.post("offices/ju/keys", {"name": "程序", "scopes": ["rosters:read"]})
    assert made.status_code == 201
    program = Client(administrator_client.client.application.test_client(), {})
    program.headers["Authorization"] = f"Bearer {made.json['secret']}"
    assert program.get("offices/ju/plans").status_code == 200
    assert administrator_client.delete(f"offices/ju/keys/{made.json['id']}").status_code == 204
    assert program.get("offices/ju/plans").status_code == 401


def test_cookies_and_headers_are_strict(world: World, app: OpenAPI) -> None:
    client = app.test_client()
    found = client.get("/api/v1/session")
    cookie = found.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "unsafe" not in found.headers["Content-Security-Policy"]
    assert found.headers["X-Content-Type-Options"] == "nosniff"


def test_a_leader_sees_the_own_feed(world: World, log_in: LogIn) -> None:
    filled(world)
    with world.database.writing() as session:
        plan = plans.PlanFile(json.dumps(small_plan()).encode(), ".json").loaded.plan
        register.adopt(session, administrator(world.office), world.office, plan)
    leader = log_in("zhao", Role.LEADER, leader="zhao")
    found = leader.get("offices/ju/my/feed").json
    assert found["subject"] == "zhao"
    assert leader.get(found["address"]).status_code == 200
    assert leader.get("offices/ju/feeds").status_code == 403
    assert "赵甲" in leader.get("offices/ju/my/card").text
    assert leader.get("offices/ju/publications/1/cards").status_code == 403
    with world.database.reading() as session:
        assert feeds.every(session, world.office, Page(), "leaders").total > 0
