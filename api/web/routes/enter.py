"""Where a leader opens a login link. To open it changes nothing, for programs that preview links do so too: the button
on the page exchanges it."""

from __future__ import annotations

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from api.service import attempts, links
from api.service.clock import now
from api.service.errors import ForbiddenError, ServiceError
from api.web.access import Whom, check_csrf, needs
from api.web.context import database, service
from api.web.sessions import begin

routes = Blueprint("enter", __name__)


@routes.get(f"{links.PATH}<token>")
@needs(Whom.EVERYONE)
def show(token: str) -> Response:
    """The page with the button."""
    g.label = "enter ?"
    try:
        with attempts.counting_tokens(database(), request.remote_addr or ""), database().reading() as session:
            _, name = links.leader_of(session, service().key, token, now())
    except ServiceError as error:
        return _page(error.status, reason=error.reason)
    return _page(200, name=name)


@routes.post(f"{links.PATH}<token>")
@needs(Whom.EVERYONE)
def enter(token: str) -> BaseResponse:
    """Exchanges the link for a session."""
    g.label = "enter ?"
    try:
        check_csrf()
        address = request.remote_addr or ""
        with attempts.counting_tokens(database(), address), database().writing() as session:
            person = links.exchange(session, service().key, token, address)
    except ForbiddenError:
        return _page(403, reason="请从登录链接重新进入，再点一次“登录”。浏览器要允许 Cookie。")
    except ServiceError as error:
        return _page(error.status, reason=error.reason)
    begin(person)
    return redirect("/", 303)


def _page(status: int, **more: str) -> Response:
    response = make_response(render_template("enter.html", **more), status)
    response.headers["Cache-Control"] = "no-store"
    return response
