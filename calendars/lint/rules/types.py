"""The notice's type: title, lead, notes and closing name the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from calendars.lint.facts import Facts
from calendars.lint.finding import Finding
from calendars.lint.notice import Notice
from calendars.notices.agreement import type_of
from roster.faults import expected
from roster.plan.duties import Notice as NoticeWording

_TYPE = "(公告|公示|通知|通告|通报)"
_TITLE, _LEAD, _NOTE = (re.compile(pattern) for pattern in (rf"{_TYPE}$", rf"{_TYPE}如下\s*[:：。]?$", rf"另行{_TYPE}"))
_CLOSING = re.compile(rf"特此{_TYPE}\s*([。.！!]?)$")


def closings(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """公告 ends 特此公告。, 公示 ends 特此公示。, and so on; every notice has its closing."""
    title = _TITLE.search(notice.title.bare)
    announced = [found for line in notice.lines if (found := _LEAD.search(line.bare))]
    kind = title[1] if title else announced[0][1] if announced else type_of(facts.duty.notice or NoticeWording())
    closed = False
    for line in notice.body:
        if (found := _LEAD.search(line.bare)) and found[1] != kind:
            yield Finding(line.number, f"导语{expected(f'“{kind}如下”', f'{found[1]}如下')}")
        for noted in _NOTE.finditer(line.bare):
            if noted[1] != kind:
                yield Finding(line.number, expected(f"“另行{kind}”", noted[0]))
        if found := _CLOSING.search(line.bare):
            closed = True
            if found[1] != kind:
                yield Finding(line.number, f"结尾{expected(f'“特此{kind}。”（与标题一致）', found[0])}")
            elif found[2] != "。":
                yield Finding(line.number, f"结尾{expected(f'“特此{kind}。”', found[0])}")
    if not closed:
        yield Finding(notice.lines[-1].number, f"结尾应有“特此{kind}。”，实际没有。")
