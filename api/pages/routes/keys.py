"""Keys of the office's programs: made with scopes, shown once, revoked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from flask import flash, make_response, render_template, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import DateField, SelectMultipleField, StringField
from wtforms.validators import Optional, ValidationError

from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most, filled
from api.pages.scopes import grantable, scope_words
from api.pages.words import ZONE
from api.service import keys
from api.service.clock import now
from api.service.paging import MOST, Page
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import InputError

routes = pages("keys")
_BASE = "/offices/<office>/keys/"
_FURTHEST = timedelta(days=3660)


class KeyForm(PageForm):
    """A key."""

    name = StringField(validators=[filled(), at_most()])
    expires = DateField(validators=[Optional()])
    scopes = SelectMultipleField(validate_choice=False)

    def validate_expires(self, field: DateField) -> None:
        """A day to come, within ten years."""
        today = now().astimezone(ZONE).date()
        if field.data is not None and not today <= field.data <= today + _FURTHEST:
            raise ValidationError("应为今天以后、十年以内的日期。")

    def validate_scopes(self, field: SelectMultipleField) -> None:
        """A key that may do nothing is of no use."""
        if not field.data:
            raise ValidationError("请至少选择一项。")


@routes.get(_BASE)
@needs(Permission.KEYS_WRITE)
def show(office: str) -> Response:
    """The form, and the keys there are."""
    return _page(office, KeyForm(), 200)


@routes.post(_BASE)
@needs(Permission.KEYS_WRITE)
def create(office: str) -> Response:
    """Makes one: its secret is shown this once."""
    form = KeyForm()
    if not form.validate():
        return _page(office, form, 422)
    try:
        with database().writing() as session:
            row, secret = keys.create(
                session, actor(), office_id(), form.name.data or "", form.scopes.data or [], _end_of(form.expires.data)
            )
    except InputError as error:
        form.take(error)
        return _page(office, form, 422)
    form.process()  # the next one begins empty
    return _page(office, form, 200, made=row, secret=secret)


@routes.post(f"{_BASE}<int:number>/revocation")
@needs(Permission.KEYS_WRITE)
def revoke(office: str, number: int) -> Response:
    """Ends one."""
    with database().writing() as session:
        keys.revoke(session, actor(), office_id(), number)
    flash(_("已停用。"))
    return redirect(url_for("pages_keys.show", office=office), 303)


def _end_of(day: date | None) -> datetime | None:
    """The end of that day, as clocks in China show it."""
    return None if day is None else datetime.combine(day + timedelta(days=1), time(), ZONE)


def _page(office: str, form: KeyForm, status: int, **made: object) -> Response:
    with database().reading() as session:
        found = keys.every(session, office_id(), Page(limit=MOST)).rows
    response = make_response(
        render_template(
            "keys.html",
            office=office,
            form=form,
            keys=found[::-1],
            at=now(),
            words=scope_words(),
            grantable=grantable(actor()),
            **made,
        ),
        status,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
