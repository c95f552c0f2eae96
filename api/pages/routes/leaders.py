"""Leaders of the register: the table, one of them, and a list from Excel with a preview."""

from __future__ import annotations

import base64
import binascii

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import StringField

from api.pages import entries
from api.pages.blueprint import pages
from api.pages.entry_pages import EntryPage
from api.pages.forms import PageForm, at_most, filled
from api.service import imports
from api.service.errors import NotFoundError
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import Fault, InputError
from roster.ranks import RANKS

routes = pages("leaders")
_BASE = "/offices/<office>/leaders/"
_LEADER = EntryPage("leaders", "leader.html", "pages_leaders.show")


class LeaderForm(PageForm):
    """A leader."""

    name = StringField(validators=[filled(), at_most()])
    title = StringField(validators=[at_most()])
    rank = StringField(validators=[at_most(20)])
    unit = StringField()
    order = StringField(validators=[at_most(9)])
    portfolio = StringField(validators=[at_most(500)])


@routes.get(_BASE)
@needs(Permission.REGISTER_READ)
def show(office: str) -> str:
    """The table."""
    rows = entries.listed("leaders")
    return render_template("leaders.html", office=office, rows=rows, units=entries.names("units"))


@routes.route(f"{_BASE}new", methods=["GET", "POST"])
@needs(Permission.REGISTER_WRITE)
def add(office: str) -> Response:
    """A new one."""
    return _form(LeaderForm(), None, {})


@routes.route(f"{_BASE}one/<key>", methods=["GET", "POST"])
@needs(Permission.REGISTER_WRITE)
def change(office: str, key: str) -> Response:
    """One of them."""
    row = entries.read("leaders", key)
    portfolio = row.value.get("portfolio") or []
    shown = portfolio if isinstance(portfolio, str) else "、".join(portfolio)
    form = LeaderForm(**{**row.value, "portfolio": shown, "order": str(row.value.get("order") or "")})
    return _form(form, key, dict(row.value), row.version)


@routes.post(f"{_BASE}one/<key>/remove")
@needs(Permission.REGISTER_WRITE)
def remove(office: str, key: str) -> Response:
    """Takes one away, of whom nothing else speaks."""
    return _LEADER.removed(key)


@routes.post(f"{_BASE}preview")
@needs(Permission.REGISTER_WRITE)
def preview(office: str) -> Response:
    """What a list would change; nothing is saved."""
    given = request.files.get("list")
    data = given.read() if given else b""
    try:
        if not data:
            raise InputError([Fault("", "请选择名单（.xlsx 或 .csv）。")])
        with database().reading() as session:
            found = imports.preview(session, office_id(), data)
    except InputError as error:
        return _previewed(office, faults=[str(fault) if fault.path else fault.reason for fault in error.faults])
    return _previewed(office, found=found, content=base64.b64encode(data).decode())


@routes.post(f"{_BASE}import")
@needs(Permission.REGISTER_WRITE)
def save(office: str) -> Response:
    """Saves what the preview has shown: all of it or nothing."""
    try:
        data = base64.b64decode(request.form.get("content", ""), validate=True)
    except binascii.Error:
        raise NotFoundError("名单没有传完整，请重新选择。") from None
    with database().writing() as session:
        made = imports.save(session, actor(), office_id(), data)
    flash(_("已导入，共%(count)d处改动。", count=len(made.changes)))
    return redirect(url_for("pages_leaders.show", office=office), 303)


def _previewed(office: str, **shown: object) -> Response:
    page = render_template("leaders_preview.html", office=office, units=entries.names("units"), **shown)
    return make_response(page, 422 if "faults" in shown else 200)


def _form(form: LeaderForm, key: str | None, before: entries.Data, edition: int | None = None) -> Response:
    return _LEADER.answer(
        form,
        key,
        edition,
        lambda: _value(form, before),
        units=entries.names("units"),
        ranks=[(rank, rank) for rank in RANKS],
    )


def _value(form: LeaderForm, before: entries.Data) -> entries.Data:
    order = (form.order.data or "").strip()
    given = {
        "name": form.name.data,
        "title": form.title.data,
        "rank": form.rank.data,
        "unit": form.unit.data,
        "order": int(order) if order.isascii() and order.isdecimal() else order,
        "portfolio": [one for one in (form.portfolio.data or "").split("、") if one.strip()],
    }
    return entries.without_empty({"id": entries.fresh_id("l"), **before, **given})
