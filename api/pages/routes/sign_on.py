"""Logging in by the provider of the office's own logins (OIDC)."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from api.pages.blueprint import pages
from api.pages.routes.session import local, login_page
from api.service import attempts, identities
from api.service.errors import BusyError, NotFoundError, ServiceError, UnauthenticatedError
from api.web import sign_on
from api.web.access import Whom, needs
from api.web.context import database, service
from api.web.sessions import begin

routes = pages("sign_on")


@routes.get("/login/oidc")
@needs(Whom.EVERYONE)
def go() -> Response:
    """Sends people to the provider."""
    _check()
    after = local(request.args.get("next"))
    try:
        return redirect(sign_on.begin(after), 303)
    except BusyError as error:
        return login_page(after, error.status, error.reason)


@routes.get(sign_on.BACK)
@needs(Whom.EVERYONE)
def back() -> Response:
    """Lets in whom the provider vouches for."""
    _check()
    if not request.args:
        return redirect(url_for("pages_session.show"), 303)
    address = request.remote_addr or ""
    try:
        claimed, after = _vouched(address)
        person = identities.enter(database(), claimed, address)
    except ServiceError as error:
        return login_page("/", error.status, error.reason)
    begin(person)
    return redirect(local(after), 303)


def _vouched(address: str) -> tuple[identities.Claimed, str]:
    """Whom the provider vouches for; what does not fit is counted for the address that it came from."""
    place = attempts.address(address)
    with database().reading() as session:
        attempts.check(session, place)
    try:
        return sign_on.finish()
    except UnauthenticatedError:
        with database().writing() as session:
            attempts.fail(session, place)
        raise


def _check() -> None:
    if not service().settings.oidc:
        raise NotFoundError("这里没有设置统一身份认证登录。")
