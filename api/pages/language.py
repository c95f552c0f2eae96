"""The language of pages: Chinese, in which they are written, or English from the catalogue."""

from __future__ import annotations

from flask import Flask, request
from flask_babel import Babel

from api.pages.blueprint import FOLDER

COOKIE = "lunzhi-language"
LANGUAGES = {"zh": "zh_Hans_CN", "en": "en"}
"""The languages by what the cookie says."""


def language() -> str:
    """The language that who asks has chosen; Chinese unless they have."""
    found = request.cookies.get(COOKIE, "")
    return found if found in LANGUAGES else "zh"


def init_language(app: Flask) -> None:
    """Makes templates speak the language that was chosen."""
    app.config.update(
        BABEL_TRANSLATION_DIRECTORIES=str(FOLDER / "translations"),
        BABEL_DEFAULT_LOCALE=LANGUAGES["zh"],
        BABEL_DEFAULT_TIMEZONE="Asia/Shanghai",
    )
    Babel(app, locale_selector=lambda: LANGUAGES[language()])
