"""The files of a publication, in every format that there is: made once from what the publication keeps, then kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import feeds, offices, publishing, versions, wording
from api.service.errors import NotFoundError
from api.store import Database
from api.store.tables import PublicationRow, PublishedFile
from calendars.edited import with_edits
from calendars.feeds import Feed
from calendars.feeds.files import safe_name
from calendars.formats import FORMATS, Format, Publication
from calendars.notices.span import Span
from calendars.notices.wordings import standard
from calendars.pages.card import FOLDER
from roster.difference import Difference
from roster.faults import Fault, InputError, expected

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time that a zip gives its files: the same publication gives the same bytes."""
_CARD = "card"
_NO_FILE = ""
"""The path that is kept of a format without a file."""


def publication_of(
    session: Session,
    row: PublicationRow,
    addresses: Mapping[Feed, str],
    span: str | None = None,
    duties: frozenset[str] | None = None,
) -> Publication:
    """What was published, with where feeds are read, and what of it is asked for: a span (`period`, `2026-01`,
    `2026-W02`) and duties."""
    version = publishing.version_of(session, row.version_id)
    plan = with_edits(versions.plan_of(version), wording.of(row))
    before = publishing.version_of(session, row.before_id) if row.before_id else None
    if unknown := sorted((duties or frozenset()) - set(plan.duty)):
        raise InputError([Fault("duty", expected("方案里一项职责的编号", unknown[0], plan.duty))])
    return Publication(
        plan=plan,
        roster=versions.roster_of(version),
        record=publishing.record_of(row),
        issued=row.issued,
        words=standard(),
        span=None if span is None else Span.of(plan.period, span),
        duties=duties,
        difference=None if row.difference is None else Difference.model_validate(row.difference),
        before=None if before is None else versions.roster_of(before),
        addresses=addresses,
    )


def format_named(name: str) -> Format:
    """The format of that name."""
    found = next((form for form in FORMATS if form.name == name), None)
    if found is None:
        raise NotFoundError(f"没有“{name}”这种格式。可用的格式：{'、'.join(form.name for form in FORMATS)}。")
    return found


def keep(database: Database, office_id: int, number: int, form: Format, base: str | None) -> None:
    """Makes the files of a publication in a format and keeps them, once: a later program, or another address of the
    service (`base`), changes nothing in what was published. Of several who do so at once the first one's stand."""
    with database.reading() as session:
        row = publishing.get(session, office_id, number)
        if _is_kept(session, row, form):
            return
        addresses = {} if base is None else feeds.public_addresses(session, office_id, base)
        made = form.make(publication_of(session, row, addresses))
    with database.writing() as session:
        offices.lock(session, office_id)
        if not _is_kept(session, row, form):
            session.add_all(
                PublishedFile(publication_id=row.id, format=form.name, path=path, content=content)
                for path, content in (made or {_NO_FILE: b""}).items()
            )


def paths(session: Session, row: PublicationRow, form: Format) -> list[str]:
    """The paths of the files that are kept of a publication in a format."""
    chosen = sa.select(PublishedFile.path).where(*_of(row, form), PublishedFile.path != _NO_FILE)
    return list(session.scalars(chosen.order_by(PublishedFile.path)))


def file(session: Session, row: PublicationRow, form: Format, path: str) -> bytes:
    """A file that is kept; NotFoundError where there is none."""
    chosen = sa.select(PublishedFile.content).where(*_of(row, form), PublishedFile.path == path)
    found = session.scalar(chosen) if path != _NO_FILE else None
    if found is None:
        raise NotFoundError("没有这个文件。")
    return found


def made(session: Session, row: PublicationRow, form: Format) -> dict[str, bytes]:
    """All files of a publication in a format, by path: those that are kept (`keep`), else made now."""
    if not _is_kept(session, row, form):
        return form.make(publication_of(session, row, {}))
    chosen = sa.select(PublishedFile).where(*_of(row, form), PublishedFile.path != _NO_FILE)
    return {one.path: one.content for one in session.scalars(chosen.order_by(PublishedFile.path))}


def unkept(session: Session) -> tuple[int, int] | None:
    """The office and number of the oldest publication of which no file is kept."""
    kept = sa.select(PublishedFile.path).where(PublishedFile.publication_id == PublicationRow.id)
    chosen = sa.select(PublicationRow.office_id, PublicationRow.number).where(~kept.exists())
    found = session.execute(chosen.order_by(PublicationRow.id).limit(1)).first()
    return None if found is None else (found.office_id, found.number)


def cards(session: Session, row: PublicationRow, private: Mapping[Feed, str]) -> dict[str, bytes]:
    """Pocket cards with the codes of private feeds, each on its own leader's card alone: for those who may see these
    addresses, and never kept."""
    return format_named(_CARD).make(publication_of(session, row, private))


def card(session: Session, row: PublicationRow, private: Mapping[Feed, str], leader: str) -> bytes:
    """A leader's own pocket card; NotFoundError for one without a turn."""
    found = cards(session, row, private).get(f"{FOLDER}/{safe_name(leader)}.html")
    if found is None:
        raise NotFoundError("这次公布里没有您的班次。")
    return found


def _is_kept(session: Session, row: PublicationRow, form: Format) -> bool:
    return session.scalar(sa.select(PublishedFile.path).where(*_of(row, form)).limit(1)) is not None


def _of(row: PublicationRow, form: Format) -> tuple[sa.ColumnElement[bool], ...]:
    return PublishedFile.publication_id == row.id, PublishedFile.format == form.name


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files as a zip archive; the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files:
            entry = zipfile.ZipInfo(path, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return target.getvalue()
