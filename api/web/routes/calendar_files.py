"""Feeds to phones: `/feeds/TOKEN.ics` and `/o/OFFICE/feeds/….ics`.

No session, no writing, no waiting: one query by key, or none. Most of what is asked here is answered before it comes
here, by the lane in `api/web/feed_lane.py`.
"""

from __future__ import annotations

from flask import Blueprint, Response, g, request

from api.service import feed_reading
from api.service.clock import now
from api.service.feed_reading import Reading
from api.web.access import Whom, needs
from api.web.calendar_answer import Condition, answer
from api.web.context import database, service

routes = Blueprint("calendar_files", __name__)
PRIVATE = "/feeds/<name>.ics"
OFFICE = "/o/<office>/feeds/office.ics"
PUBLIC = "/o/<office>/feeds/<any(units, duties):kind>/<name>.ics"


@routes.get(PRIVATE)
@needs(Whom.EVERYONE)
def private(name: str) -> Response:
    """A private feed. What its address is stands in no log."""
    g.label = "feed ?"
    with database().reading() as session:
        found = feed_reading.read_private(session, service().key, name, alarms=_alarms(), at=now())
    return _answer(found)


@routes.get(OFFICE)
@needs(Whom.EVERYONE)
def office_feed(office: str) -> Response:
    """The feed of a whole office."""
    return _public(office, "feeds/office.ics")


@routes.get(PUBLIC)
@needs(Whom.EVERYONE)
def public(office: str, kind: str, name: str) -> Response:
    """The feed of a unit or a duty."""
    return _public(office, f"feeds/{kind}/{name}.ics")


def _public(office: str, path: str) -> Response:
    with database().reading() as session:
        found = feed_reading.read_public(session, office, path, alarms=_alarms())
    return _answer(found)


def _alarms() -> bool:
    return request.args.get("alarms") == "1"


def _answer(found: Reading) -> Response:
    g.label = found.label
    made = answer(found, Condition(request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")))
    response = Response(made.content, made.status)
    del response.headers["Content-Type"]
    response.headers.extend(made.headers)
    return response
