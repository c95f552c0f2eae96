"""Home: today and this week, sessions to confirm, what needs attention."""

from __future__ import annotations

from datetime import date, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from api.pages.attention import matters
from api.pages.blueprint import pages
from api.pages.week import Sitting, sittings
from api.pages.words import ZONE
from api.service import history, plans
from api.service.clock import now
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import actor, database, office_id

routes = pages("home")
_LOOKING_BACK = timedelta(days=14)
_SHOWN = 8


@routes.get("/offices/<office>/")
@needs(Permission.ROSTERS_READ)
def show(office: str) -> str:
    """The page."""
    today = now().astimezone(ZONE).date()
    monday = today - timedelta(days=today.weekday())
    week = sittings(monday, monday + timedelta(days=6))
    may_record = actor().may(Permission.SESSIONS_WRITE)
    waiting = [one for one in sittings(today - _LOOKING_BACK, today - timedelta(days=1)) if one.waits]
    return render_template(
        "home.html",
        office=office,
        today=today,
        sittings=[one for one in week if one.slot.date == today],
        week=_by_day(monday, week),
        waiting=waiting[:_SHOWN] if may_record else [],
        more=max(0, len(waiting) - _SHOWN),
        matters=matters(office, today) if actor().may(Permission.PLANS_READ) else [],
    )


@routes.post("/offices/<office>/confirm")
@needs(Permission.SESSIONS_WRITE)
def confirm(office: str) -> Response:
    """Records that a session was held as it was published."""
    plan_id = request.form.get("plan", 0, int)
    slot = request.form.get("slot", "")
    today = now().astimezone(ZONE).date()
    with database().writing() as session:
        plan = plans.get(session, office_id(), plan_id)
        for one in history.attended(session, office_id(), plan.start, min(plan.end, today)):
            if (one.plan, one.slot.id) == (plan_id, slot) and one.leader and not (one.seat.standby or one.recorded):
                history.record(session, actor(), plan, slot, one.number, one.leader, None, today)
    flash(_("已登记。"))
    return redirect(url_for("pages_home.show", office=office), 303)


def _by_day(monday: date, week: list[Sitting]) -> list[tuple[date, list[Sitting]]]:
    days = [monday + timedelta(days=number) for number in range(7)]
    return [(day, [one for one in week if one.slot.date == day]) for day in days]
