"""Venues of the register: the table, and one of them."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response
from wtforms import StringField

from api.pages import entries
from api.pages.blueprint import pages
from api.pages.entry_pages import EntryPage
from api.pages.forms import PageForm, at_most, filled
from api.service.permissions import Permission
from api.web.access import needs

routes = pages("venues")
_BASE = "/offices/<office>/venues/"
_VENUE = EntryPage("venues", "venue.html", "pages_venues.show")


class VenueForm(PageForm):
    """A venue."""

    name = StringField(validators=[filled(), at_most()])
    kind = StringField(validators=[at_most()])
    unit = StringField()
    address = StringField(validators=[at_most()])
    phone = StringField(validators=[at_most()])


@routes.get(_BASE)
@needs(Permission.REGISTER_READ)
def show(office: str) -> str:
    """The table."""
    return render_template("venues.html", office=office, rows=entries.listed("venues"), units=entries.names("units"))


@routes.route(f"{_BASE}new", methods=["GET", "POST"])
@needs(Permission.REGISTER_WRITE)
def add(office: str) -> Response:
    """A new one."""
    return _form(VenueForm(), None, {"id": entries.fresh_id("v")}, None)


@routes.route(f"{_BASE}one/<key>", methods=["GET", "POST"])
@needs(Permission.REGISTER_WRITE)
def change(office: str, key: str) -> Response:
    """One of them."""
    row = entries.read("venues", key)
    return _form(VenueForm(**row.value), key, dict(row.value), row.version)


@routes.post(f"{_BASE}one/<key>/remove")
@needs(Permission.REGISTER_WRITE)
def remove(office: str, key: str) -> Response:
    """Takes one away that nothing uses."""
    return _VENUE.removed(key)


def _form(form: VenueForm, key: str | None, before: entries.Data, edition: int | None) -> Response:
    kinds = [str(row.value["kind"]) for row in entries.listed("venues") if row.value.get("kind")]
    return _VENUE.answer(
        form,
        key,
        edition,
        lambda: entries.without_empty({**before, **form.data}),
        units=entries.names("units"),
        kinds=list(dict.fromkeys(kinds)),
    )
