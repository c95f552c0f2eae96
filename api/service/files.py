"""The files of a publication, in every format that there is, from what the publication keeps."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from api.service import publishing, versions
from api.service.errors import NotFoundError
from api.store.tables import PublicationRow
from calendars.formats import FORMATS, Format, Publication
from calendars.notices.span import Span
from calendars.notices.wordings import standard
from roster.difference import Difference
from roster.faults import Fault, InputError, expected

_KEPT_MADE = 8
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time that a zip gives its files: the same publication gives the same bytes."""

_lock = threading.Lock()
_kept: dict[tuple[bytes, date, str], dict[str, bytes]] = {}


def publication_of(
    session: Session, row: PublicationRow, span: str | None = None, duties: frozenset[str] | None = None
) -> Publication:
    """What was published, and what of it is asked for: a span (`period`, `2026-01`, `2026-W02`) and duties."""
    version = publishing.version_of(session, row.version_id)
    plan = versions.plan_of(version)
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
    )


def format_named(name: str) -> Format:
    """The format of that name."""
    found = next((form for form in FORMATS if form.name == name), None)
    if found is None:
        raise NotFoundError(f"没有“{name}”这种格式。可用的格式：{'、'.join(form.name for form in FORMATS)}。")
    return found


def made(session: Session, row: PublicationRow, form: Format) -> dict[str, bytes]:
    """The files of a publication in a format, by path; the last ones asked for are at hand, for they never change."""
    key = (row.record, row.issued, form.name)
    with _lock:
        if key in _kept:
            return _kept[key]
    files = form.make(publication_of(session, row))
    with _lock:
        _kept[key] = files
        while len(_kept) > _KEPT_MADE:
            del _kept[next(iter(_kept))]
    return files


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
