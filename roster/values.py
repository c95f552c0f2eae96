"""The kinds of values that a plan is made of: ids, names, free text, dates, moments, hours.

Each is a type for pydantic models; a value that does not fit is a fault in Chinese (`faults.expected`).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from roster.faults import expected

LONGEST_ID = 100
LONGEST_NAME = 200
LONGEST_TEXT = 5000
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_LINE_BREAKS = {"Zl", "Zp"}
_CONTROLS = {"Cc", "Cs"}
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_LOCAL_TIME = f"({_DATE})[T ]((?:[01][0-9]|2[0-3]):[0-5][0-9])(?::00)?"
_HOURS = r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})"


def fault(reason: str) -> PydanticCustomError:
    """The error that a validator raises; `reason` is the fault's text."""
    return PydanticCustomError("lunzhi", "{reason}", {"reason": reason})


def _text(value: object, what: str, longest: int, allowed: str = "") -> str:
    if not isinstance(value, str):
        hint = "数字请加引号。" if isinstance(value, (int, float)) and not isinstance(value, bool) else ""
        raise fault(expected(what, value) + hint)
    if not value.strip():
        raise fault(expected(what + "（不能为空）", value))
    if len(value) > longest:
        raise fault(f"应为{what}，不超过{longest}个字符，实际为{len(value)}个字符。")
    for char in value:
        if unicodedata.category(char) in _CONTROLS | _LINE_BREAKS and char not in allowed:
            raise fault(expected(what + "（不得含换行符或控制字符）", value))
    return value


def _id(value: object) -> str:
    found = _text(value, "编号", LONGEST_ID)
    if "/" in found or found != found.strip():
        raise fault(expected("编号（不得含“/”，首尾不得有空格）", found))
    return found


def _name(value: object) -> str:
    return _text(value, "一行文字", LONGEST_NAME)


def _free_text(value: object) -> str:
    return _text(value, "文字", LONGEST_TEXT, allowed="\n\r\t")


def parse_day(value: object) -> date:
    """A date written `2026-01-06`."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(_DATE, value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise fault(f"没有{value}这一天。应为日期（如2026-01-06）。") from None
    raise fault(expected("日期（如2026-01-06）", value))


def _moment(value: object) -> date | datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str) and (found := re.fullmatch(_LOCAL_TIME, value)):
        return datetime.combine(parse_day(found[1]), time.fromisoformat(found[2]))
    if isinstance(value, str) and not re.fullmatch(_DATE, value):
        raise fault(expected("日期或当地时间（如2026-02-03T08:30，不带时区）", value))
    return parse_day(value)


class Hours(NamedTuple):
    """A session's hours on one day, in minutes from midnight; `end` is excluded and may be 24:00."""

    start: int
    end: int

    def __str__(self) -> str:
        return "-".join(f"{minutes // 60:02d}:{minutes % 60:02d}" for minutes in self)

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Start and end on that day, in local time."""
        midnight = datetime.combine(day, time())
        return midnight + timedelta(minutes=self.start), midnight + timedelta(minutes=self.end)


def parse_hours(value: object) -> Hours:
    """A session written `08:30-12:00`."""
    if isinstance(value, Hours):
        return value
    what = "时段（如08:30-12:00）"
    if not isinstance(value, str) or not (found := re.fullmatch(_HOURS, value)):
        raise fault(expected(what, value))
    first, second, third, fourth = map(int, found.groups())
    hours = Hours(first * 60 + second, third * 60 + fourth)
    if max(second, fourth) > 59 or hours.end > 24 * 60:
        raise fault(expected(what, value))
    if hours.end <= hours.start:
        raise fault(expected("结束晚于开始的时段", value))
    return hours


def _no_overlap(hours: tuple[Hours, ...]) -> tuple[Hours, ...]:
    if not hours:
        raise fault("应至少有一个时段（如08:30-12:00），实际为空列表。")
    ordered = sorted(hours)
    for one, other in pairwise(ordered):
        if other.start < one.end:
            raise fault(f"时段重叠：{one} 与 {other}。应为互不重叠的时段。")
    return hours


def _weekday(value: object) -> int:
    if isinstance(value, str):
        found = value.replace("星期", "周").replace("周天", "周日")
        if found in WEEKDAYS:
            return WEEKDAYS.index(found)
    raise fault(expected("周一至周日之一", value, WEEKDAYS))


def _pattern(kind: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **more})


Id = Annotated[str, BeforeValidator(_id), _pattern("string", minLength=1, maxLength=LONGEST_ID)]
Name = Annotated[str, BeforeValidator(_name), _pattern("string", minLength=1, maxLength=LONGEST_NAME)]
FreeText = Annotated[str, BeforeValidator(_free_text), _pattern("string", minLength=1, maxLength=LONGEST_TEXT)]
Day = Annotated[date, BeforeValidator(parse_day), _pattern("string", format="date")]
Moment = Annotated[
    date | datetime,
    BeforeValidator(_moment),
    PlainSerializer(lambda moment: moment.isoformat()[:16], return_type=str),
    _pattern("string", pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$"),
]
Session = Annotated[
    Hours,
    BeforeValidator(parse_hours),
    PlainSerializer(str, return_type=str),
    _pattern("string", pattern=r"^\d{1,2}:\d{2}-\d{1,2}:\d{2}$"),
]
Sessions = Annotated[tuple[Session, ...], AfterValidator(_no_overlap)]
Weekday = Annotated[
    int,
    BeforeValidator(_weekday),
    PlainSerializer(lambda number: WEEKDAYS[number], return_type=str),
    _pattern("string", enum=list(WEEKDAYS)),
]
