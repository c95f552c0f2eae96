"""Accounts, for the system administrator: made, found, given another password, disabled."""

from __future__ import annotations

from typing import TypeVar

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField

from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most, filled
from api.pages.role_words import role_words
from api.service import accounts, identities, offices, people
from api.service.errors import ConflictError, NotFoundError
from api.service.paging import Page
from api.service.passwords import LONGEST
from api.store.tables import User
from api.web.access import Whom, needs
from api.web.context import actor, database, service
from roster.faults import InputError

_Form = TypeVar("_Form", bound=PageForm)
routes = pages("accounts")
_BASE = "/accounts/"
_ONE = "/accounts/<int:number>/"
_LINES = 50
_FURTHEST = 1_000_000


class AccountForm(PageForm):
    """A new account; without a password it gets one that is shown once."""

    login = StringField(validators=[filled(), at_most()])
    name = StringField(validators=[filled(), at_most()])
    password = PasswordField(validators=[at_most(LONGEST)])


class PasswordForm(PageForm):
    """Another password; none typed: one is made up, and shown once."""

    password = PasswordField(validators=[at_most(LONGEST)])


class IdentityForm(PageForm):
    """The name by which the provider of logins knows somebody; empty: they do not come by it."""

    identity = StringField(validators=[at_most()])


@routes.get(_BASE)
@needs(Whom.SYSTEM)
def show() -> str:
    """The list, or those that were searched for."""
    search = request.args.get("search", "").strip()[:LONGEST]
    page = Page(limit=_LINES, offset=max(0, min(request.args.get("offset", 0, int), _FURTHEST)))
    with database().reading() as session:
        found = accounts.every(session, page, search)
    return render_template("accounts.html", found=found, search=search)


@routes.get(f"{_BASE}new")
@needs(Whom.SYSTEM)
def new() -> Response:
    """The form of a new one."""
    return _new_page(AccountForm(), 200)


@routes.post(f"{_BASE}new")
@needs(Whom.SYSTEM)
def create() -> Response:
    """Makes one, and shows its password if it was made up."""
    form = AccountForm()
    if not form.validate():
        return _new_page(form, 422)
    made_up = None if form.password.data else accounts.new_password()
    try:
        with database().writing() as session:
            user = people.create(
                session, actor(), form.login.data or "", (form.name.data or "").strip(), made_up or form.password.data
            )
    except InputError as error:
        form.take(error)
        return _new_page(form, 422)
    except ConflictError as error:
        form.login.errors = [error.reason]
        return _new_page(form, error.status)
    if made_up is not None:
        return _page(user.id, secret=made_up)
    flash(_("已保存。"))
    return redirect(url_for("pages_accounts.read", number=user.id), 303)


@routes.get(_ONE)
@needs(Whom.SYSTEM)
def read(number: int) -> Response:
    """One account: who it is, where it has a part, and what can be done to it."""
    return _page(number)


@routes.post(f"{_ONE}password")
@needs(Whom.SYSTEM)
def set_password(number: int) -> Response:
    """Gives it another password."""
    form = PasswordForm()
    if not form.validate():
        return _page(number, 422, passwords=form)
    made_up = None if form.password.data else accounts.new_password()
    try:
        with database().writing() as session:
            user = accounts.get(session, number)
            accounts.set_password(session, actor(), user, made_up or form.password.data or "")
    except InputError as error:
        form.take(error)
        return _page(number, 422, passwords=form)
    if made_up is not None:
        return _page(number, secret=made_up)
    flash(_("密码已改。"))
    return redirect(url_for("pages_accounts.read", number=number), 303)


@routes.post(f"{_ONE}disabling")
@needs(Whom.SYSTEM)
def disable(number: int) -> Response:
    """Lets nobody in by it."""
    with database().writing() as session:
        accounts.disable(session, actor(), accounts.get(session, number))
    flash(_("已停用。"))
    return redirect(url_for("pages_accounts.read", number=number), 303)


@routes.post(f"{_ONE}enabling")
@needs(Whom.SYSTEM)
def enable(number: int) -> Response:
    """Lets people in by it again."""
    with database().writing() as session:
        accounts.enable(session, actor(), accounts.get(session, number))
    flash(_("已启用。"))
    return redirect(url_for("pages_accounts.read", number=number), 303)


@routes.post(f"{_ONE}identity")
@needs(Whom.SYSTEM)
def identify(number: int) -> Response:
    """Says who it is to the provider of logins."""
    form = IdentityForm()
    issuer = service().settings.oidc_issuer
    if issuer is None:
        raise NotFoundError("没有设置统一身份认证（oidc_issuer）。")
    if not form.validate():
        return _page(number, 422, identity=form)
    name = (form.identity.data or "").strip()
    try:
        with database().writing() as session:
            user = accounts.get(session, number)
            if name:
                identities.expect(session, actor(), user, issuer, name)
            else:
                identities.end(session, actor(), user, issuer)
    except InputError as error:
        form.take(error, {"name": "identity"})
        return _page(number, 422, identity=form)
    except (ConflictError, NotFoundError) as error:
        form.identity.errors = [error.reason]
        return _page(number, 422, identity=form)
    flash(_("已保存。"))
    return redirect(url_for("pages_accounts.read", number=number), 303)


def _new_page(form: AccountForm, status: int) -> Response:
    return make_response(render_template("account_new.html", form=form), status)


def _page(
    number: int,
    status: int = 200,
    *,
    passwords: PasswordForm | None = None,
    identity: IdentityForm | None = None,
    secret: str | None = None,
) -> Response:
    issuer = service().settings.oidc_issuer
    with database().reading() as session:
        user = accounts.get(session, number)
        parts = [(offices.get(session, one.office_id), one.role) for one in user.memberships]
        known = identities.known_as(session, user, issuer) if issuer else None
    page = render_template(
        "account.html",
        account=user,
        parts=parts,
        roles=role_words(),
        passwords=passwords or _empty(PasswordForm()),
        identity=identity or _empty(IdentityForm(), identity=known or ""),
        provider=service().settings.oidc_name if issuer else None,
        secret=secret,
        own=_is_own(user),
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _empty(form: _Form, **values: str) -> _Form:
    """A form of the page that was not the one that was sent."""
    form.process(data=values)
    return form


def _is_own(user: User) -> bool:
    return user.id == actor().user_id
