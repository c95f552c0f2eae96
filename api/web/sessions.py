"""Sessions of people: a signed cookie that names the person and the epoch of their sessions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from flask import session as cookie
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, login_user
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from api.service import people
from api.service.clock import now
from api.service.passwords import NO_PASSWORD
from api.store.tables import User
from api.web.context import database

LIFETIME = timedelta(hours=12)
LONG_LIFETIME = timedelta(days=30)
"""That of who came by a link, which cannot be used again: a leader looks in once in a while, from a phone."""
_UNTIL = "until"


class Person(UserMixin):  # type: ignore[misc] # Flask-Login has no types
    """Someone who has logged in."""

    def __init__(self, user: User) -> None:
        self.user = user

    def get_id(self) -> str:
        """What the cookie keeps."""
        return f"{self.user.id}.{self.user.epoch}"


class _Signer(TimestampSigner):
    """Takes a cookie from the future, too: another machine's clock may be ahead, or this one was set back. How long a
    session lasts is written in it."""

    def unsign(self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False) -> Any:
        """The value of a cookie that was signed here, of any age."""
        value, signed = super().unsign(signed_value, return_timestamp=True)
        return (value, signed) if return_timestamp else value


class _Cookies(SecureCookieSessionInterface):
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Flask's own, with our signer."""
        serializer = super().get_signing_serializer(app)
        if serializer is not None:
            serializer.signer = _Signer
        return serializer


def begin(user: User) -> None:
    """Begins a session of someone, in place of any other."""
    cookie.clear()
    login_user(Person(user))
    cookie.permanent = True
    _prolong(user)


def init_sessions(app: Flask, *, https: bool) -> None:
    """Makes the app keep sessions."""
    app.config.update(
        SESSION_COOKIE_NAME="lunzhi",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        PERMANENT_SESSION_LIFETIME=LONG_LIFETIME,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.session_interface = _Cookies()
    # Templates have no `current_user`: a page that says that the database is away must not ask it.
    manager = LoginManager(app, add_context_processor=False)
    manager.session_protection = None
    manager.user_loader(_load)


def _load(kept: str) -> Person | None:
    number, _, epoch = kept.partition(".")
    if not (number.isdigit() and epoch.isdigit()):
        return None
    with database().reading() as session:
        user = people.of_session(session, int(number), int(epoch))
    if user is None or cookie.get(_UNTIL, 0) <= now().timestamp():
        return None
    _prolong(user)
    return Person(user)


def _prolong(user: User) -> None:
    """A session lasts as long as it is in use; the cookie is sent anew with every response."""
    lifetime = LONG_LIFETIME if user.password == NO_PASSWORD else LIFETIME
    cookie[_UNTIL] = int((now() + lifetime).timestamp())
