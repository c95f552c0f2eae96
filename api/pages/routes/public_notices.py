"""The notices of an office for everyone: a list, each notice at an address that stays, for the frame of a portal, and
its files. Nothing of it is asked for with a login, and nothing is there but what was published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from flask import Response, flash, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as Answer

from api.pages import public_notice
from api.pages.blueprint import pages
from api.pages.words import ZONE
from api.service import public_notices
from api.service.clock import now
from api.service.permissions import Permission
from api.service.public_notices import Found, Published, address_of
from api.store.tables import OfficeRow
from api.web.access import Whom, needs
from api.web.conditional import unless_known
from api.web.context import actor, database, office_id
from calendars.notices.parts import NoticePart
from calendars.notices.span import WHOLE
from calendars.pages.notice import STYLE

routes = pages("public_notices")
_NOTICES = "/o/<office>/notices/"
_FRAMED = "frame-ancestors *; base-uri 'none'; object-src 'none'; form-action 'none'"
"""What is added to the policy that a notice's page holds itself (it loads and runs nothing): portals may frame it."""
_AGE = 60
"""Seconds for which a page is kept unasked: a new publication is seen within that."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A duty's notices in the list, at one unit: that of the whole period, and those of its months."""

    whole: NoticePart
    months: tuple[NoticePart, ...]

    @property
    def address(self) -> str:
        """Where the one of the period is."""
        return address_of(self.whole)


@routes.get(_NOTICES)
@needs(Whom.EVERYONE)
def show(office: str) -> Response:
    """The list: what is published for today and later, or for the period that is asked for."""
    today = now().astimezone(ZONE).date()
    with database().reading() as session:
        row = public_notices.office(session, office)
        plans = public_notices.plans(session, row.id)
        asked = request.args.get("plan", type=int)
        coming = [one for one in plans if one.end >= today] or plans[:1]
        chosen = [one for one in plans if one.id == asked] or coming
        found = [public_notices.current(session, one) for one in chosen]
    page = render_template(
        "public_notices.html",
        office=row,
        published=[(one, _by_duty(one)) for one in found],
        others=[one for one in plans if one not in chosen],
        address_of=address_of,
        unit_name=_unit_name,
    )
    return _page(page)


@routes.get(f"{_NOTICES}<path:place>")
@needs(Whom.EVERYONE)
def read(office: str, place: str) -> Response:
    """A notice: as it is published now, or as a former publication had it."""
    row, found = _found(office, place)
    page = render_template(
        "public_notice.html",
        office=row,
        found=found,
        shown=public_notice.shown(row, found),
        place=place,
        style=STYLE,
        spans=[one for one in found.shown.parts if (one.duty, one.unit) == (found.part.duty, found.part.unit)],
        whole=WHOLE,
        address_of=address_of,
        base=public_notice.base(),
    )
    return _page(page)


@routes.get("/o/<office>/embed/<path:place>")
@needs(Whom.EVERYONE)
def embed(office: str, place: str) -> Response:
    """The notice alone, as it is published now, for the frame of a portal."""
    return _framed(public_notice.whole_page(*_found(office, place)))


@routes.get("/o/<office>/published/<int:publication>/<format>/<path:file>")
@needs(Whom.EVERYONE)
def download(office: str, publication: int, format: str, file: str) -> Response:  # noqa: A002 - the name in the path
    """A file of a publication."""
    with database().reading() as session:
        row = public_notices.office(session, office)
    content = public_notice.kept_file(row, publication, format, file)
    if file.endswith(".html"):
        return _framed(content)
    if file.endswith(".css"):
        return _known(Response(content, mimetype="text/css"), content)
    name = "-".join(file.split("/")[1:])
    return _known(send_file(BytesIO(content), as_attachment=True, download_name=name, etag=False), content)


@routes.post("/offices/<office>/public-notices")
@needs(Permission.OFFICE_WRITE)
def switch(office: str) -> Answer:
    """Opens the pages to everyone, or closes them."""
    on = request.form.get("on") == "y"
    with database().writing() as session:
        public_notices.switch(session, actor(), office_id(), on=on)
    flash(_("公告网页已对外公开。") if on else _("公告网页已关闭，原来的网址打不开了。"))
    return redirect(url_for("pages_publications.show", office=office), 303)


def _found(office: str, place: str) -> tuple[OfficeRow, Found]:
    number = request.args.get("publication", type=int)
    with database().reading() as session:
        row = public_notices.office(session, office)
        return row, public_notices.find(session, row.id, place, number)


def _by_duty(published: Published) -> list[tuple[str, list[Listed]]]:
    """The notices by duty, with its name, and by unit."""
    listed = list(_listed(published))
    return [(name, list(group)) for name, group in groupby(listed, key=lambda one: one.whole.duty.name)]


def _listed(published: Published) -> Iterator[Listed]:
    for _key, group in groupby(published.parts, key=lambda part: (part.duty.id, part.unit)):
        whole, *months = group
        if whole.slots:
            yield Listed(whole, tuple(months))


def _unit_name(published: Published, unit: str) -> str:
    return published.plan.unit[unit].name


def _page(text: str) -> Response:
    response = _known(Response(text), text.encode())
    response.vary.add("Cookie")  # the language
    return response


def _framed(content: bytes) -> Response:
    response = _known(Response(content, mimetype="text/html"), content)
    response.headers["Content-Security-Policy"] = _FRAMED
    return response


def _known(response: Response, content: bytes) -> Response:
    """The answer to everyone, by what it holds: who has it already gets no more (RFC 9110 section 13.1.2)."""
    response.set_etag(hashlib.sha256(content).hexdigest())
    answer = unless_known(response)
    answer.headers["Cache-Control"] = f"public, max-age={_AGE}"
    return answer
