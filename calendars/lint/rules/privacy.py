"""Nothing that is never published: why somebody is away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from calendars.lint.facts import Facts
from calendars.lint.finding import Finding
from calendars.lint.notice import Notice
from calendars.wording import flat
from roster.faults import quoted

_USUAL = re.compile("病假|事假|产假|婚假|丧假|探亲假|年休假|住院|因病|请假")
_SHORTEST = 3
"""Characters of a reason that are no word of a notice by chance."""


def private_reasons(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """No reason of an absence of the plan, nor the usual words for one, unless the plan prints them itself."""
    printed = "".join(_printed(facts))
    reasons = {flat(absence.reason) for absence in facts.plan.absences if absence.reason}
    given = sorted(reason for reason in reasons if len(reason) >= _SHORTEST and reason not in printed)
    for line in notice.lines:
        found = [reason for reason in given if reason in line.text]
        found += [usual for usual in _USUAL.findall(line.text) if usual not in printed and usual not in "".join(found)]
        for reason in found:
            yield Finding(line.number, f"不应公布请假的事由，实际写了{quoted(reason)}。可写“因工作安排”。")


def _printed(facts: Facts) -> Iterator[str]:
    """What a notice prints of the plan."""
    for duty in facts.plan.duties:
        wording = duty.notice
        yield from filter(None, (duty.name, duty.basis, duty.note, duty.accompany))
        if wording:
            yield from filter(None, (wording.title, wording.lead, *(wording.notes or ())))
    for leader in facts.plan.leaders:
        yield from (leader.title or "", *leader.portfolio)
    yield from (venue.name for venue in facts.plan.venues)
    yield from (unit.name for unit in facts.plan.units)
