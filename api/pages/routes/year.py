"""For the year: what was held, handed on and missed; the annex of the annual report as a page, Excel and Word."""

from __future__ import annotations

from io import BytesIO

from flask import Response, render_template, request, send_file

from api.pages.blueprint import pages
from api.pages.words import ZONE
from api.service import offices, turns
from api.service.clock import now
from api.service.errors import NotFoundError
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import database, office_id
from calendars.annual import Statement, annual_document, annual_workbook

routes = pages("year")
_FIRST = 2000


@routes.get("/offices/<office>/year/")
@needs(Permission.PLANS_READ)
def show(office: str) -> str:
    """The page."""
    current = now().astimezone(ZONE).year
    year = request.args.get("year", current, int)
    return render_template("year.html", office=office, year=year, current=current, told=_statement(year))


@routes.get("/offices/<office>/year/<int:year>.xlsx")
@needs(Permission.PLANS_READ)
def workbook(office: str, year: int) -> Response:
    """The annex as a workbook."""
    told = _statement(year)
    return _file(annual_workbook(told, now()), f"{told.title}.xlsx")


@routes.get("/offices/<office>/year/<int:year>.docx")
@needs(Permission.PLANS_READ)
def document(office: str, year: int) -> Response:
    """The annex as a document."""
    told = _statement(year)
    return _file(annual_document(told, now().astimezone(ZONE).date()), f"{told.title}.docx")


def _statement(year: int) -> Statement:
    today = now().astimezone(ZONE).date()
    if not _FIRST <= year <= today.year:
        raise NotFoundError(f"年份应在{_FIRST}至{today.year}之间，实际为{year}。")
    with database().reading() as session:
        name = offices.get(session, office_id()).name
        return turns.statement(session, office_id(), name, year, today)


def _file(content: bytes, name: str) -> Response:
    return send_file(BytesIO(content), as_attachment=True, download_name=name)
