"""Values on the command line: functions from their text, with faults in Chinese (click.BadParameter)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import click
from pydantic_core import PydanticCustomError

from api.new import SYSTEMS, read_period
from calendars.formats import FORMATS, Format
from roster.faults import expected, quoted
from roster.plan.people import Period
from roster.values import Hours, parse_day, parse_hours


def file_path(text: str) -> Path:
    """A path."""
    if not text:
        raise click.BadParameter(expected("路径", text))
    return Path(text)


def day(text: str) -> date:
    """A date such as 2026-01-06."""
    try:
        return parse_day(text)
    except PydanticCustomError as error:
        raise click.BadParameter(error.message()) from None


def moment(text: str) -> datetime:
    """A date and time such as 2026-01-05T09:00; aware if an offset is written."""
    try:
        found = datetime.fromisoformat(text)
        if len(text) > len("2026-01-05") and 1900 <= found.year <= 9000:
            return found
    except ValueError:
        pass
    raise click.BadParameter(expected("时间（如2026-01-05T09:00）", text))


def reason(text: str) -> str:
    """What a notice says of why a schedule changed: a few words on one line."""
    words = text.strip(" 。，,.")
    if not words or len(words) > 60 or not words.isprintable():
        raise click.BadParameter(expected("一行不超过60字的话（如因工作安排）", text))
    return words


def form(text: str) -> Format:
    """A format of a publication, by its name."""
    found = next((form for form in FORMATS if form.name == text), None)
    if found is None:
        raise click.BadParameter(expected("、".join(form.name for form in FORMATS) + "之一", text))
    return found


def session(text: str) -> Hours:
    """A session such as 14:30-17:30."""
    try:
        return parse_hours(text)
    except PydanticCustomError as error:
        raise click.BadParameter(error.message()) from None


def seconds(text: str) -> float:
    """A number of seconds above 0."""
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found <= 10_000_000:
        raise click.BadParameter(expected("大于0的秒数（如60）", text))
    return found


def whole(least: int, most: int, what: str) -> Callable[[str | int], int]:
    """Reads a whole number from `least` to `most`; `what` says of what, as in 1至64的整数."""

    def read(text: str | int) -> int:
        digits = str(text)
        number = digits.isascii() and digits.isdigit() and len(digits) <= len(str(most))
        if not (number and least <= int(digits) <= most):
            raise click.BadParameter(expected(f"{least}至{most}的{what}", digits))
        return int(digits)

    return read


seed = whole(0, 2**31 - 1, "整数")
"""What ortools takes as a seed."""
length = whole(1, 9_999_999, "字数（如600）")
port = whole(0, 65_535, "端口")


def system(text: str) -> str:
    """The letter of a system."""
    if text.upper() not in SYSTEMS:
        raise click.BadParameter(f"应为A至K之一，实际为{quoted(text)}。")
    return text.upper()


def period(text: str) -> Period:
    """A quarter, a month or a year."""
    try:
        return read_period(text)
    except ValueError:
        raise click.BadParameter(expected("季度、月或年（如2026Q1、2026-01、2026）", text)) from None
