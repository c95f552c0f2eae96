"""Style and scripts."""

from __future__ import annotations

from flask import Response, request, send_from_directory

from api.pages.assets import STATIC, digest_of
from api.pages.blueprint import pages
from api.web.access import Whom, needs

routes = pages("assets")


@routes.get("/assets/<name>")
@needs(Whom.EVERYONE)
def show(name: str) -> Response:
    """A file; by its own digest it may be kept for good."""
    response = send_from_directory(STATIC, name)
    known = bool(digest_of(name)) and request.args.get("v") == digest_of(name)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if known else "no-cache"
    return response
