"""Units of the register: the table, and one of them."""

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

routes = pages("units")
_BASE = "/offices/<office>/units/"
_UNIT = EntryPage("units", "unit.html", "pages_units.show")
_LEVELS = ("县", "县直单位", "乡镇", "街道")


class UnitForm(PageForm):
    """A unit."""

    name = StringField(validators=[filled(), at_most()])
    level = StringField(validators=[filled(), at_most()])
    parent = StringField()
    venue = StringField()


@routes.get(_BASE)
@needs(Permission.REGISTER_READ)
def show(office: str) -> str:
    """The table."""
    return render_template(
        "units.html",
        office=office,
        rows=entries.listed("units"),
        units=entries.names("units"),
        venues=entries.names("venues"),
    )


@routes.route(f"{_BASE}new", methods=["GET", "POST"])
@needs(Permission.REGISTER_WRITE)
def add(office: str) -> Response:
    """A new one."""
    return _form(UnitForm(), None, {"id": entries.fresh_id("u")}, None)


@routes.route(f"{_BASE}one/<key>", methods=["GET", "POST"])
@needs(Permission.REGISTER_WRITE)
def change(office: str, key: str) -> Response:
    """One of them."""
    row = entries.read("units", key)
    return _form(UnitForm(**row.value), key, dict(row.value), row.version)


@routes.post(f"{_BASE}one/<key>/remove")
@needs(Permission.REGISTER_WRITE)
def remove(office: str, key: str) -> Response:
    """Takes one away that nothing uses."""
    return _UNIT.removed(key)


def _form(form: UnitForm, key: str | None, before: entries.Data, edition: int | None) -> Response:
    rows = entries.listed("units")
    return _UNIT.answer(
        form,
        key,
        edition,
        lambda: entries.without_empty({**before, **form.data}),
        units={row.key: str(row.value["name"]) for row in rows if row.key != key},
        venues=entries.names("venues"),
        levels=list(dict.fromkeys([*(str(row.value["level"]) for row in rows), *_LEVELS])),
    )
