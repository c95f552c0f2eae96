"""The choice of an office; who has one alone goes straight there, a leader to the own page.

The system administrator makes new ones.
"""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import StringField

from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most, filled
from api.service import offices
from api.service.errors import ConflictError
from api.service.paging import MOST, Page
from api.web.access import Whom, needs, user
from api.web.context import actor, database
from roster.faults import InputError

routes = pages("offices")


class OfficeForm(PageForm):
    """A new office."""

    name = StringField(validators=[filled(), at_most()])
    key = StringField(validators=[filled(), at_most(63)])


@routes.get("/")
@needs(Whom.PERSON)
def show() -> Response | str:
    """The offices of who asks."""
    person = user()
    among = None if person.system else [one.office_id for one in person.memberships]
    with database().reading() as session:
        found = offices.every(session, Page(limit=MOST), among)
    if len(found.rows) == 1 and not person.system:
        own = all(one.leader is not None for one in person.memberships)
        return redirect(url_for("pages_my.show" if own else "pages_home.show", office=found.rows[0].key), 303)
    return render_template("offices.html", offices=found.rows, system=person.system)


@routes.get("/offices/new")
@needs(Whom.SYSTEM)
def new() -> Response:
    """The form of a new office."""
    return _page(OfficeForm())


@routes.post("/offices/new")
@needs(Whom.SYSTEM)
def create() -> Response:
    """Makes it, and goes there."""
    form = OfficeForm()
    if not form.validate():
        return _page(form, 422)
    try:
        with database().writing() as session:
            key = offices.create(session, actor(), form.key.data or "", (form.name.data or "").strip()).key
    except InputError as error:
        form.take(error)
        return _page(form, 422)
    except ConflictError as error:
        form.key.errors = [error.reason]
        return _page(form, error.status)
    return redirect(url_for("pages_home.show", office=key), 303)


def _page(form: OfficeForm, status: int = 200) -> Response:
    return make_response(render_template("office_new.html", form=form), status)
