"""The screen in the reception hall: today and the coming days in large type, as they were published, for everyone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask import g, make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from api.pages.blueprint import pages
from api.pages.week import sittings
from api.pages.words import ZONE
from api.service import offices
from api.service.clock import now
from api.web.access import Whom, needs
from api.web.context import actor, database

routes = pages("hall")
_AHEAD = timedelta(days=14)
_PER_PAGE = 4


@routes.get("/o/<office>/hall")
@needs(Whom.EVERYONE)
def show(office: str) -> Response:
    """The screen. It asks for itself again and again, and keeps what it has where nobody answers."""
    with database().reading() as session:
        row = offices.find(session, office)
    g.actor = replace(actor(), office_id=row.id)
    at = now()
    today = at.astimezone(ZONE).date()
    found = sittings(today, today + _AHEAD)
    sheets = [found[start : start + _PER_PAGE] for start in range(0, len(found), _PER_PAGE)]
    near = {today: _("今天"), today + timedelta(days=1): _("明天"), today + timedelta(days=2): _("后天")}
    page = render_template("hall.html", name=row.name, sheets=sheets, near=near, today=today, at=at)
    response = make_response(page)
    response.headers["Cache-Control"] = "no-cache"
    return response
