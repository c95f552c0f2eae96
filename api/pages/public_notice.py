"""What stands on the public page of a notice: the notice as it was published, its files, its feed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from flask import request
from markupsafe import Markup

from api.service import files, public_notices, publishing
from api.service.errors import NotFoundError
from api.service.public_notices import Found
from api.store.tables import OfficeRow
from api.web.context import database, service
from calendars.feeds import file_path
from calendars.notices.adjustment import adjustment_path
from calendars.notices.newspaper import RUNNING
from calendars.notices.span import Span
from calendars.pages.notice import FRAGMENT, PAGE, is_wide
from calendars.pages.qr import feed_of, qr_svg

_DOWNLOADS = (("docx", ".docx"), ("newspaper", RUNNING))
_MARKUP = re.compile("<[^>]*>")


@dataclass(frozen=True, slots=True)
class Shown:
    """The notice, and the adjustment notice of that publication where it has one, as fragments of a page; whether the
    table is for a landscape sheet; the paths of its files by format; its feed, how phones subscribe, the code."""

    notice: Markup
    adjustment: Markup | None
    wide: bool
    downloads: dict[str, str]
    feed: str
    webcal: str
    code: Markup

    @property
    def title(self) -> str:
        """The notice's own."""
        heading = str(self.notice).partition("</h2>")[0]
        return str(Markup(_MARKUP.sub("", heading)).unescape()).strip()


def base() -> str:
    """The address of the service, as who asks knows it."""
    return service().settings.base or request.host_url.rstrip("/")


def shown(office: OfficeRow, found: Found) -> Shown:
    """All of it."""
    part = found.part
    text = kept(office, found, "html", part.path(FRAGMENT)).decode()
    feed = f"{base()}/o/{office.key}/{quote(file_path(feed_of(part)))}"
    return Shown(
        notice=Markup(text),
        adjustment=_adjustment(office, found),
        wide=is_wide(text),
        downloads={form: part.path(ending) for form, ending in _DOWNLOADS},
        feed=feed,
        webcal=f"webcal:{feed.partition(':')[2]}",
        code=qr_svg(feed),
    )


def whole_page(office: OfficeRow, found: Found) -> bytes:
    """The notice as a page of its own, which holds its style and what it allows."""
    return kept(office, found, "html", found.part.path(PAGE))


def kept(office: OfficeRow, found: Found, form: str, path: str) -> bytes:
    """A file of the publication."""
    return kept_file(office, found.shown.row.number, form, path)


def kept_file(office: OfficeRow, number: int, name: str, path: str) -> bytes:
    """A file of one of the office's publications, in a format that is for everyone."""
    if name not in public_notices.FORMATS:
        raise NotFoundError("没有这个文件。")
    form = files.format_named(name)
    files.keep(database(), office.id, number, form, service().settings.base)
    with database().reading() as session:
        return files.file(session, publishing.get(session, office.id, number), form, path)


def _adjustment(office: OfficeRow, found: Found) -> Markup | None:
    part, plan = found.part, found.shown.plan
    path = adjustment_path(part.duty, part.unit, Span.whole(plan.period), FRAGMENT)
    try:
        return Markup(kept(office, found, "html", path).decode())
    except NotFoundError:
        return None
