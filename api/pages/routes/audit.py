"""The audit log: who did what to what, searched."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from flask import render_template, request

from api.pages.audit_words import act, things, written
from api.pages.blueprint import pages
from api.pages.words import ZONE
from api.service import audit
from api.service.paging import Page
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import database, office_id

routes = pages("audit")
_LINES = 50
_FURTHEST = 1_000_000
_LONGEST = 200


@routes.get("/offices/<office>/audit/")
@needs(Permission.AUDIT_READ)
def show(office: str) -> str:
    """What was searched for, the newest first."""
    page = Page(limit=_LINES, offset=max(0, min(request.args.get("offset", 0, int), _FURTHEST)))
    wanted = {name: request.args.get(name, "").strip()[:_LONGEST] for name in ("actor", "thing", "start", "end")}
    start, end = _day(wanted["start"]), _day(wanted["end"])
    with database().reading() as session:
        found = audit.entries(
            session,
            office_id(),
            page,
            actor=wanted["actor"] or None,
            thing=wanted["thing"] if wanted["thing"] in things() else None,
            since=None if start is None else _midnight(start),
            until=None if end is None else _midnight(end + timedelta(days=1)),
        )
    return render_template(
        "audit.html", office=office, found=found, wanted=wanted, things=things(), act=act, written=written
    )


def _day(given: str) -> date | None:
    """The day that was typed. None: none, or none that there is a day after."""
    try:
        found = date.fromisoformat(given)
    except ValueError:
        return None
    return found if date.min < found < date.max else None


def _midnight(day: date) -> datetime:
    """When the day begins in China."""
    return datetime.combine(day, time(), ZONE)
