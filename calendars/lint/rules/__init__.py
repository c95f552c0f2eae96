"""The rules: each reads the notice and the facts, and yields what it finds. A new one is a line in the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from calendars.lint.facts import Facts
from calendars.lint.finding import Finding
from calendars.lint.notice import Notice
from calendars.lint.rules.adjustments import successors
from calendars.lint.rules.dates import date_forms, impossible_dates, leading_zeros, weekdays
from calendars.lint.rules.hours import hour_forms, hours_held
from calendars.lint.rules.people import double_names, names_set, posts, standbys_swapped, who_sits
from calendars.lint.rules.privacy import private_reasons
from calendars.lint.rules.sessions import missing_sessions, moved_sessions, outside_dates, venues_held
from calendars.lint.rules.types import closings
from calendars.lint.rules.wording import drafts, footnotes, holidays, periods, phones, regulation, signatures, titles

Rule = Callable[[Notice, Facts], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    weekdays,
    impossible_dates,
    leading_zeros,
    date_forms,
    hour_forms,
    hours_held,
    outside_dates,
    missing_sessions,
    moved_sessions,
    venues_held,
    who_sits,
    double_names,
    standbys_swapped,
    posts,
    names_set,
    successors,
    closings,
    titles,
    periods,
    regulation,
    holidays,
    footnotes,
    phones,
    drafts,
    signatures,
    private_reasons,
)
