"""Errors as pages: what happened, in words, and where to go on. Programs get problem details (`api.web.problems`)."""

from __future__ import annotations

from typing import Any

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from api.web.problems import answer as problem_of

_API = ("/api/", "/feeds/", "/o/")


def answer(error: Exception) -> Response:
    """The page that an error is; without a login it holds the form to log in."""
    problem = problem_of(error)
    told: Any = problem.get_json(silent=True, force=True) if problem.status_code >= 400 else None
    if not isinstance(told, dict):
        return problem
    if problem.status_code == 401:
        from api.pages.routes.session import login_page  # noqa: PLC0415 - the form's own file needs blueprints

        return login_page(request.full_path.rstrip("?") if request.method == "GET" else "/", 401)
    response = make_response(render_template("problem.html", problem=told), problem.status_code)
    for name, value in problem.headers:
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def answer_unrouted(error: Exception) -> Response:
    """An address that nothing stands at: a page for a browser, a problem for a program."""
    wants_page = request.accept_mimetypes.accept_html and "text/html" in str(request.accept_mimetypes)
    own = request.blueprint is not None and request.blueprint.startswith("pages_")
    if own or (request.url_rule is None and wants_page and not request.path.startswith(_API)):
        return answer(error)
    return problem_of(error)
