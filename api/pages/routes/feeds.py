"""Feeds of the office to those who manage them: addresses, with their codes; renewed, revoked."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from api.pages.addresses import subscription_at
from api.pages.blueprint import pages
from api.service import feed_reading, feeds
from api.service.clock import now
from api.service.paging import Page
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import actor, database, office_id, service

routes = pages("feeds")
_BASE = "/offices/<office>/feeds/"
_LINES = 50


@routes.get(_BASE)
@needs(Permission.FEEDS_WRITE)
def show(office: str) -> str:
    """The list, of all kinds or of one."""
    kinds = _kinds()
    kind = request.args.get("kind") if request.args.get("kind") in kinds else None
    page = Page(limit=_LINES, offset=max(0, min(request.args.get("offset", 0, int), 1_000_000)))
    with database().reading() as session:
        found = feeds.every(session, office_id(), page, kind)
        ended = {row.id for row in found.rows if feeds.address(session, service().key, row) is None}
    return render_template("feeds.html", office=office, found=found, ended=ended, kinds=kinds, kind=kind)


@routes.get(f"{_BASE}<int:feed>/")
@needs(Permission.FEEDS_WRITE)
def read(office: str, feed: int) -> Response:
    """One of them, with its address."""
    with database().reading() as session:
        row = feeds.get(session, office_id(), feed)
        path = feeds.address(session, service().key, row)
    shown = None if path is None else subscription_at(path)
    response = make_response(
        render_template("feed.html", office=office, feed=row, subscription=shown, kinds=_kinds(), days=_days())
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@routes.post(f"{_BASE}<int:feed>/renewal")
@needs(Permission.FEEDS_WRITE)
def renew(office: str, feed: int) -> Response:
    """Another address."""
    return _changed(office, feed, feeds.renew, _("已换地址。请把新的地址交给本人。"))


@routes.post(f"{_BASE}<int:feed>/revocation")
@needs(Permission.FEEDS_WRITE)
def revoke(office: str, feed: int) -> Response:
    """No address any more."""
    return _changed(office, feed, feeds.revoke, _("已停用。"))


def _changed(office: str, feed: int, act: Callable[..., None], told: str) -> Response:
    with database().writing() as session:
        act(session, actor(), feeds.get(session, office_id(), feed), now())
    flash(told)
    return redirect(url_for("pages_feeds.read", office=office, feed=feed), 303)


def _days() -> int:
    return feed_reading.REVOKED_STAYS.days


def _kinds() -> dict[str, str]:
    return {"office": _("全部班次"), "units": _("单位"), "duties": _("职责"), "leaders": _("领导")}
