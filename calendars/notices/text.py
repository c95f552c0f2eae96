"""A notice as text: the table that a board shows, and the running text that a newspaper prints."""

from __future__ import annotations

from datetime import date

from calendars.notices.content import Content, content, draft
from calendars.notices.rows import Duty, slots_of
from calendars.notices.span import Span
from calendars.notices.wordings import Wordings, standard
from roster.faults import Fault, InputError, expected
from roster.plan import CoverageDuty, Plan
from roster.result import Roster


def notice_table(
    plan: Plan, roster: Roster, duty: str, unit: str | None, span: Span, issued: date, words: Wordings | None = None
) -> str:
    """The notice as a table in plain text, columns aligned for a monospaced Chinese font.

    `unit` goes with `for_each`; of a visit duty it picks the unit's leaders. `issued` is the date under the signature
    where the duty's notice has none. Raises InputError for an unknown duty or unit, or a broken template in `words`.
    """
    words = words or standard()
    return table_of(_said(plan, roster, duty, unit, span, issued, words), words)


def newspaper_text(
    plan: Plan, roster: Roster, duty: str, unit: str | None, span: Span, issued: date, words: Wordings | None = None
) -> str:
    """The notice as running text, one sentence a day; otherwise as `notice_table`."""
    words = words or standard()
    return newspaper_of(_said(plan, roster, duty, unit, span, issued, words), words)


def table_of(said: Content, words: Wordings) -> str:
    """A notice's content as a table, lines ended by `\\n`."""
    return words.text("table.txt.j2", said) + "\n"


def newspaper_of(said: Content, words: Wordings) -> str:
    """A notice's content as running text, lines ended by `\\n`."""
    return words.text("newspaper.txt.j2", said) + "\n"


def adjustment_table_of(said: Content, words: Wordings) -> str:
    """An adjustment notice's content with a table of what changed, lines ended by `\\n`."""
    return words.text("adjustment-table.txt.j2", said) + "\n"


def adjustment_newspaper_of(said: Content, words: Wordings) -> str:
    """An adjustment notice's content as running text, lines ended by `\\n`."""
    return words.text("adjustment-newspaper.txt.j2", said) + "\n"


def _said(
    plan: Plan, roster: Roster, duty: str, unit: str | None, span: Span, issued: date, words: Wordings
) -> Content:
    found = _duty(plan, duty, unit)
    said = content(plan, found, unit, slots_of(plan, roster, found, unit), span, issued, words)
    return {**said, "draft": draft(plan, roster, words)}


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
