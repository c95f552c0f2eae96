"""What each route needs, and whether who asks has it. A route that declares nothing is open to nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect

from api.service import attempts, keys, offices
from api.service.actor import Actor
from api.service.errors import ForbiddenError, NotFoundError, UnauthenticatedError
from api.service.permissions import ALLOWED, Permission, Role
from api.store.tables import User
from api.web.context import database
from api.web.docs import DOC_ENDPOINTS

View = TypeVar("View", bound=Callable[..., Any])
_NEED = "lunzhi_need"
_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
csrf = CSRFProtect()


class Whom(Enum):
    """For whom a route is that asks for no permission in an office."""

    EVERYONE = "everyone"
    PERSON = "person"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Need:
    """What a route needs."""

    what: Permission | Whom


def needs(what: Permission | Whom) -> Callable[[View], View]:
    """Declares what a route needs: a permission in the office of its path, or that anyone, a person, or a system
    administrator asks."""

    def declare(view: View) -> View:
        setattr(view, _NEED, Need(what))
        return view

    return declare


def need_of(app: Flask, endpoint: str) -> Need | None:
    """What the view of an endpoint has declared; the API's documents are for everyone."""
    if endpoint.startswith(DOC_ENDPOINTS):
        return Need(Whom.EVERYONE)
    return cast("Need | None", getattr(app.view_functions[endpoint], _NEED, None))


def authorize() -> None:
    """Before every request: who asks, and whether they may."""
    g.actor = Actor("", address=request.remote_addr, request=g.request_id)
    if request.endpoint is None:
        return
    need = need_of(current_app, request.endpoint)
    if need is None:
        raise ForbiddenError("这个地址没有对外开放。")
    if need.what is Whom.EVERYONE:
        return
    asking = _of_key() or _of_session(need)
    if asking is None:
        raise UnauthenticatedError("请先登录，或在 Authorization 中给出密钥。")
    if need.what is Whom.SYSTEM and asking.user_id is None:
        raise ForbiddenError("需要系统管理员，不能用密钥。")
    g.actor = replace(asking, address=request.remote_addr, request=g.request_id)
    if isinstance(need.what, Permission) and not g.actor.may(need.what):
        raise ForbiddenError(f"需要权限“{need.what}”。")


def user() -> User:
    """The person who has logged in; ForbiddenError for a program."""
    if not current_user.is_authenticated:
        raise ForbiddenError("这项操作要由人登录后进行，不能用密钥。")
    return cast("User", current_user.user)


def _of_key() -> Actor | None:
    """A program with a key: it acts in its own office alone."""
    header = request.headers.get("Authorization", "")
    if not header.startswith("Bearer "):
        return None
    with database().reading() as session:
        found = keys.actor_of(session, header.removeprefix("Bearer ").strip())
        named = (request.view_args or {}).get("office")
        if found is not None and named is not None and offices.find(session, named).id != found.office_id:
            raise NotFoundError("没有这个单位。")
    if found is None:
        attempts.fail_token(database(), request.remote_addr or "")
        raise UnauthenticatedError("密钥无效。")
    return found


def _of_session(need: Need) -> Actor | None:
    """A person who has logged in, in the office that the path names."""
    if not current_user.is_authenticated:
        return None
    if request.method in _UNSAFE:
        check_csrf()
    person = user()
    named = (request.view_args or {}).get("office")
    if need.what is Whom.SYSTEM and not person.system:
        raise ForbiddenError("需要系统管理员。")
    if named is None:
        return Actor(person.login, user_id=person.id)
    return _in_office(person, named)


def _in_office(person: User, key: str) -> Actor:
    with database().reading() as session:
        office = offices.find(session, key)
    if person.system:
        return Actor(person.login, office.id, ALLOWED[Role.ADMINISTRATOR], user_id=person.id)
    for membership in person.memberships:
        if membership.office_id == office.id:
            allowed = ALLOWED[Role(membership.role)]
            return Actor(
                person.login, office.id, allowed, unit=membership.unit, leader=membership.leader, user_id=person.id
            )
    # That an office exists is nobody's business who has no part in it.
    raise NotFoundError("没有这个单位。")


def check_csrf() -> None:
    """ForbiddenError where a change does not carry the token of its session."""
    try:
        csrf.protect()
    except CSRFError:
        raise ForbiddenError("缺少或过期的 X-CSRFToken，请从 /api/v1/session 重新取得。") from None
