"""Values on the command line: functions from their text, with faults in Chinese (click.BadParameter)."""

from __future__ import annotations

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


def seed(text: str | int) -> int:
    """A whole number that ortools takes as a seed."""
    digits = str(text)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 10 and int(digits) < 2**31):
        raise click.BadParameter(expected("0至2147483647的整数", digits))
    return int(digits)


def length(text: str | int) -> int:
    """A number of characters."""
    digits = str(text)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 7 and int(digits)):
        raise click.BadParameter(expected("1至9999999的字数（如600）", digits))
    return int(digits)


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
