"""Login links of leaders, to those who issue them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from flask import Response, jsonify
from pydantic import BaseModel, Field

from api.service import links
from api.service.permissions import Permission
from api.store.tables import LoginLink
from api.web.access import needs
from api.web.context import actor, database, office_id, service
from api.web.shapes import Listed, Number, OfficePath, PageQuery, Shape, blueprint, listed, sent

api = blueprint("links", "登录链接")


class LinkPath(OfficePath):
    """A link."""

    number: Number


class NewLink(Shape):
    """A link for a leader of the register, good for so many days; with `mail` it goes to the leader's own address, and
    is not shown."""

    leader: Annotated[str, Field(min_length=1, max_length=100)]
    days: Annotated[int, Field(ge=1, le=links.MOST_DAYS)] = links.USUAL_DAYS
    mail: bool = False


class LinkShown(BaseModel):
    """A link, without its secret."""

    id: int
    leader: str
    created: datetime
    created_by: str
    expires: datetime
    used: datetime | None
    revoked: datetime | None


class LinkMade(LinkShown):
    """A new link: its address is shown this once, and is null where it was mailed."""

    address: str | None


class Links(Listed):
    """Links."""

    items: list[LinkShown]


@api.get("/offices/<office>/links", responses={200: Links})
@needs(Permission.MEMBERS_WRITE)
def list_links(path: OfficePath, query: PageQuery) -> Response:
    """列出领导的登录链接."""
    with database().reading() as session:
        return jsonify(listed(links.every(session, office_id(), query.page), _shown))


@api.post("/offices/<office>/links", responses={201: LinkMade})
@needs(Permission.MEMBERS_WRITE)
def issue_link(path: OfficePath, body: NewLink) -> tuple[Response, int]:
    """给一位领导发登录链接：只能用一次，地址只显示这一次；此前没用过的链接随之停用."""
    with database().writing() as session:
        row = links.issue(session, actor(), office_id(), body.leader, body.days)
        if body.mail:
            links.mail(session, row)
    base = (service().settings.base_url or "").rstrip("/")
    address = None if body.mail else f"{base}{links.PATH}{links.token(service().key, row.name)}"
    response = jsonify({**sent(_shown(row)), "address": address})
    response.headers["Cache-Control"] = "no-store"
    return response, 201


@api.delete("/offices/<office>/links/<int:number>", responses={204: None})
@needs(Permission.MEMBERS_WRITE)
def revoke_link(path: LinkPath) -> tuple[str, int]:
    """停用登录链接，这位领导用链接登录的会话一并结束."""
    with database().writing() as session:
        links.revoke(session, actor(), office_id(), path.number)
    return "", 204


def _shown(row: LoginLink) -> LinkShown:
    return LinkShown.model_validate({name: getattr(row, name) for name in LinkShown.model_fields})
