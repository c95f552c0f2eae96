"""What a solved plan is published as: all files of the output directory, by their paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from api.output import Output
from calendars.formats import FORMATS, Format, Publication, files_of
from calendars.notices.span import Span
from calendars.notices.wordings import standard
from calendars.publication import REASON
from calendars.record import PublicationRecord, next_record, read_record, record_bytes
from roster.difference import Difference, difference, difference_bytes
from roster.expansion import Past, expand
from roster.faults import InputError
from roster.files import read_roster, roster_bytes
from roster.plan import Plan
from roster.result import Roster

Read = TypeVar("Read")
ROSTER, RECORD, DIFFERENCE = "roster.json", "publication.json", "difference.json"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands published already: the record, and where the schedule is an adjusted one the roster and the
    difference from it."""

    record: PublicationRecord | None = None
    roster: Roster | None = None
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a publication is asked for, what is said of why it changed, and the length of a newspaper's text."""

    span: Span | None = None
    duties: frozenset[str] | None = None
    formats: Sequence[Format] = FORMATS
    reason: str = REASON
    length: int | None = None


def previous_record(output: Output) -> PublicationRecord | None:
    """The record of the last publication in that directory; InputError where it is damaged."""
    path = output.previous(RECORD)
    return read_record(path) if path else None


def check_publishable(plan: Plan, previous: PublicationRecord | None, at: datetime) -> None:
    """Raises InputError for what a publication would refuse, before anything is solved."""
    next_record(previous, plan, Roster(), at)


def published_in(directory: Path) -> tuple[PublicationRecord | None, Roster | None]:
    """The record and the roster that stand in a directory that was published; None for what is not there. InputError,
    with the file's name as the path, for what is damaged."""
    record, roster = directory / RECORD, directory / ROSTER
    return (
        _within(RECORD, lambda: read_record(record)) if record.is_file() else None,
        _within(ROSTER, lambda: read_roster(roster)) if roster.is_file() else None,
    )


def changed_since(
    plan: Plan, roster: Roster, record: PublicationRecord | None, before: Roster | None
) -> Difference | None:
    """What the roster changes in the one published before, within the periods of both; None where that one was of
    another period, so that nothing of this one was published yet."""
    if record is None or before is None:
        return None
    start, end = max(plan.period.start, record.period.start), min(plan.period.end, record.period.end)
    if start > end:
        return None
    since = max(start, roster.replanned.start) if roster.replanned else start
    old, new = (
        one.model_copy(update={"slots": tuple(slot for slot in one.slots if start <= slot.date <= end)})
        for one in (before, roster)
    )
    return difference(expand(plan, Past(old, since)), old, new.slots)


def files_of_publication(facts: Publication, formats: Sequence[Format]) -> dict[str, bytes]:
    """The roster, the record of its publication, what differs from the one before, and those formats."""
    differs = {DIFFERENCE: difference_bytes(facts.difference)} if facts.difference else {}
    return {
        ROSTER: roster_bytes(facts.roster),
        RECORD: record_bytes(facts.record),
        **differs,
        **files_of(facts, formats),
    }


def facts_of(plan: Plan, roster: Roster, at: datetime, standing: Standing, wanted: Wanted) -> Publication:
    """What every format is made from."""
    return Publication(
        plan=plan,
        roster=roster,
        record=next_record(standing.record, plan, roster, at, standing.difference),
        issued=at.astimezone(plan.zone).date(),
        words=standard(),
        span=wanted.span,
        duties=wanted.duties,
        difference=standing.difference,
        before=standing.roster,
        reason=wanted.reason,
        length=wanted.length,
    )


def _within(name: str, read: Callable[[], Read]) -> Read:
    try:
        return read()
    except InputError as error:
        raise InputError(
            replace(fault, path=f"{name}：{fault.path}" if fault.path else name) for fault in error.faults
        ) from None
