"""Feeds to phones: `/feeds/TOKEN.ics` and `/o/OFFICE/feeds/….ics`.

No session, no writing, no waiting: one query by key, or none.
"""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, g, request
from werkzeug.http import http_date, parse_date

from api.service import feeds
from api.service.clock import now
from api.service.feeds import Reading
from api.web.access import Whom, needs
from api.web.context import database, service

routes = Blueprint("calendar_files", __name__)
_TYPE = "text/calendar; charset=utf-8"
_AGE = 3600


@routes.get("/feeds/<name>.ics")
@needs(Whom.EVERYONE)
def private(name: str) -> Response:
    """A private feed. What its address is stands in no log."""
    g.label = "feed ?"
    with database().reading() as session:
        found = feeds.read_private(session, service().key, name, alarms=_alarms(), at=now())
    return _answer(found)


@routes.get("/o/<office>/feeds/office.ics")
@needs(Whom.EVERYONE)
def office_feed(office: str) -> Response:
    """The feed of a whole office."""
    return _public(office, "feeds/office.ics")


@routes.get("/o/<office>/feeds/<any(units, duties):kind>/<name>.ics")
@needs(Whom.EVERYONE)
def public(office: str, kind: str, name: str) -> Response:
    """The feed of a unit or a duty."""
    return _public(office, f"feeds/{kind}/{name}.ics")


def _public(office: str, path: str) -> Response:
    with database().reading() as session:
        found = feeds.read_public(session, office, path, alarms=_alarms())
    return _answer(found)


def _alarms() -> bool:
    return request.args.get("alarms") == "1"


def _answer(found: Reading) -> Response:
    """200 or 304, with what a client needs to ask again (RFC 9110 sections 8.8, 13.1, 15.4.5)."""
    g.label = found.label
    same = _same(found)
    response = Response(b"" if same else found.content, 304 if same else 200)
    if same:
        del response.headers["Content-Type"]
    else:
        response.headers["Content-Type"] = _TYPE
    response.headers["ETag"] = f'"{found.digest}"'
    response.headers["Last-Modified"] = http_date(found.modified)
    response.headers["Cache-Control"] = f"{'public' if found.public else 'private'}, max-age={_AGE}"
    return response


def _same(found: Reading) -> bool:
    """Whether the client has these bytes: If-None-Match decides where it is sent, else If-Modified-Since, if it is a
    date."""
    if request.headers.get("If-None-Match") is not None:
        return request.if_none_match.contains_weak(found.digest) or request.if_none_match.star_tag
    since: datetime | None = parse_date(request.headers.get("If-Modified-Since"))
    return since is not None and found.modified.astimezone(UTC) <= since
