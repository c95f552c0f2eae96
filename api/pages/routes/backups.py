"""Backups, for the system administrator: when the last one was made, and one more.

They stay on the server. A backup holds everything of every office, passwords' hashes too: whoever took over a browser's
session would leave with all of it, where the pages show one thing at a time. So no page hands it out.
"""

from __future__ import annotations

from datetime import timedelta

from flask import flash, make_response, render_template, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from api.pages.blueprint import pages
from api.service import backups
from api.service.clock import now
from api.service.errors import BusyError
from api.web.access import Whom, needs
from api.web.context import actor, database, service
from roster.faults import InputError

routes = pages("backups")
_OLD = timedelta(days=7)
_SHOWN = 50


@routes.get("/backups/")
@needs(Whom.SYSTEM)
def show() -> Response:
    """The list."""
    return _page([], 200)


@routes.post("/backups/")
@needs(Whom.SYSTEM)
def make() -> Response:
    """Makes one."""
    try:
        made = backups.make(database(), actor(), service().settings.backups)
    except InputError as error:
        return _page([fault.reason for fault in error.faults], 422)
    except BusyError as error:
        return _page([error.reason], error.status)
    flash(_("已备份：%(name)s。", name=made.name))
    return redirect(url_for("pages_backups.show"), 303)


def _page(faults: list[str], status: int) -> Response:
    folder = service().settings.backups
    found = []
    try:
        found = backups.every(folder)
    except InputError as error:
        faults = [*faults, *(fault.reason for fault in error.faults)]
    page = render_template(
        "backups.html",
        faults=faults,
        found=found[:_SHOWN],
        total=len(found),
        folder=folder,
        old=not found or found[0].made < now() - _OLD,
    )
    return make_response(page, status)
