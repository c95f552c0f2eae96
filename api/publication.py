"""What a solved plan is published as: all files of the output directory, by their paths."""

from __future__ import annotations

from datetime import datetime

from api.output import Output
from calendars.formats import Publication, files_of
from calendars.notices.wordings import standard
from calendars.record import PublicationRecord, next_record, read_record, record_bytes
from roster.files import roster_bytes
from roster.plan import Plan
from roster.result import Roster

ROSTER, RECORD, DIFFERENCE = "roster.json", "publication.json", "difference.json"


def previous_record(output: Output) -> PublicationRecord | None:
    """The record of the last publication in that directory; InputError where it is damaged."""
    path = output.previous(RECORD)
    return read_record(path) if path else None


def check_publishable(plan: Plan, previous: PublicationRecord | None, at: datetime) -> None:
    """Raises InputError for what a publication would refuse, before anything is solved."""
    next_record(previous, plan, Roster(), at)


def publication(plan: Plan, roster: Roster, previous: PublicationRecord | None, at: datetime) -> dict[str, bytes]:
    """The roster, the record of its publication at that time (aware), and every format."""
    record = next_record(previous, plan, roster, at)
    issued = at.astimezone(plan.zone).date()
    return {
        ROSTER: roster_bytes(roster),
        RECORD: record_bytes(record),
        **files_of(Publication(plan, roster, record, issued, standard())),
    }
