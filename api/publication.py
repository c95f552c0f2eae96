"""What a solved plan is published as: all files of the output directory, by their paths."""

from __future__ import annotations

from datetime import datetime

from api.output import Output
from calendars.feeds import all_feeds
from calendars.notices import notices
from calendars.record import PublicationRecord, next_record, read_record, record_bytes
from calendars.tables import tables
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
    """The roster, the record of its publication at that time (aware), notices, feeds and tables."""
    record = next_record(previous, plan, roster, at)
    return {
        ROSTER: roster_bytes(roster),
        RECORD: record_bytes(record),
        **notices(plan, roster, at.astimezone(plan.zone).date()),
        **tables(plan, roster),
        **all_feeds(plan, record),
    }
