"""Feeds to those who manage them: addresses, renewed and revoked; and a leader's own."""

from __future__ import annotations

from typing import Literal

from flask import Response, jsonify
from pydantic import BaseModel
from sqlalchemy.orm import Session

from api.service import feeds
from api.service.clock import now
from api.service.permissions import Permission
from api.store.tables import FeedEntry
from api.web.access import needs
from api.web.context import actor, database, office_id, service
from api.web.shapes import Listed, Number, OfficePath, PageQuery, blueprint, listed, sent

api = blueprint("feeds", "日历订阅")
_ONE = "/offices/<office>/feeds/<int:feed>"
FeedKind = Literal["leaders", "units", "duties", "office"]


class FeedPath(OfficePath):
    """A feed."""

    feed: Number


class FeedQuery(PageQuery):
    """The feeds of a kind."""

    kind: FeedKind | None = None


class FeedShown(BaseModel):
    """A feed: whom or what it is about, and its address; `webcal` is the same for phones. A private address is shown to
    administrators and to its leader alone, and is null once revoked."""

    id: int
    kind: FeedKind
    subject: str | None
    name: str
    public: bool
    address: str | None
    webcal: str | None


class Feeds(Listed):
    """Feeds."""

    items: list[FeedShown]


@api.get("/offices/<office>/feeds", responses={200: Feeds})
@needs(Permission.FEEDS_READ)
def list_feeds(path: OfficePath, query: FeedQuery) -> Response:
    """列出日历订阅."""
    with database().reading() as session:
        found = feeds.every(session, office_id(), query.page, query.kind)
        return jsonify(listed(found, lambda row: _shown(session, row, private=actor().may(Permission.FEEDS_WRITE))))


@api.get("/offices/<office>/my/feed", responses={200: FeedShown})
@needs(Permission.OWN_READ)
def read_own_feed(path: OfficePath) -> Response:
    """我的日历订阅."""
    with database().reading() as session:
        found = feeds.of_leader(session, office_id(), actor().leader or "")
        return jsonify(sent(_shown(session, found, private=True)))


@api.post(f"{_ONE}/renewal", responses={200: FeedShown})
@needs(Permission.FEEDS_WRITE)
def renew_feed(path: FeedPath) -> Response:
    """换一个专用地址；旧地址30天内显示“订阅已停用”，此后失效."""
    with database().writing() as session:
        found = feeds.get(session, office_id(), path.feed)
        feeds.renew(session, actor(), found, now())
        session.flush()
        return jsonify(sent(_shown(session, found, private=True)))


@api.post(f"{_ONE}/revocation", responses={200: FeedShown})
@needs(Permission.FEEDS_WRITE)
def revoke_feed(path: FeedPath) -> Response:
    """停用专用地址，不给新的."""
    with database().writing() as session:
        found = feeds.get(session, office_id(), path.feed)
        feeds.revoke(session, actor(), found, now())
        session.flush()
        return jsonify(sent(_shown(session, found, private=True)))


def _shown(session: Session, row: FeedEntry, *, private: bool) -> FeedShown:
    public = row.kind != "leaders"
    path = feeds.address(session, service().key, row) if public or private else None
    base = (service().settings.base_url or "").rstrip("/")
    address = None if path is None else f"{base}{path}"
    scheme, _, rest = (address or "").partition("://")
    webcal = f"webcal://{rest}" if scheme in ("http", "https") else None
    return FeedShown.model_validate(
        {
            "id": row.id,
            "kind": row.kind,
            "subject": row.subject,
            "name": row.name,
            "public": public,
            "address": address,
            "webcal": webcal,
        }
    )
