"""The type of a notice, and its agreement: title, lead and closing always name the same type.

An office's own wording may name another one, left over from the last notice. Where the type is not given, that name
is the type; where it is, the name gives way to it.
"""

from __future__ import annotations

import re

from calendars.notices.span import Span
from calendars.wording import flat
from roster.plan.duties import Notice

DEFAULT = "公告"
ADJUSTED = "（调整）"
_BY_MEDIUM = {"newspaper": "公告", "board": "公示"}
_TYPE = "(公告|公示|通知)"
_TITLE = re.compile(_TYPE + r"\s*$")
_ANNOUNCED = re.compile(r"(?:公告|公示|通知|公布)如下\s*[:：。.]?\s*$")
_ONLY_CLOSING = re.compile(rf"\s*特此{_TYPE}\s*[。.！!]?\s*")
_CHANGES = re.compile("另行(?:公告|公示)")
HOLIDAY = {"postpone": "顺延", "advance": "提前", "skip": "取消"}
"""What a notice calls each policy of `on_holiday`."""
_POLICIES = {"顺延": "postpone", "提前": "advance", "取消": "skip", "暂停": "skip", "停止": "skip", "不安排": "skip"}
_ON_HOLIDAY = re.compile(
    rf"(遇[^，。；]{{0,12}}(?:节假日|假日|假期|休息日)[^，。；]{{0,4}}?)({'|'.join(_POLICIES)})([到至][^，。；]*)?"
)


def type_of(notice: Notice) -> str:
    """公告, 公示 or 通知: as given, else as title or lead say, else by the medium."""
    if notice.type:
        return notice.type
    title = _TITLE.search(notice.title or "")
    lead = re.search(_TYPE + r"如下\s*[:：。.]?\s*$", notice.lead or "")
    for found in (title, lead):
        if found:
            return found[1]
    return _BY_MEDIUM.get(notice.medium or "", DEFAULT)


def of_part(text: str, whole: Span, part: Span) -> str:
    """The office's wording for the whole period, with the part's name where it names the whole."""
    # 2026年 at the head of 2026年1月 or of 2026年第1号 is another name than the whole year's.
    return re.sub(re.escape(whole.words) + r"(?![0-9第上下])", part.words, text)


def own_title(title: str, kind: str, adjusted: bool) -> str:
    """The office's title, ending in the notice's type where it ends in one, with 调整 where the schedule is an adjusted
    one."""
    mark = ADJUSTED if adjusted and "调整" not in title else ""
    return _TITLE.sub(mark + kind, title) if _TITLE.search(title) else title + mark


def own_lead(lead: str, kind: str) -> tuple[list[str], bool]:
    """The paragraphs of the office's lead, and whether they announce what follows (…公告如下：)."""
    written = [flat(line) for line in lead.splitlines()]
    lines = [line for line in written if line and not _ONLY_CLOSING.fullmatch(line)]
    announced = bool(lines and _ANNOUNCED.search(lines[-1]))
    if announced:
        lines[-1] = _ANNOUNCED.sub(f"{kind}如下：", lines[-1])
    return lines, announced


def own_notes(notes: tuple[str, ...], kind: str, policy: str | None) -> list[str]:
    """The office's footer notes, each on a line; a closing among them goes, since the notice has its own. What they say
    of holidays is what the duty does (`policy`, its `on_holiday`)."""
    flattened = [flat(note) for note in notes]
    kept = [note for note in flattened if note and not _ONLY_CLOSING.fullmatch(note)]
    return [on_holiday(_CHANGES.sub(f"另行{kind}", note), policy) for note in kept]


def on_holiday(text: str, policy: str | None) -> str:
    """The text with what it says of holidays as the policy is; as it stands where there is none."""

    def agreed(found: re.Match[str]) -> str:
        return found[0] if policy is None or _POLICIES[found[2]] == policy else found[1] + HOLIDAY[policy]

    return _ON_HOLIDAY.sub(agreed, text)
