"""Title, regulation, footnotes, telephone, signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from calendars.lint.facts import Facts
from calendars.lint.finding import Finding
from calendars.lint.identify import span_of
from calendars.lint.notice import Notice
from calendars.notices.agreement import on_holiday
from calendars.notices.content import contact, draft_years, holiday_policy
from calendars.notices.parts import duty_copies
from calendars.notices.regulation import IN_FORCE, REPEALED
from calendars.notices.span import Span
from roster.faults import expected, quoted
from roster.plan.duties import Notice as NoticeWording

_PHONE = re.compile(r"(?:电话|热线)[：:]?\s?((?:[0-9]{3,4}[-—－ ])?[0-9]{3,}(?:-[0-9]+)*)")
_AT_MOST = re.compile("(?:推选)?代表[^，。]{0,6}?不(?:得)?超过([0-9]+|[一二三四五六七八九十]+)[人名]")
_FIVE = {"5", "五"}


def titles(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """The title names no other unit than the notice's."""
    if facts.unit is None:
        return
    own = facts.plan.unit[facts.unit].name
    others = [facts.plan.unit[unit].name for duty, unit, _ in duty_copies(facts.plan, facts.roster) if unit]
    found = [name for name in others if name in notice.heading and name not in own and own not in name]
    if own not in notice.heading and found:
        yield Finding(notice.title.number, f"标题的单位{expected(f'“{own}”', found[0])}")


def periods(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """The period in the title lies in the plan's, and the lead names no other."""
    whole = Span.whole(facts.plan.period)
    told = span_of(notice.heading, facts.plan)
    if told is None:
        return
    if told.end < whole.start or whole.end < told.start:
        right = f"排班期（{whole.words}）之内的期间"
        yield Finding(notice.title.number, f"标题的期间{expected(right, told.words)}")
    for line in notice.body:
        if found := re.search("现将(.{4,30}?)(?:年|季度|月|日).{0,40}?安排", line.bare):
            lead = span_of(line.bare[found.start() :], facts.plan)
            if lead is not None and (lead.start, lead.end) != (told.start, told.end):
                yield Finding(line.number, f"导语的期间{expected(f'“{told.words}”（与标题一致）', lead.words)}")


def regulation(notice: Notice, _: Facts) -> Iterator[Finding]:
    """The regulation in force."""
    for line in notice.lines:
        if REPEALED in line.text:
            reason = expected(f"{IN_FORCE}（2022年5月1日起施行）", REPEALED)
            yield Finding(line.number, reason + f"{REPEALED}已废止。")


def holidays(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """What the notes say of holidays is what the duty does."""
    policy = holiday_policy(facts.plan, facts.duty)
    for line in notice.lines:
        agreed = on_holiday(line.bare, policy)
        if agreed != line.bare:
            yield Finding(line.number, f"节假日的说明{expected(quoted(agreed), line.bare)}")


def footnotes(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """At most five representatives."""
    own = "".join((facts.duty.notice or NoticeWording()).notes or ())
    for line in notice.lines:
        for found in _AT_MOST.finditer(line.bare):
            if found[1] not in _FIVE and found[0] not in own:
                yield Finding(line.number, expected("代表不超过5人", found[0]))


def phones(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """The telephone number is one that the public may call."""
    plan, right = facts.plan, contact(facts.plan, facts.duty, facts.slots)
    known = {
        _digits(number)
        for number in (
            plan.office and plan.office.phone,
            *(venue.phone for venue in plan.venues),
            *(duty.access and duty.access.phone for duty in plan.duties),
        )
        if number
    }
    notice_own = facts.duty.notice or NoticeWording()
    own = _digits("".join([notice_own.lead or "", *(notice_own.notes or ()), facts.duty.note or ""]))
    for line in notice.lines:
        for found in _PHONE.finditer(line.text):
            if right and _digits(found[1]) not in known and _digits(found[1]) not in own:
                yield Finding(line.number, f"电话{expected(f'“{right}”', found[1])}")


def drafts(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """A draft says that it is one."""
    years = draft_years(facts.plan, facts.roster)
    if years and "草案" not in notice.text:
        named = "、".join(map(str, years))
        yield Finding(notice.title.number, f"应注明草案（{named}年节假日安排尚未公布），实际没有。")


def signatures(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """The signature is the office's."""
    office = facts.plan.office
    right = (facts.duty.notice and facts.duty.notice.signed_by) or (office and (office.signature or office.name))
    if right and right not in "".join(line.bare for line in notice.body):
        yield Finding(notice.lines[-1].number, f"落款应为“{right}”，实际没有。")


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)
