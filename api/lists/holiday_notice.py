"""The State Council's notice of a year's holidays, as its text is pasted: which days are off, which are worked instead.

A sentence of it reads 春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。
What is written twice has to agree: the number of days with the dates, the day of the week with the date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from roster.faults import Fault, InputError, expected
from roster.reading.text import refuse

LONGEST = 20_000
"""Characters of a notice."""
_WEEKDAYS = "一二三四五六日"
_SENTENCE = re.compile(r"[^。；;\n]+")
_YEAR = re.compile(r"(20[0-9]{2})年")
_DATE = re.compile(
    r"(?:(?P<year>20[0-9]{2})年)?(?:(?P<month>[0-9]{1,2})月)?(?P<day>[0-9]{1,2})日(?P<remark>\([^)]*\))?"
)
_DAYS = re.compile(r"共([0-9]{1,2})天")
_NAME = re.compile(r"^(?:[一二三四五六七八九十]+[、.])?\s*(?P<name>[^:0-9,()]{1,20}):")
_OFF, _WORKED = re.compile(r"放假|休息"), re.compile(r"上班")
_LONGEST_HOLIDAY = 15


@dataclass(frozen=True, slots=True)
class Day:
    """A date, and the holiday on whose account it is off or worked."""

    date: date
    name: str | None


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """The days off and the days worked instead, by date."""

    off: tuple[Day, ...]
    worked: tuple[Day, ...]


def parse_notice(text: str, year: int | None = None) -> HolidayNotice:
    """What a notice says; `year` where its text names none. InputError with faults, each at its sentence (第3句)."""
    plain = unicodedata.normalize("NFKC", text)
    if len(plain) > LONGEST:
        refuse(f"文字过长：应不超过{LONGEST}字。请只粘贴放假安排。")
    found = _YEAR.search(plain)
    named = year or (int(found[1]) if found else None)
    if named is None:
        raise InputError([Fault("year", "通知里没有写年份，请写明是哪一年的。")])
    reader = _Reader(named)
    for number, sentence in enumerate(_SENTENCE.findall(plain), start=1):
        reader.take(number, sentence.strip())
    if not reader.faults and not reader.off:
        refuse("没有读到放假安排。应有像“春节：2月15日至23日放假调休，共9天。2月14日（星期六）上班。”这样的句子。")
    reader.check()
    if reader.faults:
        raise InputError(reader.faults)
    return HolidayNotice(_days(reader.off), _days(reader.worked))


class _Reader:
    """Takes sentence after sentence. `name` is the holiday that is being spoken of."""

    def __init__(self, year: int) -> None:
        self.faults: list[Fault] = []
        self.off: dict[date, str | None] = {}
        self.worked: dict[date, str | None] = {}
        self._year = year
        self._name: str | None = None
        self._where: dict[date, str] = {}

    def take(self, number: int, sentence: str) -> None:
        """Reads a sentence, unless it says nothing of days off."""
        where = f"第{number}句"
        if named := _NAME.match(sentence):
            self._name = named["name"].strip()
        if not (_OFF.search(sentence) or _WORKED.search(sentence)) or not _DATE.search(sentence):
            return
        # 放假 and 上班 may stand in one sentence: each speaks of the dates before it.
        begin = 0
        for verb in re.finditer(r"放假(?:调休)?|休息|上班", sentence):
            part, begin = sentence[begin : verb.start()], verb.end()
            days = list(self._dates(where, part))
            kept = self.worked if verb[0] == "上班" else self.off
            if kept is self.off and days:
                self._count(where, sentence[begin:], len(days))
            for day in days:
                kept[day] = self._name
                self._where[day] = where

    def check(self) -> None:
        """What contradicts itself."""
        for day in sorted(self.off.keys() & self.worked.keys()):
            self.faults.append(Fault(self._where[day], f"{day}既放假又上班。应只有其一。"))
        for day in sorted(self.worked.keys() - self.off.keys()):
            if day.weekday() < 5:
                said = f"{day}（星期{_WEEKDAYS[day.weekday()]}）"
                self.faults.append(Fault(self._where[day], f"上班的应为星期六或星期日，实际为{said}。"))

    def _dates(self, where: str, part: str) -> Iterator[date]:
        """The dates of a part of a sentence; 15日至23日 is all of them."""
        month, before, end = None, None, 0
        for found in _DATE.finditer(part):
            month = int(found["month"]) if found["month"] else month
            day = self._date(where, found, month)
            joined = re.sub(r"\s", "", part[end : found.start()]) in ("至", "到", "-", "~", "—")
            end = found.end()
            if day is None:
                before = None
                continue
            if joined and before is not None:
                if not before < day <= before + timedelta(days=_LONGEST_HOLIDAY):
                    self.faults.append(Fault(where, f"“{before}至{day}”不是一段放假的日期。"))
                    continue
                yield from (before + timedelta(days=step) for step in range(1, (day - before).days))
            yield day
            before = day

    def _date(self, where: str, found: re.Match[str], month: int | None) -> date | None:
        written = found[0]
        if month is None:
            self.faults.append(Fault(where, expected("写明月份的日期", written)))
            return None
        try:
            day = date(int(found["year"] or self._year), month, int(found["day"]))
        except ValueError:
            self.faults.append(Fault(where, expected("一个日期", written)))
            return None
        weekday = re.search(r"(?:星期|周|礼拜)([一二三四五六日天])", found["remark"] or "")
        if weekday and weekday[1].replace("天", "日") != _WEEKDAYS[day.weekday()]:
            reason = f"{day}应为星期{_WEEKDAYS[day.weekday()]}，实际写作“{weekday[0]}”。年份对吗？"
            self.faults.append(Fault(where, reason))
        return day

    def _count(self, where: str, rest: str, days: int) -> None:
        said = _DAYS.search(re.split(r"放假|休息|上班", rest)[0])
        if said and int(said[1]) != days:
            self.faults.append(Fault(where, f"写的是共{said[1]}天，日期却有{days}天。应相同。"))


def _days(found: dict[date, str | None]) -> tuple[Day, ...]:
    return tuple(Day(day, found[day]) for day in sorted(found))
