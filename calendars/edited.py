"""The wording of a duty's notices, edited for one publication: the lead, and the notes under the table.

Sessions, and what notes say of moved dates, telephones and places, are facts and never edited: they are written from
the plan and the roster, whatever was typed. So is the type of the notice, and the holiday policy that a note speaks of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import Field

from calendars.lint import lint
from calendars.notices.agreement import type_of
from calendars.notices.content import content, draft, free_sentences
from calendars.notices.parts import NoticePart, parts_of
from calendars.notices.rows import Duty
from calendars.notices.text import newspaper_of
from calendars.notices.wordings import Wordings
from roster.plan import Plan
from roster.plan.base import Part
from roster.plan.duties import Notice
from roster.result import Roster
from roster.values import FreeText

_CHECKED = 2
"""Notices of a duty that are checked: that of the period, and that of its first month, whose lead names another span.
All others say the same sentences."""


class Edited(Part):
    """What a duty's notices say: the lead, a paragraph a line, and the notes; None: as always."""

    lead: FreeText | None = None
    notes: Annotated[tuple[FreeText, ...], Field(strict=False)] | None = None


Edits = Mapping[str, Edited]
"""By the ids of duties."""


class Remark(NamedTuple):
    """What is to be said of an edited duty: whether it contradicts the facts, or was only made to agree with them."""

    duty: str
    reason: str
    wrong: bool


def unedited(plan: Plan, duty: Duty, words: Wordings) -> Edited:
    """What the notices of a duty say unless they are edited."""
    lead, notes = free_sentences(plan, duty, words)
    return Edited(lead="\n".join(lead), notes=tuple(notes))


def with_edits(plan: Plan, edits: Edits) -> Plan:
    """The plan whose notices say that."""
    given = {name: getattr(plan, name) for name in Plan.model_fields}
    duties = tuple(_worded(duty, edits[duty.id]) if duty.id in edits else duty for duty in plan.duties)
    return Plan.model_construct(_fields_set=plan.model_fields_set, **{**given, "duties": duties})


def remarks(plan: Plan, roster: Roster, edits: Edits, words: Wordings) -> list[Remark]:
    """What the edited sentences say otherwise than plan and roster, or will be written as."""
    worded = with_edits(plan, edits)
    said: list[Remark] = []
    for duty in (one for one in worded.duties if one.id in edits):
        parts = [part for part in parts_of(worded, roster) if part.duty.id == duty.id]
        each = (_contradictions(plan, roster, part, words) for part in parts[:_CHECKED])
        wrong = next((found for found in each if found), set())
        told = _agreed(edits[duty.id], unedited(worded, duty, words))
        said += [Remark(duty.id, reason, wrong=True) for reason in sorted(wrong)]
        said += [Remark(duty.id, reason, wrong=False) for reason in told]
    return said


def running_text(plan: Plan, roster: Roster, part: NoticePart, issued: date, words: Wordings) -> str:
    """A notice's running text before anything is published."""
    said = content(plan, part.duty, part.unit, part.slots, part.span, issued, words)
    return newspaper_of({**said, "draft": draft(plan, roster, words)}, words)


def _worded(duty: Duty, edited: Edited) -> Duty:
    notice = duty.notice or Notice()
    said = {name: value for name, value in (("lead", edited.lead), ("notes", edited.notes)) if value is not None}
    # The type stays what it was, whatever the new lead calls it: files are named by it.
    return duty.model_copy(update={"notice": notice.model_copy(update={"type": type_of(notice), **said})})


def _contradictions(plan: Plan, roster: Roster, part: NoticePart, words: Wordings) -> set[str]:
    lines = running_text(plan, roster, part, plan.period.start, words).splitlines()
    return {one.reason for one in lint(plan, roster, lines, part.duty.id, part.unit, part.span)}


def _agreed(typed: Edited, written: Edited) -> list[str]:
    """Sentences that are not written as they were typed: the facts have made them agree."""
    pairs = [*_pairs(_lines(typed.lead), _lines(written.lead)), *_pairs(typed.notes or (), written.notes or ())]
    return [f"“{one}”与规定不符，公布时写作“{other}”" for one, other in pairs]


def _pairs(typed: Sequence[str], written: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each sentence beside the one that is written for it; a lead that is only added to is as it was typed."""
    for one, other in zip(typed, written, strict=False):
        if _same(one) != _same(other):
            yield one, other


def _same(text: str) -> str:
    return "".join(text.split()).rstrip("。；，;,.")


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
