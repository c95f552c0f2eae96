"""The regulation that a notice cites is the one in force.

《信访工作条例》 is in force since 2022-05-01, in place of 《信访条例》. Where an office's own wording still cites the
old one, it is mended wherever it is published, and whoever publishes is told of the place. The number of an article
goes with the old name, since it counts another text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from roster.faults import Fault
from roster.plan import Plan
from roster.plan.duties import Duty, Notice

IN_FORCE, REPEALED = "《信访工作条例》", "《信访条例》"
_NUMBER = "[一二三四五六七八九十百零〇0-9]+"
_ARTICLE = rf"第{_NUMBER}条(?:之{_NUMBER})?(?:第{_NUMBER}[款项])*"
_CITED = re.compile(rf"(?:国务院)?{REPEALED}(?:{_ARTICLE}(?:[、和及]{_ARTICLE})*)?(?:的?规定)?")
_TWICE = re.compile(rf"{IN_FORCE}(?:(?:、|和|及|以及){IN_FORCE})+")


def in_force(text: str) -> str:
    """The text with the regulation in force in place of the repealed one."""
    mended = _CITED.sub(lambda found: IN_FORCE + ("的规定" if found[0].endswith("规定") else ""), text)
    return _TWICE.sub(IN_FORCE, mended)


def repealed_citations(plan: Plan) -> list[Fault]:
    """Every place of the plan in which a duty's wording cites the repealed regulation."""
    return [
        Fault(
            f"duties[{number}].{key}",
            f"应引用{IN_FORCE}（2022年5月1日起施行），实际引用已废止的{REPEALED}。公布时已改，请改方案。",
            duty.id,
        )
        for number, duty in enumerate(plan.duties)
        for key, text in _wordings(duty)
        if REPEALED in text
    ]


def _wordings(duty: Duty) -> Iterator[tuple[str, str]]:
    notice = duty.notice or Notice()
    found = {
        "name": duty.name,
        "basis": duty.basis,
        "accompany": duty.accompany,
        "note": duty.note,
        "notice.title": notice.title,
        "notice.lead": notice.lead,
        **{f"notice.notes[{number}]": note for number, note in enumerate(notice.notes or ())},
    }
    return ((key, text) for key, text in found.items() if text)
