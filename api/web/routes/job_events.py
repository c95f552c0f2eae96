"""A job's progress as server-sent events (HTML, section 9.2), for those who would otherwise ask again and again.

A stream holds a thread of the server, so that there are fewer streams than threads; beyond that a client is told to
poll, or to come back. Each ends after a while, and its client begins another.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

from flask import Response

from api.service import jobs
from api.service.errors import BusyError
from api.service.permissions import Permission
from api.store import Database
from api.store.tables import RosterVersion
from api.web.access import needs
from api.web.context import database, office_id, service
from api.web.documents import file_response
from api.web.routes.jobs import JobPath, job_shown
from api.web.shapes import blueprint, sent

api = blueprint("job_events", "排班任务")
_LOOK = 0.5
_SIGN_OF_LIFE = 15.0
_COME_BACK = 5


@api.get("/offices/<office>/jobs/<int:job>/events", responses={200: file_response("text/event-stream")})
@needs(Permission.PLANS_READ)
def stream_job(path: JobPath) -> Response:
    """一个任务的进度（server-sent events），每次有变化发一条；同时连接的人太多时答 503，请改用查询."""
    with database().reading() as session:
        jobs.get(session, office_id(), path.job)
    streams = service().streams
    if not streams.acquire(blocking=False):
        raise BusyError("同时查看进度的人太多，请稍后再试，或直接查询任务。", _COME_BACK)
    seconds = service().settings.stream_seconds
    response = Response(_events(database(), office_id(), path.job, seconds), mimetype="text/event-stream")
    response.call_on_close(streams.release)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _events(database: Database, office: int, job: int, seconds: float) -> Iterator[str]:
    """An event with the job for each change of it, until it ends or the time is over."""
    begun = spoken = time.monotonic()
    known = ""
    yield "retry: 1000\n\n"
    while True:
        with database.reading() as session:
            row = jobs.get(session, office, job)
            made = session.get(RosterVersion, row.version_id or 0)
        told = json.dumps(sent(job_shown(row, None if made is None else made.number)), ensure_ascii=False)
        if told != known:
            known, spoken = told, time.monotonic()
            yield f"event: job\ndata: {told}\n\n"
        elif time.monotonic() - spoken > _SIGN_OF_LIFE:
            # Who has gone away is noticed by writing alone.
            spoken = time.monotonic()
            yield ": \n\n"
        if row.finished is not None or time.monotonic() - begun >= seconds:
            return
        time.sleep(min(_LOOK, seconds))
