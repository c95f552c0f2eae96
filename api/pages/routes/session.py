"""Logging in and out, language and look."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, session, url_for
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response
from wtforms import HiddenField, PasswordField, StringField

from api.pages import language, look
from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most, filled
from api.service import people
from api.service.errors import ForbiddenError, ServiceError
from api.web.access import Whom, check_csrf, needs
from api.web.context import database, service
from api.web.sessions import begin

routes = pages("session")
_YEAR = 365 * 24 * 3600


class LoginForm(PageForm):
    """A login; `next` is the page that was asked for."""

    login = StringField(validators=[filled(), at_most()])
    password = PasswordField(validators=[filled(), at_most()])
    next = HiddenField()


def local(address: str | None) -> str:
    """An address of this server alone: nobody is sent elsewhere."""
    found = address or "/"
    fine = found.startswith("/") and not found.startswith(("//", "/\\")) and found.isprintable()
    return found if fine else "/"


def login_page(after: str, status: int = 200, wrong: str | None = None) -> Response:
    """The page to log in, from which one goes on to the address `after`; `wrong` says why one is here again."""
    form = LoginForm(next=local(after))
    if wrong is not None:
        form.whole.append(wrong)
    return _page(form, status)


@routes.get("/login")
@needs(Whom.EVERYONE)
def show() -> Response:
    """The form."""
    if current_user.is_authenticated:
        return redirect("/", 303)
    return login_page(request.args.get("next", "/"))


@routes.post("/login")
@needs(Whom.EVERYONE)
def log_in() -> Response:
    """Logs in and goes on."""
    form = LoginForm()
    if not form.validate():
        return _page(form, 422)
    try:
        check_csrf()
        person = people.log_in(database(), form.login.data or "", form.password.data or "", request.remote_addr or "")
    except ForbiddenError:
        form.whole.append("这个页面放得太久了，请再登录一次。浏览器要允许 Cookie。")
        return _page(form, 403)
    except ServiceError as error:
        form.whole.append(error.reason)
        return _page(form, error.status)
    begin(person)
    return redirect(local(form.next.data), 303)


@routes.post("/logout")
@needs(Whom.PERSON)
def log_out() -> Response:
    """Ends the session."""
    logout_user()
    session.clear()
    return redirect(url_for("pages_session.show"), 303)


@routes.post("/language")
@needs(Whom.EVERYONE)
def choose_language() -> Response:
    """Chinese or English, from now on."""
    chosen = request.form.get("language", "")
    return _kept(language.COOKIE, chosen if chosen in language.LANGUAGES else "zh")


@routes.post("/look")
@needs(Whom.EVERYONE)
def choose_look() -> Response:
    """Light, dark, or as the system says."""
    chosen = request.form.get("look", "")
    return _kept(look.COOKIE, chosen if chosen in look.LOOKS else "")


def _kept(name: str, value: str) -> Response:
    response = redirect(local(request.form.get("next")), 303)
    response.set_cookie(name, value, max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return response


def _page(form: LoginForm, status: int) -> Response:
    settings = service().settings
    provider = settings.oidc_name if settings.oidc else None
    return make_response(render_template("login.html", form=form, provider=provider), status)
