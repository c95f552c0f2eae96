"""The running text that a newspaper prints: its count of characters, and how it is brought within a given length.

What is left out is what the public needs least: first the portfolios, then the address of the place. Names, posts,
dates, hours and places always stay; a text that is too long even so stays whole, and it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from calendars.notices.adjustment import Adjustment, adjustment_content, adjustments_of
from calendars.notices.parts import NoticePart, content_of, notices_of
from calendars.notices.text import adjustment_newspaper_of, newspaper_of
from calendars.publication import Publication
from roster.plan import Plan

RUNNING, RUNNING_GB18030 = "-登报.txt", "-登报-GB18030.txt"
COUNTS = "notices/登报字数.txt"


@dataclass(frozen=True, slots=True)
class RunningText:
    """A text, what was left out of it to come within `limit` characters (None: no limit), and where it belongs:
    `path` gives the path of a file with that ending."""

    path: Callable[[str], str]
    text: str
    dropped: tuple[str, ...]
    limit: int | None

    @property
    def characters(self) -> int:
        """Its characters: Chinese ones, marks, digits and letters each count one, spaces and line breaks nothing."""
        return characters(self.text)

    @property
    def excess(self) -> int:
        """By how many characters it is too long; 0 where it fits."""
        return max(0, self.characters - self.limit) if self.limit is not None else 0

    @property
    def remark(self) -> str:
        """What was left out and what is too long, in Chinese; empty where there is nothing to say."""
        left_out = [f"已略去{'、'.join(self.dropped)}"] if self.dropped else []
        too_long = [f"仍超出限长{self.excess}字，姓名、职务、日期、地点不能再减"] if self.excess else []
        return "；".join(left_out + too_long)


def characters(text: str) -> int:
    """The count of a newspaper's desk (字数), Word's 字符数（不计空格）: every character but spaces and breaks."""
    return sum(not char.isspace() for char in text)


def running_texts(publication: Publication) -> Iterator[RunningText]:
    """The running text of every notice, each brought within the publication's length where it has one."""
    for part in notices_of(publication):
        yield _fitted(publication, part.path, partial(_notice, part))
    for found in adjustments_of(publication):
        yield _fitted(publication, found.path, partial(_adjustment, found))


def newspaper_files(publication: Publication) -> dict[str, bytes]:
    """Every running text as `notices/DUTY[/UNIT]/公告-登报.txt` in UTF-8 and `公告-登报-GB18030.txt` in GB 18030, and
    `notices/登报字数.txt` with the count of each and what was left out."""
    texts = list(running_texts(publication))
    files: dict[str, bytes] = {}
    for one in texts:
        files[one.path(RUNNING)] = file_bytes(one.text)
        # The editing systems that ask for it know no byte order mark.
        files[one.path(RUNNING_GB18030)] = one.text.replace("\n", "\r\n").encode("gb18030")
    return {**files, COUNTS: file_bytes(_counts(texts, publication.length))}


def file_bytes(text: str) -> bytes:
    """A text as the bytes of a file: UTF-8 with a byte order mark, lines ended by CRLF. Every Notepad since Windows XP,
    Word, WPS and the import of a newspaper's system read that as what it is, without asking."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _notice(part: NoticePart, publication: Publication) -> str:
    return newspaper_of(content_of(publication, part), publication.words)


def _adjustment(found: Adjustment, publication: Publication) -> str:
    return adjustment_newspaper_of(adjustment_content(publication, found), publication.words)


def _fitted(publication: Publication, path: Callable[[str], str], written: Callable[[Publication], str]) -> RunningText:
    text, dropped, plan = written(publication), [], publication.plan
    for what, without in _SHORTER:
        if publication.length is None or characters(text) <= publication.length:
            break
        plan = without(plan)
        shorter = written(replace(publication, plan=plan))
        if shorter != text:
            dropped.append(what)
        text = shorter
    return RunningText(path, text, tuple(dropped), publication.length)


def _without_portfolios(plan: Plan) -> Plan:
    """The plan of leaders whose work is not known: its notices are those without portfolios."""
    return _with(plan, leaders=tuple(one.model_copy(update={"portfolio": ()}) for one in plan.leaders))


def _without_addresses(plan: Plan) -> Plan:
    return _with(plan, venues=tuple(one.model_copy(update={"address": None}) for one in plan.venues))


_SHORTER: tuple[tuple[str, Callable[[Plan], Plan]], ...] = (
    ("分管工作", _without_portfolios),
    ("地址", _without_addresses),
)


def _with(plan: Plan, **parts: Any) -> Plan:
    """The plan with other parts; a copy would keep what was looked up in the old ones."""
    given = {name: getattr(plan, name) for name in Plan.model_fields}
    return Plan.model_construct(_fields_set=plan.model_fields_set, **{**given, **parts})


def _counts(texts: list[RunningText], length: int | None) -> str:
    lines = [
        "登报文字的字数",
        "",
        "字数是字符数：汉字、标点、数字、字母各算一个，空格和换行不算，标题和落款都算在内；",
        "与 Word“字数统计”里的“字符数（不计空格）”相同。",
        f"限长：{length}字。" if length is not None else "没有限长。",
        "",
        *(f"{one.characters:>6}字  {one.path(RUNNING)}{f'　{one.remark}' if one.remark else ''}" for one in texts),
    ]
    return "\n".join(lines) + "\n"
