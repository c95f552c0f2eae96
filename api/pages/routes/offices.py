"""The choice of an office; who has one alone goes straight there."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from api.pages.blueprint import pages
from api.service import offices
from api.service.paging import MOST, Page
from api.web.access import Whom, needs, user
from api.web.context import database

routes = pages("offices")


@routes.get("/")
@needs(Whom.PERSON)
def show() -> Response | str:
    """The offices of who asks."""
    person = user()
    among = None if person.system else [one.office_id for one in person.memberships]
    with database().reading() as session:
        found = offices.every(session, Page(limit=MOST), among)
    if len(found.rows) == 1:
        return redirect(url_for("pages_home.show", office=found.rows[0].key), 303)
    return render_template("offices.html", offices=found.rows)
