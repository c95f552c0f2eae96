"""Accounts, for system administrators."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from flask import Response, jsonify
from pydantic import BaseModel, Field

from api.service import accounts, identities, people
from api.store.tables import User
from api.web.access import Whom, needs
from api.web.context import actor, database
from api.web.routes.identities import UserPath, issuer
from api.web.shapes import Listed, PageQuery, Shape, blueprint, listed, sent
from roster.faults import Fault, InputError

api = blueprint("users", "账号")
Text = Annotated[str, Field(min_length=1, max_length=200)]


class UserQuery(PageQuery):
    """What occurs in the login or the name."""

    search: Annotated[str, Field(max_length=200)] = ""


class NewUser(Shape):
    """A person who is to log in: with a password, or by the provider under the name `identity`, or by both."""

    login: Text
    name: Text
    password: Text | None = None
    identity: Text | None = None


class NewPassword(Shape):
    """Another password."""

    password: Text


class UserChange(Shape):
    """Whether nobody gets in by the account."""

    disabled: bool


class UserShown(BaseModel):
    """A person."""

    login: str
    name: str
    system: bool
    disabled: bool
    created: datetime


class Users(Listed):
    """People."""

    items: list[UserShown]


@api.get("/users", responses={200: Users})
@needs(Whom.SYSTEM)
def list_users(query: UserQuery) -> Response:
    """列出登录账号，按登录名排；领导登录链接的账号不在其中."""
    with database().reading() as session:
        return jsonify(listed(accounts.every(session, query.page, query.search), _shown))


@api.post("/users", responses={201: UserShown})
@needs(Whom.SYSTEM)
def create_user(body: NewUser) -> tuple[Response, int]:
    """新建登录账号：用密码登录，或用统一身份认证登录（`identity` 是其中的名字），或两样都行."""
    if body.password is None and body.identity is None:
        raise InputError([Fault("password", "不用统一身份认证登录的账号应有密码，实际没有。")])
    with database().writing() as session:
        made = people.create(session, actor(), body.login, body.name, body.password)
        if body.identity is not None:
            identities.expect(session, actor(), made, issuer(), body.identity)
    return jsonify(sent(_shown(made))), 201


@api.patch("/users/<login>", responses={200: UserShown})
@needs(Whom.SYSTEM)
def change_user(path: UserPath, body: UserChange) -> Response:
    """停用账号（已有的登录随之失效，做过的事都留着），或重新启用；不能停用自己."""
    act = accounts.disable if body.disabled else accounts.enable
    with database().writing() as session:
        user = accounts.find(session, path.login)
        act(session, actor(), user)
    return jsonify(sent(_shown(user)))


@api.put("/users/<login>/password", responses={204: None})
@needs(Whom.SYSTEM)
def set_password(path: UserPath, body: NewPassword) -> tuple[str, int]:
    """给账号换密码，已有的登录随之失效."""
    with database().writing() as session:
        accounts.set_password(session, actor(), accounts.find(session, path.login), body.password)
    return "", 204


def _shown(row: User) -> UserShown:
    return UserShown.model_validate({name: getattr(row, name) for name in UserShown.model_fields})
