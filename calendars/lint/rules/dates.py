"""Dates and weekdays, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from calendars.lint.dates import mentions, plain_digits
from calendars.lint.facts import Facts
from calendars.lint.finding import Finding
from calendars.lint.notice import Notice
from calendars.wording import month_day, weekday
from roster.faults import expected, quoted

_WEEKDAY = re.compile("星期(?![一二三四五六日天几的])(.?)")
_ZEROS = re.compile(r"(?<![0-9])(?:0[0-9](?=[月日号时点])|0[0-9](?=\s?[:：]\s?[0-9]{2}))")
_FOREIGN = re.compile(r"(?<![0-9])([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_CHINESE = re.compile("[〇零一二三四五六七八九]{4}年|[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号]")
_WIDE = re.compile("[０-９]+")
_QUOTED = re.compile("“[^”]*”|《[^》]*》")


def weekdays(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """A date has the right weekday, one that there is; in the schedule each has it, in one form."""
    entries = [(entry, entry.mention) for entry in notice.entries(facts.span)]
    for line in notice.lines:
        for found in mentions(line.text, facts.span):
            if found.day is not None and found.weekday is not None:
                right = weekday(found.day)
                if found.weekday_number != found.day.weekday():
                    reason = expected(f"“{right}”", found.weekday)
                    yield Finding(line.number, f"{month_day(found.day)}的星期{reason}")
        for unknown in _WEEKDAY.finditer(_unquoted(line.text)):
            if not any(found.weekday == unknown[0] for found in mentions(line.text, facts.span)):
                yield Finding(line.number, expected("星期一至星期日之一", unknown[0]))
    if any(mention.weekday for _, mention in entries):
        for entry, mention in entries:
            if mention.weekday is None and mention.day is not None:
                yield Finding(entry.number, f"{month_day(mention.day)}后面应有“{weekday(mention.day)}”，实际没有。")
    forms = [mention.weekday[:-1] for _, mention in entries if mention.weekday]
    if len(set(forms)) > 1:
        usual = max(sorted(set(forms)), key=forms.count)
        for entry, mention in entries:
            if mention.weekday and mention.weekday[:-1] != usual:
                told = expected(f"与别处一样写“{usual}{mention.weekday[-1]}”", mention.weekday)
                yield Finding(entry.number, told)


def impossible_dates(notice: Notice, facts: Facts) -> Iterator[Finding]:
    """2月30日."""
    for line in notice.lines:
        for found in mentions(line.text, facts.span):
            if found.day is None:
                yield Finding(line.number, f"应为有的日期，实际{found.year}年没有{quoted(found.text)}这一天。")


def leading_zeros(notice: Notice, _: Facts) -> Iterator[Finding]:
    """01月06日, 08:30."""
    for line in notice.lines:
        text = plain_digits(line.text)
        for found in _ZEROS.finditer(text):
            rest = re.match(r"[月日号时点]|\s?[:：]\s?[0-9]{2}", text[found.end() :])
            written = found[0] + (rest[0] if rest else "")
            yield Finding(line.number, expected(f"“{written[1:]}”（不加0）", written))


def date_forms(notice: Notice, _: Facts) -> Iterator[Finding]:
    """Dates in Arabic digits with 年月日 (GB/T 9704-2012, 7.3.5.2; GB/T 15835-2011)."""
    for line in notice.lines:
        for found in _FOREIGN.finditer(line.text):
            year, month, day = (int(found[part]) for part in (1, 3, 4))
            if 1900 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= 31:
                yield Finding(line.number, expected(f"“{year}年{month}月{day}日”", found[0]))
        for written in _CHINESE.finditer(_unquoted(line.text)):
            yield Finding(line.number, expected("阿拉伯数字的日期（如2026年1月6日）", written[0]))
        for wide in _WIDE.finditer(line.text):
            yield Finding(line.number, expected(f"半角数字“{plain_digits(wide[0])}”", wide[0]))
        for found_date in re.finditer("[0-9]{1,2}月[0-9]{1,2}号", line.text):
            yield Finding(line.number, expected(f"“{found_date[0][:-1]}日”", found_date[0]))


def _unquoted(text: str) -> str:
    """Without what stands in quotation marks and book titles: that is cited as it is."""
    return _QUOTED.sub(lambda found: "□" * len(found[0]), text)
