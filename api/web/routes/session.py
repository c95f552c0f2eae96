"""Logging in and out, and who one is."""

from __future__ import annotations

from typing import Annotated

from flask import Response, jsonify, request
from flask import session as cookie
from flask_login import current_user, logout_user
from flask_wtf.csrf import generate_csrf
from pydantic import BaseModel, Field

from api.service import attempts, links, people
from api.service.permissions import Role
from api.store.tables import Membership, OfficeRow, User
from api.web.access import Whom, check_csrf, needs, user
from api.web.context import actor, database, service
from api.web.sessions import begin
from api.web.shapes import Shape, blueprint, sent

api = blueprint("session", "登录")
Text = Annotated[str, Field(min_length=1, max_length=200)]


class Login(Shape):
    """A login."""

    login: Text
    password: Text


class Link(Shape):
    """The token of a login link."""

    token: Text


class Passwords(Shape):
    """Another password."""

    old: Text
    new: Text


class Part(BaseModel):
    """A role in an office."""

    office: str
    name: str
    role: Role
    unit: str | None
    leader: str | None


class Session(BaseModel):
    """Who has logged in (nobody: null), and the token that every change has to send as X-CSRFToken."""

    csrf_token: str
    login: str | None = None
    name: str | None = None
    system: bool = False
    offices: list[Part] = []


@api.get("/session", responses={200: Session}, security=[])
@needs(Whom.EVERYONE)
def read_session() -> Response:
    """我是谁，以及 CSRF 令牌."""
    return jsonify(sent(_session(user() if current_user.is_authenticated else None)))


@api.post("/session", responses={200: Session}, security=[])
@needs(Whom.EVERYONE)
def log_in(body: Login) -> Response:
    """登录."""
    check_csrf()
    person = people.log_in(database(), body.login, body.password, request.remote_addr or "")
    begin(person)
    return jsonify(sent(_session(person)))


@api.post("/session/link", responses={200: Session}, security=[])
@needs(Whom.EVERYONE)
def log_in_by_link(body: Link) -> Response:
    """用登录链接（只能用一次）登录：`token` 是链接最后一段."""
    check_csrf()
    address = request.remote_addr or ""
    with attempts.counting_tokens(database(), address), database().writing() as session:
        person = links.exchange(session, service().key, body.token, address)
    begin(person)
    return jsonify(sent(_session(person)))


@api.delete("/session", responses={204: None})
@needs(Whom.PERSON)
def log_out() -> tuple[str, int]:
    """退出."""
    logout_user()
    cookie.clear()
    return "", 204


@api.put("/session/password", responses={204: None})
@needs(Whom.PERSON)
def change_password(body: Passwords) -> tuple[str, int]:
    """改密码。所有登录随之失效."""
    people.change_password(database(), actor(), user().login, body.old, body.new)
    logout_user()
    cookie.clear()
    return "", 204


def _session(person: User | None) -> Session:
    if person is None:
        return Session(csrf_token=generate_csrf())
    with database().reading() as session:
        parts = [_part(session.get_one(OfficeRow, one.office_id), one) for one in person.memberships]
    return Session(
        csrf_token=generate_csrf(), login=person.login, name=person.name, system=person.system, offices=parts
    )


def _part(office: OfficeRow, membership: Membership) -> Part:
    return Part(
        office=office.key,
        name=office.name,
        role=Role(membership.role),
        unit=membership.unit,
        leader=membership.leader,
    )
