"""Duties of the register: a form that reads like the rule, beside a calendar of the dates that it yields."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import AnyOf

from api.new.period import next_quarter
from api.pages import entries
from api.pages.blueprint import pages
from api.pages.duty_dates import HeldOn, held_dates
from api.pages.entry_pages import EntryPage
from api.pages.forms import PageForm, at_most, filled
from api.pages.roster_view import weeks
from api.pages.words import ZONE
from api.service import offices
from api.service.clock import now
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import database, office_id
from roster.faults import InputError
from roster.ranks import RANKS

routes = pages("duties")
_BASE = "/offices/<office>/duties/"
_DUTY = EntryPage("duties", "duty.html", "pages_duties.show", {"seats": "role", "standby": "standby"})
_LONGEST_PHRASE = 200
PHRASES = ("每周二", "每周一至周五", "每个工作日", "每两周周三", "每月第一个周二", "每月最后一个周五", "每月15日")


class DutyForm(PageForm):
    """A duty of receiving the public."""

    name = StringField(validators=[filled(), at_most()])
    when = StringField(default="每周二", validators=[filled(), at_most(_LONGEST_PHRASE)])
    on_holiday = StringField(
        default="postpone", validators=[AnyOf(("skip", "postpone", "advance"), "请选择遇节假日怎么办。")]
    )
    hours = StringField(default="08:30-11:30、14:00-17:00", validators=[filled(), at_most()])
    venue = StringField()
    role = StringField(default="接访领导", validators=[filled(), at_most()])
    rank = StringField(default="副科级以上", validators=[at_most(20)])
    unit = StringField()
    standby = StringField(default="1", validators=[at_most(3)])
    rotation = StringField(default="order", validators=[AnyOf(("order", "free"), "请选择怎样轮流。")])
    basis = StringField(validators=[at_most(1000)])


@routes.get(_BASE)
@needs(Permission.REGISTER_READ)
def show(office: str) -> str:
    """The list."""
    rows = entries.listed("duties")
    return render_template("duties.html", office=office, rows=rows, venues=entries.names("venues"))


@routes.route(f"{_BASE}new", methods=["GET", "POST"])
@needs(Permission.REGISTER_WRITE)
def add(office: str) -> Response:
    """A new one."""
    return _form(DutyForm(), None, {})


@routes.route(f"{_BASE}one/<key>", methods=["GET", "POST"])
@needs(Permission.REGISTER_WRITE)
def change(office: str, key: str) -> Response:
    """One of them."""
    row = entries.read("duties", key)
    return _form(DutyForm(**_shown(row.value)), key, dict(row.value), row.version)


@routes.post(f"{_BASE}one/<key>/remove")
@needs(Permission.REGISTER_WRITE)
def remove(office: str, key: str) -> Response:
    """Takes one away."""
    return _DUTY.removed(key)


@routes.get(f"{_BASE}dates")
@needs(Permission.REGISTER_READ)
def dates(office: str) -> str:
    """The calendar that a phrase yields, as a part of the page."""
    when = request.args.get("when", "")[:_LONGEST_PHRASE]
    return render_template("duty_dates.html", **_dates(when, request.args.get("on_holiday", "skip")))


def _form(form: DutyForm, key: str | None, before: entries.Data, edition: int | None = None) -> Response:
    return _DUTY.answer(
        form,
        key,
        edition,
        lambda: _value(form, before),
        units=entries.names("units"),
        venues=entries.names("venues"),
        ranks=[f"{rank}以上" for rank in RANKS],
        phrases=PHRASES,
        visit=before.get("kind") == "visit",
        **_dates((form.when.data or "")[:_LONGEST_PHRASE], form.on_holiday.data or "skip"),
    )


def _dates(when: str, on_holiday: str) -> dict[str, object]:
    period = next_quarter(now().astimezone(ZONE).date())
    with database().reading() as session:
        settings = offices.get(session, office_id()).settings
    found: list[HeldOn] = []
    told = ""
    try:
        found = held_dates(settings, when, on_holiday, period)
    except InputError as error:
        told = error.faults[0].reason
    months = [f"{period.start.year}-{period.start.month + number:02}" for number in range(3)]
    return {
        "held": {one.day: one for one in found},
        "count": len(found),
        "period": period,
        "calendar": [(month, weeks(month)) for month in months],
        "told": told,
    }


def _shown(value: entries.Data) -> dict[str, object]:
    """An entry as the form shows it; what it cannot show is left as it is."""
    seat = (value.get("seats") or [{}])[0]
    who = seat.get("who", {})
    unit = who.get("unit") or ""
    found = {
        **{key: value.get(key, "") for key in ("name", "when", "venue", "basis")},
        "on_holiday": value.get("on_holiday", "skip"),
        "hours": "、".join(value.get("hours", ())),
        "role": seat.get("role", ""),
        "rank": who.get("rank", ""),
        "unit": unit if isinstance(unit, str) else unit[0],
        "standby": str((value.get("standby") or {}).get("count", "")),
        "rotation": value.get("rotation", "free"),
    }
    return found


def _value(form: DutyForm, before: entries.Data) -> entries.Data:
    old_seats = list(before.get("seats") or [{}])
    who = dict(old_seats[0].get("who", {}))
    shown = _shown(before)
    for name, chosen in (("rank", form.rank.data), ("unit", form.unit.data)):
        if chosen != shown[name]:  # a form that shows one of several units leaves them be
            who.pop(name, None)
            who.update({name: chosen} if chosen else {})
    count = (form.standby.data or "").strip()
    standby = dict(before.get("standby") or {})
    standby["count"] = int(count) if count.isascii() and count.isdecimal() else count
    given = {
        "name": form.name.data,
        "when": form.when.data,
        "on_holiday": form.on_holiday.data,
        "hours": [one.strip() for one in (form.hours.data or "").replace(",", "、").split("、") if one.strip()],
        "venue": form.venue.data,
        "seats": [{**old_seats[0], "role": form.role.data, "who": who}, *old_seats[1:]],
        "standby": standby if count not in ("", "0") else None,
        "rotation": form.rotation.data,
        "basis": form.basis.data,
    }
    return entries.without_empty({"id": entries.fresh_id("d"), "kind": "coverage", **before, **given})
