"""The check as a whole: which notice it is, then every rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from calendars.lint.facts import Facts
from calendars.lint.finding import Finding
from calendars.lint.identify import identify, span_of
from calendars.lint.notice import notice_of
from calendars.lint.rules import RULES
from calendars.notices.span import Span
from roster.faults import Fault, InputError
from roster.plan import Plan
from roster.result import Roster


def lint(
    plan: Plan,
    roster: Roster,
    lines: Sequence[str],
    duty: str | None = None,
    unit: str | None = None,
    span: Span | None = None,
) -> list[Finding]:
    """Everything in the lines of an edited notice that contradicts the plan and the roster, or itself, by line.

    Its duty and unit are told by its leaders, days and title unless given, its span by the title, else it is the whole
    period. InputError where the notice is empty, or it cannot be told which it is.
    """
    notice = notice_of(lines)
    if notice is None:
        raise InputError([Fault("", "文书是空的。")])
    found_duty, found_unit, slots = identify(notice, plan, roster, duty, unit)
    whole = Span.whole(plan.period)
    facts = Facts(plan, roster, found_duty, found_unit, slots, span or within(whole, span_of(notice.heading, plan)))
    findings = {finding for rule in RULES for finding in rule(notice, facts)}
    return sorted(findings)


def within(whole: Span, part: Span | None) -> Span:
    """The part of the period; the whole where there is none, or it lies outside (which a rule tells of)."""
    if part is None or part.end < whole.start or whole.end < part.start:
        return whole
    return replace(part, start=max(part.start, whole.start), end=min(part.end, whole.end))
