"""A notice as text: the table that a board shows, and the running text that a newspaper prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from calendars.notices.content import content, draft_years
from calendars.notices.rows import Duty, slots_of
from calendars.notices.span import Span
from calendars.notices.wordings import Wordings, standard
from calendars.wording import flat
from roster.faults import Fault, InputError, expected
from roster.plan import CoverageDuty, Plan
from roster.result import Roster, RosterSlot


class Texts(NamedTuple):
    """Both forms of one notice, lines ended by `\\n`."""

    table: str
    newspaper: str


def notice_table(
    plan: Plan, roster: Roster, duty: str, unit: str | None, span: Span, issued: date, words: Wordings | None = None
) -> str:
    """The notice as a table in plain text, columns aligned for a monospaced Chinese font.

    `unit` goes with `for_each`; of a visit duty it picks the unit's leaders. `issued` is the date under the signature
    where the duty's notice has none. Raises InputError for an unknown duty or unit, or a broken template in `words`.
    """
    found = _duty(plan, duty, unit)
    slots = slots_of(plan, roster, found, unit)
    return texts(plan, roster, found, unit, slots, span, issued, words or standard()).table


def newspaper_text(
    plan: Plan, roster: Roster, duty: str, unit: str | None, span: Span, issued: date, words: Wordings | None = None
) -> str:
    """The notice as running text, one sentence a day; otherwise as `notice_table`."""
    found = _duty(plan, duty, unit)
    slots = slots_of(plan, roster, found, unit)
    return texts(plan, roster, found, unit, slots, span, issued, words or standard()).newspaper


def texts(
    plan: Plan,
    roster: Roster,
    duty: Duty,
    unit: str | None,
    slots: Sequence[RosterSlot],
    span: Span,
    issued: date,
    words: Wordings,
) -> Texts:
    """Both forms of the notice of these slots (`slots_of`)."""
    years = draft_years(plan, roster)
    draft = flat(words.text("draft.txt.j2", {"years": years})) if years else None
    said = {**content(plan, duty, unit, slots, span, issued, words), "draft": draft}
    return Texts(words.text("table.txt.j2", said) + "\n", words.text("newspaper.txt.j2", said) + "\n")


def _duty(plan: Plan, duty: str, unit: str | None) -> Duty:
    if duty not in plan.duty:
        raise InputError([Fault("duty", expected("计划里的职责编号", duty, plan.duty))])
    found = plan.duty[duty]
    if unit is not None and unit not in plan.unit:
        raise InputError([Fault("unit", expected("计划里的单位编号", unit, plan.unit))])
    if isinstance(found, CoverageDuty) and (unit is None) != (found.for_each is None):
        reason = f"职责{duty}按单位分列（for_each），应指明单位" if unit is None else f"职责{duty}不分单位，不应有单位"
        raise InputError([Fault("unit", reason + "。", unit)])
    return found
