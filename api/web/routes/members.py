"""Who has a part in an office, and the keys of its programs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from flask import Response, jsonify
from pydantic import AwareDatetime, BaseModel, Field

from api.service import keys, people
from api.service.permissions import Permission, Role
from api.store.tables import ApiKey, User
from api.web.access import needs
from api.web.context import actor, database, office_id
from api.web.shapes import Listed, Number, OfficePath, PageQuery, Shape, blueprint, listed, sent

api = blueprint("members", "成员和密钥")
Text = Annotated[str, Field(min_length=1, max_length=200)]


class MemberPath(OfficePath):
    """A member."""

    login: Text


class KeyPath(OfficePath):
    """A key."""

    number: Number


class Membership(Shape):
    """A role; a unit administrator has a unit, a leader is one of the register's."""

    role: Role
    unit: Text | None = None
    leader: Text | None = None


class Member(BaseModel):
    """A person with a role."""

    login: str
    name: str
    role: Role
    unit: str | None
    leader: str | None


class Members(Listed):
    """People with a role."""

    items: list[Member]


class NewKey(Shape):
    """A key of a program, with scopes."""

    name: Text
    scopes: Annotated[list[Text], Field(min_length=1, max_length=50)]
    expires: AwareDatetime | None = None


class KeyShown(BaseModel):
    """A key, without its secret."""

    id: int
    name: str
    scopes: list[str]
    created: datetime
    created_by: str
    expires: datetime | None
    revoked: datetime | None


class KeyMade(KeyShown):
    """A new key with its secret, which is shown this once."""

    secret: str


class Keys(Listed):
    """Keys."""

    items: list[KeyShown]


@api.get("/offices/<office>/members", responses={200: Members})
@needs(Permission.MEMBERS_WRITE)
def list_members(path: OfficePath, query: PageQuery) -> Response:
    """列出成员和角色."""
    office = office_id()
    with database().reading() as session:
        found = people.members(session, office, query.page)
    return jsonify(listed(found, lambda row: _member(row, office)))


@api.put("/offices/<office>/members/<login>", responses={200: Member})
@needs(Permission.MEMBERS_WRITE)
def enroll_member(path: MemberPath, body: Membership) -> Response:
    """给一个账号在本单位的角色."""
    office = office_id()
    with database().writing() as session:
        user = people.find(session, path.login)
        people.enroll(session, actor(), office, user, body.role, unit=body.unit, leader=body.leader)
        session.refresh(user, ["memberships"])
    return jsonify(sent(_member(user, office)))


@api.delete("/offices/<office>/members/<login>", responses={204: None})
@needs(Permission.MEMBERS_WRITE)
def dismiss_member(path: MemberPath) -> tuple[str, int]:
    """取消一个账号在本单位的角色."""
    with database().writing() as session:
        people.dismiss(session, actor(), office_id(), path.login)
    return "", 204


@api.get("/offices/<office>/keys", responses={200: Keys})
@needs(Permission.KEYS_WRITE)
def list_keys(path: OfficePath, query: PageQuery) -> Response:
    """列出程序用的密钥."""
    with database().reading() as session:
        return jsonify(listed(keys.every(session, office_id(), query.page), _key))


@api.post("/offices/<office>/keys", responses={201: KeyMade})
@needs(Permission.KEYS_WRITE)
def create_key(path: OfficePath, body: NewKey) -> tuple[Response, int]:
    """新建程序用的密钥；密钥只显示这一次."""
    with database().writing() as session:
        made, secret = keys.create(session, actor(), office_id(), body.name, body.scopes, body.expires)
    response = jsonify({**sent(_key(made)), "secret": secret})
    response.headers["Cache-Control"] = "no-store"
    return response, 201


@api.delete("/offices/<office>/keys/<int:number>", responses={204: None})
@needs(Permission.KEYS_WRITE)
def revoke_key(path: KeyPath) -> tuple[str, int]:
    """停用密钥."""
    with database().writing() as session:
        keys.revoke(session, actor(), office_id(), path.number)
    return "", 204


def _member(row: User, office: int) -> Member:
    part = next(one for one in row.memberships if one.office_id == office)
    return Member(login=row.login, name=row.name, role=Role(part.role), unit=part.unit, leader=part.leader)


def _key(row: ApiKey) -> KeyShown:
    return KeyShown.model_validate({name: getattr(row, name) for name in KeyShown.model_fields})
