"""The app: the routes on a database."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from importlib.metadata import version

from flask import Response, g, request
from flask_openapi import OpenAPI
from werkzeug.middleware.proxy_fix import ProxyFix

from api.pages.setup import init_pages
from api.settings import Settings
from api.store import Database
from api.web import access_log
from api.web.access import authorize, csrf
from api.web.context import Service, attach
from api.web.docs import SECURITY, SWAGGER_PAGE
from api.web.feed_lane import FeedLane
from api.web.problems import Problem, init_problems, of_validation
from api.web.routes import DOCUMENTED, PLAIN
from api.web.sessions import init_sessions

_POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def create_app(settings: Settings, database: Database, wake: Callable[[], None] = lambda: None) -> OpenAPI:
    """The app on a migrated database; `wake` tells workers that a job waits."""
    app = OpenAPI(
        __name__,
        info={"title": "轮值 HTTP API", "version": version("lunzhi")},
        security_schemes=SECURITY,
        validation_error_status=422,
        validation_error_model=Problem,
        validation_error_callback=of_validation,
        doc_prefix="/api",
        static_folder=None,
    )
    app.openapi_version = "3.1.0"
    service = Service(settings, database, wake)
    attach(app.extensions, service)
    app.secret_key = service.key
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.config.update(
        MAX_CONTENT_LENGTH=settings.largest_body, MAX_FORM_MEMORY_SIZE=500_000, SWAGGER_HTML_STRING=SWAGGER_PAGE
    )
    app.jinja_env.globals["csp_nonce"] = lambda: g.nonce
    app.before_request(_begin)
    init_sessions(app, https=settings.https)
    csrf.init_app(app)
    app.before_request(authorize)
    app.after_request(_end)
    init_problems(app)
    for api in DOCUMENTED:
        app.register_api(api)
    for routes in PLAIN:
        app.register_blueprint(routes)
    init_pages(app)
    app.wsgi_app = FeedLane(app.wsgi_app, service)  # type: ignore[method-assign]
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return app


def _begin() -> None:
    g.begun = access_log.begin(request.headers.get("X-Request-Id", ""))
    g.request_id = g.begun.request_id
    g.nonce = secrets.token_urlsafe(16)


def _end(response: Response) -> Response:
    """Headers that every response has, a line in the log, a count."""
    headers = response.headers
    headers["X-Request-Id"] = g.request_id
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    # A page that other sites may frame has a policy of its own.
    headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=g.nonce))
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store" if response.status_code >= 400 else "private, no-cache"
    route = request.url_rule.rule if request.url_rule else "-"
    g.begun.end(route, g.get("label", route), request.method, response.status_code)
    return response
