"""What an adjustment notice says of the new roster: who comes in stands in it on that day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from calendars.lint.dates import mentions
from calendars.lint.facts import Facts
from calendars.lint.finding import Finding
from calendars.lint.notice import Notice
from calendars.wording import month_day
from roster.faults import expected

_COMES_IN = re.compile("(?:调整为|确定为)([^，。；、]+)")


def successors(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """由甲调整为乙: 乙 has a place on the date named last before it."""
    if not notice.adjustment:
        return
    for line in notice.lines:
        dates = list(mentions(line.text, facts.span))
        for said in _COMES_IN.finditer(line.text):
            day = next((one.day for one in reversed(dates) if one.end <= said.start()), None)
            if day is None or day not in facts.on:
                continue
            everyone = facts.expected(day)
            if everyone and not any(name in everyone for name, _ in facts.people(said[1])):
                yield Finding(line.number, f"{month_day(day)}调整后的人选{expected('、'.join(everyone), said[1])}")
