"""Lead time: a notice comes out 1 to 8 days before the first session that it lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from calendars.notices.adjustment import adjustments_of
from calendars.notices.parts import notices_of
from calendars.notices.rows import Duty
from calendars.notices.span import Span
from calendars.publication import Publication
from calendars.wording import month_day, weekday

EARLIEST, LATEST = 8, 1
"""Days before the first session."""


def lead_time_warnings(publication: Publication) -> list[str]:
    """A line for each duty whose notice comes out too early or too late, none where all is well.

    Of an adjusted schedule the first session is that of what changed, for its adjustment notice is what comes out.
    """
    first: dict[str, tuple[Duty, date]] = {}
    for duty, day in _first_sessions(publication):
        if duty.id not in first or day < first[duty.id][1]:
            first[duty.id] = duty, day
    return [
        f"{duty.name}：应在首场{month_day(day)}（{weekday(day)}）前{LATEST}至{EARLIEST}天公布，"
        f"落款日期是{month_day(issued)}，{_ahead((day - issued).days)}。"
        for duty, day in first.values()
        for issued in [_issued(publication, duty)]
        if not LATEST <= (day - issued).days <= EARLIEST
    ]


def _first_sessions(publication: Publication) -> Iterator[tuple[Duty, date]]:
    if publication.difference is not None and publication.difference.entries:
        for found in adjustments_of(publication):
            yield found.duty, min(day for change in found.changes for day in change.dates)
        return
    listed = publication.span or Span.whole(publication.plan.period)
    for part in notices_of(publication):
        if part.span == listed:
            yield from ((part.duty, slot.date) for slot in part.slots if slot.date in listed)


def _issued(publication: Publication, duty: Duty) -> date:
    adjusted = publication.difference is not None and publication.difference.entries
    own = duty.notice.date if duty.notice and not adjusted else None
    return own or publication.issued


def _ahead(days: int) -> str:
    return f"提前{days}天" if days > 0 else "在首场当天" if days == 0 else f"晚于首场{-days}天"
