"""Who people are to the provider of logins (OIDC). For system administrators alone: whoever may say so could become
anybody."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from flask import Response, jsonify
from pydantic import BaseModel, Field

from api.service import identities, people
from api.service.errors import ConflictError
from api.store.tables import Identity
from api.web.access import Whom, needs
from api.web.context import actor, database, service
from api.web.shapes import Shape, blueprint, sent

api = blueprint("identities", "统一身份认证")


class UserPath(BaseModel):
    """A person."""

    login: Annotated[str, Field(min_length=1, max_length=200)]


class Expected(Shape):
    """The name by which the provider knows a person: the value of the claim `LUNZHI_OIDC_CLAIM`."""

    name: Annotated[str, Field(min_length=1, max_length=255)]


class IdentityShown(BaseModel):
    """Who a person is to the provider; `bound` when they first came, null: not yet."""

    issuer: str
    name: str
    bound: datetime | None


@api.get("/users/<login>/identity", responses={200: IdentityShown})
@needs(Whom.SYSTEM)
def read_identity(path: UserPath) -> Response:
    """账号与统一身份认证的对应."""
    with database().reading() as session:
        return jsonify(_shown(identities.find(session, people.find(session, path.login), issuer())))


@api.put("/users/<login>/identity", responses={200: IdentityShown})
@needs(Whom.SYSTEM)
def expect_identity(path: UserPath, body: Expected) -> Response:
    """登记统一身份认证里的名字；本人第一次登录后，只认其固定编号（sub）。再登记一次就是换人，已有的登录随之失效."""
    with database().writing() as session:
        row = identities.expect(session, actor(), people.find(session, path.login), issuer(), body.name)
        return jsonify(_shown(row))


@api.delete("/users/<login>/identity", responses={204: None})
@needs(Whom.SYSTEM)
def end_identity(path: UserPath) -> tuple[str, int]:
    """取消对应，已有的登录随之失效."""
    with database().writing() as session:
        identities.end(session, actor(), people.find(session, path.login), issuer())
    return "", 204


def issuer() -> str:
    """The configured provider; ConflictError where there is none."""
    found = service().settings.oidc_issuer
    if found is None:
        raise ConflictError("没有设置统一身份认证（oidc_issuer）。")
    return found


def _shown(row: Identity) -> dict[str, Any]:
    return sent(IdentityShown(issuer=row.issuer, name=row.name, bound=row.bound))
