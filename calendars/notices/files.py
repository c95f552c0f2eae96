"""All notices of a roster as files: both forms, for the whole period and for each month of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from calendars.feeds.files import safe_name
from calendars.notices.agreement import type_of
from calendars.notices.rows import Duty, in_order
from calendars.notices.span import WHOLE, Span
from calendars.notices.text import texts
from calendars.notices.wordings import Wordings, standard
from roster.expansion.coverage import duty_units
from roster.plan import CoverageDuty, Plan
from roster.plan.duties import Notice
from roster.result import Roster, RosterSlot

FOLDER = "notices"
TABLE, RUNNING = "表格", "登报"


def notices(plan: Plan, roster: Roster, issued: date, words: Wordings | None = None) -> dict[str, bytes]:
    """Every notice by its path: `notices/DUTY[/UNIT]/公告-表格.txt` and `公告-登报.txt` for the whole period,
    `公告-2026-01-表格.txt` and so on for each month that has a session.

    One for each duty, under `for_each` for each unit; of a visit duty also one for each unit of the leaders who owe
    them, for its own board. UTF-8 with a byte order mark and CRLF: every Notepad since Windows XP, Word, WPS and the
    import of a newspaper's system read that as what it is, without asking.
    """
    words = words or standard()
    found: dict[str, bytes] = {}
    for duty, unit, slots in _copies(plan, roster):
        folder = "/".join((FOLDER, safe_name(duty.id), *([safe_name(unit)] if unit is not None else [])))
        kind = type_of(duty.notice or Notice())
        for span in _spans(plan, slots):
            stem = f"{folder}/{kind}" if span.name == WHOLE else f"{folder}/{kind}-{span.name}"
            both = texts(plan, roster, duty, unit, slots, span, issued, words)
            found[f"{stem}-{TABLE}.txt"] = file_bytes(both.table)
            found[f"{stem}-{RUNNING}.txt"] = file_bytes(both.newspaper)
    return found


def file_bytes(text: str) -> bytes:
    """A text as the bytes of a file: UTF-8 with a byte order mark, lines ended by CRLF."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _copies(plan: Plan, roster: Roster) -> Iterator[tuple[Duty, str | None, Sequence[RosterSlot]]]:
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
