"""A lane of their own for feeds, before the app.

Phones ask for feeds far more often than people for anything else, and need nothing that people need: no session, no
cookie, no page. The lane answers what is there to be read. Everything else — an address that is unknown or ended, other
queries and methods, a database that does not answer — goes on to the app, whose routes answer the same and say what is
wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from api.service import feed_reading
from api.service.clock import now
from api.service.errors import ServiceError
from api.service.feed_reading import Reading
from api.web import access_log
from api.web.calendar_answer import Condition, answer
from api.web.context import Service
from api.web.routes import calendar_files

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ALARMS = {"": False, "alarms=1": True}
_PRIVATE = re.compile(r"/feeds/([^/]+)\.ics")
_PUBLIC = re.compile(r"/o/([^/]+)/(feeds/(?:office|(?:units|duties)/[^/]+)\.ics)")
_SAFE = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Content-Security-Policy", "default-src 'none'"),
]


class FeedLane:
    """WSGI before the app of a service."""

    def __init__(self, app: WSGIApplication, service: Service) -> None:
        self._app = app
        self._service = service

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers a feed, or hands the request on."""
        begun = access_log.begin(environ.get("HTTP_X_REQUEST_ID", ""))
        condition = Condition(environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE"))
        found = self._found(environ, condition.known)
        if found is None:
            return self._app(environ, start_response)
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        made = answer(found, condition)
        begun.end(_route(path), found.label, method, made.status)
        status = f"{made.status} {HTTPStatus(made.status).phrase}"
        start_response(status, [*made.headers, *_SAFE, ("X-Request-Id", begun.request_id)])
        return [b"" if method == "HEAD" else made.content]

    def _found(self, environ: WSGIEnvironment, known: str) -> Reading | None:
        alarms = _ALARMS.get(environ.get("QUERY_STRING", ""))
        path = environ.get("PATH_INFO", "")
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or alarms is None or not path.isascii():
            return None
        try:
            return self._read(path, alarms=alarms, known=known)
        except (ServiceError, SQLAlchemyError):
            return None

    def _read(self, path: str, *, alarms: bool, known: str) -> Reading | None:
        if private := _PRIVATE.fullmatch(path):
            with self._service.database.looking() as reader:
                return feed_reading.read_private(
                    reader, self._service.key, private[1], alarms=alarms, at=now(), known=known
                )
        if public := _PUBLIC.fullmatch(path):
            with self._service.database.looking() as reader:
                return feed_reading.read_public(reader, public[1], public[2], alarms=alarms, known=known)
        return None


def _route(path: str) -> str:
    """The rule of the app's own route for it: requests are counted under that, whoever answers."""
    if _PRIVATE.fullmatch(path):
        return calendar_files.PRIVATE
    return calendar_files.OFFICE if path.endswith("/feeds/office.ics") else calendar_files.PUBLIC
