"""What was published when: the notices as they are, and their files in every format."""

from __future__ import annotations

from flask import Response, render_template, request

from api.pages import public_notice
from api.pages.blueprint import pages
from api.pages.notice import texts_of
from api.pages.roster_view import Names
from api.service import files, offices, plans, publishing, versions
from api.service.paging import Page
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import database, office_id, service
from calendars.formats import FORMATS, Format
from roster.difference import Difference

routes = pages("publications")
_ONE = "/offices/<office>/publications/<int:publication>"


@routes.get("/offices/<office>/publications/")
@needs(Permission.ROSTERS_READ)
def show(office: str) -> str:
    """The list, the newest first."""
    page = Page(limit=30, offset=max(0, min(request.args.get("offset", 0, int), 1_000_000)))
    with database().reading() as session:
        found = publishing.every(session, office_id(), page)
        rows = {row.id: publishing.version_of(session, row.version_id) for row in found.rows}
        titles = {one.plan_id: plans.get(session, office_id(), one.plan_id).title for one in rows.values()}
        open_to_all = offices.get(session, office_id()).public_notices
    return render_template(
        "publications.html",
        office=office,
        found=found,
        versions=rows,
        titles=titles,
        open=open_to_all,
        base=public_notice.base(),
    )


@routes.get(f"{_ONE}/")
@needs(Permission.ROSTERS_READ)
def read(office: str, publication: int) -> str:
    """One of them."""
    newspaper = _kept(publication, "newspaper")
    with database().reading() as session:
        row = publishing.get(session, office_id(), publication)
        version = publishing.version_of(session, row.version_id)
        texts = texts_of(files.made(session, row, newspaper))
    content = versions.plan_of(version)
    changes = Difference.model_validate(row.difference) if row.difference else None
    return render_template(
        "publication.html",
        office=office,
        publication=row,
        version=version,
        content=content,
        names=Names(content),
        texts=texts,
        changes=changes,
        formats=FORMATS,
    )


@routes.get(f"{_ONE}/files/<format>.zip")
@needs(Permission.NOTICES_READ)
def download(office: str, publication: int, format: str) -> Response:  # noqa: A002 - the name in the path
    """All files of a format, as one archive."""
    form = _kept(publication, format)
    with database().reading() as session:
        made = files.made(session, publishing.get(session, office_id(), publication), form)
    response = Response(files.zipped(sorted(made.items())), mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{form.name}-{publication}.zip"'
    return response


def _kept(publication: int, name: str) -> Format:
    """The format of that name, with its files made and kept: they stay as they were published."""
    form = files.format_named(name)
    files.keep(database(), office_id(), publication, form, service().settings.base)
    return form
