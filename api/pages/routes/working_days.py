"""Working days of the office: the year at a glance, the pasted notice with its preview, the office's own dates."""

from __future__ import annotations

from datetime import date

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import DateField, IntegerField, StringField, TextAreaField
from wtforms.validators import AnyOf, NumberRange, Optional

from api.lists.holiday_notice import LONGEST, Day
from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most, filled
from api.pages.words import ZONE
from api.pages.working_year import working_year
from api.service import working_days
from api.service.clock import now
from api.service.errors import NotFoundError
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import InputError

routes = pages("working_days")
_BASE = "/offices/<office>/working-days/"
_FIRST, _LAST = 2004, 2099
"""The first year of which a notice is known, the last that a notice's text can be of."""
OFF, WORKED = "off", "worked"


class NoticeForm(PageForm):
    """The text of a notice, and the year where the text names none."""

    text = TextAreaField(validators=[filled(), at_most(LONGEST)])
    year = IntegerField(
        validators=[Optional(), NumberRange(_FIRST, _LAST, f"应为{_FIRST}至{_LAST}之间的年份。")],
    )


class DayForm(PageForm):
    """A date that the office itself makes off or worked."""

    date = DateField()
    kind = StringField(default=OFF, validators=[AnyOf((OFF, WORKED), "请选择放假或上班。")])
    name = StringField(validators=[at_most()])


@routes.get(_BASE)
@needs(Permission.OFFICE_WRITE)
def show(office: str) -> Response:
    """The year."""
    return _page(office, _year(), NoticeForm(), DayForm(), 200)


@routes.post(f"{_BASE}preview")
@needs(Permission.OFFICE_WRITE)
def preview(office: str) -> Response:
    """What the text of a notice changes, or all that is wrong with it; nothing is saved."""
    form = NoticeForm()
    if not _valid(form):
        return _page(office, _year(), form, DayForm(), 422)
    try:
        with database().reading() as session:
            found = working_days.preview(session, office_id(), form.text.data or "", form.year.data)
    except InputError as error:
        form.take(error)
        return _page(office, _year(), form, DayForm(), 422)
    year = found.notice.off[0].date.year
    page = render_template("working_days_preview.html", office=office, found=found, form=form, year=year)
    return make_response(page)


@routes.post(f"{_BASE}notice")
@needs(Permission.OFFICE_WRITE)
def save(office: str) -> Response:
    """Saves what the preview has shown."""
    form = NoticeForm()
    if _valid(form):
        try:
            with database().writing() as session:
                found = working_days.save(session, actor(), office_id(), form.text.data or "", form.year.data)
        except InputError as error:
            form.take(error)
        else:
            flash(_("已保存，共%(count)d天改动。", count=len(found.changes)))
            return _back(office, found.notice.off[0].date.year)
    return _page(office, _year(), form, DayForm(), 422)


@routes.post(f"{_BASE}days")
@needs(Permission.OFFICE_WRITE)
def add(office: str) -> Response:
    """One date more of the office's own."""
    form = DayForm()
    fine = form.validate()
    if form.date.data is None or not _FIRST <= form.date.data.year <= _LAST:
        form.date.errors = [f"应为{_FIRST}至{_LAST}年的日期（如2027-01-01）。"]
        return _page(office, _year(), NoticeForm(), form, 422)
    if fine:
        day = Day(form.date.data, (form.name.data or "").strip() or None)
        try:
            with database().writing() as session:
                working_days.put(session, actor(), office_id(), day, works=form.kind.data == WORKED)
        except InputError as error:
            form.take(error, {"calendar": "name"})
        else:
            flash(_("已保存。"))
            return _back(office, day.date.year)
    return _page(office, form.date.data.year, NoticeForm(), form, 422)


@routes.post(f"{_BASE}days/<day>/remove")
@needs(Permission.OFFICE_WRITE)
def remove(office: str, day: str) -> Response:
    """One of the office's own dates less."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise NotFoundError("没有这个日期。") from None
    with database().writing() as session:
        working_days.take_out(session, actor(), office_id(), found)
    flash(_("已删除。"))
    return _back(office, found.year)


def _valid(form: NoticeForm) -> bool:
    """Whether text and year can be read; what is no number is told in words."""
    fine = form.validate()
    if form.year.raw_data and form.year.raw_data[0].strip() and form.year.data is None:
        form.year.errors = ["应为年份（如2027）。"]
        return False
    return bool(fine)


def _year() -> int:
    """The year that is asked for; this one unless told."""
    year = request.args.get("year", now().astimezone(ZONE).year, int)
    if not _FIRST <= year <= _LAST:
        raise NotFoundError(f"年份应在{_FIRST}至{_LAST}之间，实际为{year}。")
    return year


def _back(office: str, year: int) -> Response:
    return redirect(url_for("pages_working_days.show", office=office, year=year), 303)


def _page(office: str, year: int, notice: NoticeForm, day: DayForm, status: int) -> Response:
    with database().reading() as session:
        calendar = working_days.calendar_of(session, office_id())
    page = render_template(
        "working_days.html",
        office=office,
        told=working_year(calendar, year),
        notice=notice,
        day=day,
        first=_FIRST,
        last=_LAST,
    )
    return make_response(page, status)
