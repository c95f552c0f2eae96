"""Which notices a publication has: one for each duty, unit and span of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from calendars.adjusted import units_of
from calendars.feeds.files import safe_name
from calendars.notices.agreement import type_of
from calendars.notices.content import Content, content, draft
from calendars.notices.rows import Duty, in_order
from calendars.notices.span import WHOLE, Span
from calendars.publication import Publication
from roster.difference import Entry
from roster.expansion.coverage import duty_units
from roster.plan import CoverageDuty, Plan
from roster.plan.duties import Notice
from roster.result import Roster, RosterSlot

FOLDER = "notices"


@dataclass(frozen=True, slots=True)
class NoticePart:
    """One notice: a duty, the unit that it is of (None: the duty has but one notice), all the duty's slots there in
    order, and the span of those that it lists."""

    duty: Duty
    unit: str | None
    slots: Sequence[RosterSlot]
    span: Span

    @property
    def folder(self) -> str:
        """`notices/DUTY` or `notices/DUTY/UNIT`."""
        return notice_folder(self.duty.id, self.unit)

    @property
    def stem(self) -> str:
        """The name of its files whatever the format: 公告, or 公告-2026-01 for a part of the period."""
        kind = type_of(self.duty.notice or Notice())
        return kind if self.span.name == WHOLE else f"{kind}-{self.span.name}"

    def path(self, ending: str) -> str:
        """The path of its file in a format: `notices/tuesday/公告-2026-01` and, say, `.docx`."""
        return f"{self.folder}/{self.stem}{ending}"


def notice_folder(duty: str, unit: str | None) -> str:
    """Where the notices of a duty at a unit stand."""
    return "/".join((FOLDER, safe_name(duty), *([safe_name(unit)] if unit is not None else [])))


def notices_of(publication: Publication) -> Iterator[NoticePart]:
    """The publication's notices, in the order of the plan: one for each duty, under `for_each` for each unit; of a
    visit duty also one for each unit of the leaders who owe them, for its own board. Each for the span asked for, else
    for the whole period and for each month that has a session."""
    for part in parts_of(publication.plan, publication.roster, publication.span):
        if publication.asks_for(part.duty.id):
            yield part


def parts_of(plan: Plan, roster: Roster, span: Span | None = None) -> Iterator[NoticePart]:
    """The notices of all duties of a plan, as `notices_of` says."""
    for duty, unit, slots in duty_copies(plan, roster):
        for one in [span] if span else _spans(plan, slots):
            yield NoticePart(duty, unit, slots, one)


def content_of(publication: Publication, part: NoticePart) -> Content:
    """What that notice says, as plain data: all that every format renders (`calendars.notices.content`). One in which
    anything changed since it was first published is called an adjusted one, with the reason."""
    plan, words = publication.plan, publication.words
    reason = publication.reason if _adjusted(publication, part) else None
    said = content(plan, part.duty, part.unit, part.slots, part.span, publication.issued, words, reason)
    return {**said, "draft": draft(plan, publication.roster, words)}


def _adjusted(publication: Publication, part: NoticePart) -> bool:
    if touched(publication, part.duty, part.unit, part.span):
        return True
    return any(
        one.duty == part.duty.id and one.unit == part.unit and one.date in part.span
        for one in publication.record.adjusted
    )


def touched(publication: Publication, duty: Duty, unit: str | None, span: Span) -> list[Entry]:
    """What differs from the roster published before in the duty's slots there that were, or are, held in the span. Of
    a visit duty a unit is that of the leaders."""
    if publication.difference is None:
        return []
    found = [entry for entry in publication.difference.entries if entry.duty == duty.id and _within(entry, span)]
    return [entry for entry in found if unit in units_of(publication.plan, entry)]


def _within(entry: Entry, span: Span) -> bool:
    return any(sitting.date in span for sitting in (entry.was, entry.now) if sitting)


def duty_copies(plan: Plan, roster: Roster) -> Iterator[tuple[Duty, str | None, Sequence[RosterSlot]]]:
    """Every duty and unit with its slots in order. A slot whose duty the plan no longer has is in none."""
    standing: dict[tuple[str, str | None], list[RosterSlot]] = defaultdict(list)
    for slot in in_order(plan, roster.slots):
        standing[slot.duty, slot.unit].append(slot)
    for duty in plan.duties:
        if isinstance(duty, CoverageDuty):
            for unit in duty_units(plan, duty):
                yield duty, unit, standing[duty.id, unit]
        else:
            yield duty, None, standing[duty.id, None]
            yield from _by_unit(plan, duty, standing[duty.id, None])


def _by_unit(plan: Plan, duty: Duty, visits: Sequence[RosterSlot]) -> Iterator[tuple[Duty, str, Sequence[RosterSlot]]]:
    """A visit duty's slots by the visitor's unit, units as they stand in the plan; nothing where there is but one."""
    by_unit: dict[str, list[RosterSlot]] = defaultdict(list)
    for visit in visits:
        for seat in visit.seats:
            if seat.leader in plan.leader:
                by_unit[plan.leader[seat.leader].unit].append(visit)
    if len(by_unit) > 1:
        yield from ((duty, unit.id, by_unit[unit.id]) for unit in plan.units if unit.id in by_unit)


def _spans(plan: Plan, slots: Sequence[RosterSlot]) -> list[Span]:
    months = Span.months(plan.period)
    busy = [month for month in months if any(slot.date in month for slot in slots)]
    return [Span.whole(plan.period), *(busy if len(months) > 1 else [])]
