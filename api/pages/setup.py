"""Joins the pages to the app."""

from __future__ import annotations

from flask import Flask

from api.pages.administration import administration
from api.pages.assets import asset
from api.pages.language import init_language, language
from api.pages.look import look
from api.pages.navigation import has_password, is_system, may, office_name, person_name, places
from api.pages.problems import answer_unrouted
from api.pages.routes import ROUTES
from api.pages.words import init_words


def init_pages(app: Flask) -> None:
    """Registers the pages, and what their templates speak with."""
    init_language(app)
    init_words(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        administration=administration,
        asset=asset,
        has_password=has_password,
        is_system=is_system,
        language=language,
        look=look,
        may=may,
        office_name=office_name,
        person_name=person_name,
        places=places,
    )
    for routes in ROUTES:
        app.register_blueprint(routes)
    for status in (404, 405):
        app.register_error_handler(status, answer_unrouted)
