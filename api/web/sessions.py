"""Sessions of people: a signed cookie that names the person and the epoch of their sessions."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_login import LoginManager, UserMixin

from api.service import people
from api.store.tables import User
from api.web.context import database

LIFETIME = timedelta(hours=12)


class Person(UserMixin):  # type: ignore[misc] # Flask-Login has no types
    """Someone who has logged in."""

    def __init__(self, user: User) -> None:
        self.user = user

    def get_id(self) -> str:
        """What the cookie keeps."""
        return f"{self.user.id}.{self.user.epoch}"


def init_sessions(app: Flask, *, https: bool) -> None:
    """Makes the app keep sessions."""
    app.config.update(
        SESSION_COOKIE_NAME="lunzhi",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        PERMANENT_SESSION_LIFETIME=LIFETIME,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_load)


def _load(kept: str) -> Person | None:
    number, _, epoch = kept.partition(".")
    if not (number.isdigit() and epoch.isdigit()):
        return None
    with database().reading() as session:
        user = people.of_session(session, int(number), int(epoch))
    return None if user is None else Person(user)
