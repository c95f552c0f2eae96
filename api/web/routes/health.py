"""Whether the service lives, whether it is ready, and what it counts."""

from __future__ import annotations

import ipaddress

import sqlalchemy as sa
from flask import Blueprint, Response, jsonify, request

from api.service.errors import NotFoundError
from api.store.migrate import newest_revision, revision_of
from api.store.tables import Job
from api.web.access import Whom, needs
from api.web.context import database, service
from api.web.metrics import JOBS, exposition
from api.web.problems import problem

routes = Blueprint("health", __name__)


@routes.get("/healthz")
@needs(Whom.EVERYONE)
def healthz() -> Response:
    """The process answers."""
    return jsonify({"status": "ok"})


@routes.get("/readyz")
@needs(Whom.EVERYONE)
def readyz() -> Response:
    """The database answers, and has the tables of this program."""
    if revision_of(database()) != newest_revision():
        return problem(503, "暂时无法服务", "数据库的结构与程序不同。")
    return jsonify({"status": "ready"})


@routes.get("/metrics")
@needs(Whom.EVERYONE)
def metrics() -> Response:
    """What is counted, for the networks configured alone."""
    asking = ipaddress.ip_address(request.remote_addr or "0.0.0.0")
    if not any(asking in ipaddress.ip_network(one) for one in service().settings.metrics_networks):
        raise NotFoundError("没有这个地址。")
    with database().reading() as session:
        counted = dict(session.execute(sa.select(Job.state, sa.func.count()).group_by(Job.state)).all())
    for state in ("queued", "running", "done", "failed", "cancelled"):
        JOBS.labels(state).set(counted.get(state, 0))
    data, kind = exposition()
    return Response(data, content_type=kind)
