"""Adjustment notices (调整公告): from the difference of two rosters, what changed, before and after, and from when.

Like the content of a notice, that of an adjustment is plain data which every format renders: `title`, `lead`, then
either `columns`, `headings` and `rows` for a table or `sentences` for running text, `effective`, `notes`, `type` for
the closing, `signature` and `issued`. A `short` one, of a single substitution, is its one sentence without a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from calendars.notices.agreement import type_of
from calendars.notices.changes import Change, changes_of
from calendars.notices.content import Content, contact, draft, place, subject
from calendars.notices.former import former_copies
from calendars.notices.parts import duty_copies, notice_folder, touched
from calendars.notices.rows import Duty
from calendars.notices.span import WHOLE, Span
from calendars.publication import Publication
from calendars.wording import flat, full_date
from roster.plan import VisitDuty
from roster.plan.duties import Notice
from roster.result import RosterSlot

COLUMNS = ("date", "what", "before", "after")
HEADINGS = {"date": "日期", "what": "事项", "before": "调整前", "after": "调整后"}


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One adjustment notice: a duty, the unit that it is of, who the schedule is of (`content.place`), all the duty's
    slots there, the span, what changed."""

    duty: Duty
    unit: str | None
    place: str
    slots: Sequence[RosterSlot]
    span: Span
    changes: Sequence[Change]

    @property
    def short(self) -> bool:
        """Whether a sentence says it all: one session, and in it nobody but one leader for another (and the standby
        who moved up)."""
        if len(self.changes) != 1 or not self.changes[0].substitution:
            return False
        return sum(not seat.standby for seat in self.changes[0].seats) <= 1

    def path(self, ending: str) -> str:
        """The path of its file in a format: `notices/tuesday/调整公告` and, say, `.docx`."""
        return adjustment_path(self.duty, self.unit, self.span, ending)


def adjustment_path(duty: Duty, unit: str | None, span: Span, ending: str) -> str:
    """The path of the adjustment notice of a duty at a unit for a span, where there is one."""
    kind = type_of(duty.notice or Notice())
    part = "" if span.name == WHOLE else f"-{span.name}"
    return f"{notice_folder(duty.id, unit)}/调整{kind}{part}{ending}"


def adjustments_of(publication: Publication) -> Iterator[Adjustment]:
    """The publication's adjustment notices, in the order of the plan: one for each duty and unit of which anything
    changed within the span asked for; those that the plan no longer has come last. None where there is no difference
    to tell of."""
    plan, span = publication.plan, publication.span or Span.whole(publication.plan.period)
    if publication.difference is None or not publication.difference.entries:
        return
    standing = ((duty, unit, place(plan, unit), slots) for duty, unit, slots in duty_copies(plan, publication.roster))
    former = ((one.duty, one.unit, one.place or place(plan, None), one.slots) for one in former_copies(publication))
    for duty, unit, of, slots in (*standing, *former):
        if publication.asks_for(duty.id):
            entries = touched(publication, duty, unit, span)
            if entries:
                yield Adjustment(duty, unit, of, slots, span, changes_of(publication, entries))


def adjustment_content(publication: Publication, found: Adjustment) -> Content:
    """What that adjustment notice says, as plain data; see the module."""
    plan, words = publication.plan, publication.words
    notice = found.duty.notice or Notice()
    visit = isinstance(found.duty, VisitDuty)
    year = found.span.start.year if found.span.start.year == found.span.end.year else 0
    vacant = flat(words.text("vacant.txt.j2", {}))
    facts: Content = {
        "type": type_of(notice),
        "period": found.span.words,
        "subject": subject(found.duty, found.place),
        "place": found.place,
        "form": found.duty.form,
        "reason": publication.reason,
        "short": found.short,
        "vacant": vacant,
        "since": full_date(min(day for change in found.changes for day in change.dates)),
    }
    told = [change.data(plan, year, visit) for change in found.changes]
    return {
        **facts,
        "title": flat(words.text("adjustment-title.txt.j2", facts)),
        "subtitle": None,
        "draft": draft(plan, publication.roster, words),
        "lead": words.lines("adjustment-lead.txt.j2", facts),
        "sentences": [flat(words.text("change.txt.j2", {**facts, "change": change})) for change in told],
        "columns": list(COLUMNS),
        "headings": dict(HEADINGS),
        "rows": [
            change.cells(plan, year, flat(words.text("change-kind.txt.j2", {**facts, "change": said})), vacant)
            for change, said in zip(found.changes, told, strict=True)
        ],
        "effective": words.lines("adjustment-effective.txt.j2", facts),
        "notes": words.lines("adjustment-notes.txt.j2", {**facts, "phone": contact(plan, found.duty, found.slots)}),
        "signature": notice.signed_by or (plan.office and (plan.office.signature or plan.office.name)),
        "issued": full_date(publication.issued),
    }
