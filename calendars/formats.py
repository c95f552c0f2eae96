"""The formats of a publication: what each is called, and how it is made.

A format is a function from a `Publication` to its files by their paths below the output directory, with `/`. Whoever
publishes goes over this list and has no code of its own for any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from calendars.excel import workbook_files
from calendars.feeds import feed_files
from calendars.notices.adjustment import Adjustment, adjustment_content, adjustments_of
from calendars.notices.files import table_files
from calendars.notices.newspaper import newspaper_files
from calendars.notices.parts import NoticePart, content_of, notices_of
from calendars.pages import card_pages, notice_pages, poster_pages
from calendars.publication import Publication
from calendars.tables import table_sheets
from calendars.word import board_a3, board_a4, notice_documents
from calendars.word.template import template_documents

__all__ = [
    "FORMATS",
    "PLAIN",
    "Adjustment",
    "Format",
    "NoticePart",
    "Publication",
    "adjustment_content",
    "adjustments_of",
    "content_of",
    "files_of",
    "notices_of",
    "with_template",
]


class Format(NamedTuple):
    """A format: its name on the command line, its title in Chinese to choose it by, and what makes its files."""

    name: str
    title: str
    make: Callable[[Publication], dict[str, bytes]]


FORMATS: tuple[Format, ...] = (
    Format("txt", "张贴用的文字表格", table_files),
    Format("newspaper", "登报文字", newspaper_files),
    Format("html", "网页", notice_pages),
    Format("poster", "一周海报", poster_pages),
    Format("card", "领导随身卡", card_pages),
    Format("docx", "公文（Word）", notice_documents),
    Format("board-a4", "公示栏张贴（Word，A4横排）", board_a4),
    Format("board-a3", "公示栏张贴（Word，A3横排）", board_a3),
    Format("csv", "排班和轮次统计表（CSV）", table_sheets),
    Format("xlsx", "排班工作簿（Excel）", workbook_files),
    Format("ics", "日历订阅", feed_files),
)

PLAIN = tuple(form for form in FORMATS if form.name in ("txt", "newspaper", "csv", "ics"))
"""Text alone, made in a moment even for a county: what comes with every solve."""


def with_template(formats: Iterable[Format], template: bytes) -> tuple[Format, ...]:
    """Those formats, notices in Word by the office's own template (`calendars.word.template`)."""

    def make(publication: Publication) -> dict[str, bytes]:
        return template_documents(publication, template)

    return tuple(form._replace(make=make) if form.name == "docx" else form for form in formats)


def files_of(publication: Publication, formats: Iterable[Format] = FORMATS) -> dict[str, bytes]:
    """The files of those formats, by their paths."""
    return {path: data for form in formats for path, data in form.make(publication).items()}
