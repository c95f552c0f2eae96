"""The notice of a version before it is published, as the newspaper and the board will have it."""

from __future__ import annotations

from datetime import date

from api.service import versions
from api.service.clock import now
from api.store.tables import RosterVersion
from calendars.formats import FORMATS, Publication
from calendars.notices.wordings import standard
from calendars.record import next_record

_TEXTS = ("newspaper",)
_MOST = 3


def preview(row: RosterVersion, issued: date) -> list[tuple[str, str]]:
    """The first texts, each with the name of its file."""
    plan, roster = versions.plan_of(row), versions.roster_of(row)
    publication = Publication(plan, roster, next_record(None, plan, roster, now()), issued, standard())
    made = {path: data for form in FORMATS if form.name in _TEXTS for path, data in form.make(publication).items()}
    return texts_of(made)


def texts_of(files: dict[str, bytes]) -> list[tuple[str, str]]:
    """Those of the files that are text, the first few."""
    found = sorted(path for path in files if path.endswith(".txt") and "GB18030" not in path)
    return [(path.rpartition("/")[2].removesuffix(".txt"), files[path].decode("utf-8-sig")) for path in found[:_MOST]]
