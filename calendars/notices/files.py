"""Notices as text files: the table of a board, and the running text that a newspaper prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from calendars.notices.adjustment import adjustment_content, adjustments_of
from calendars.notices.content import Content
from calendars.notices.parts import content_of, notices_of
from calendars.notices.text import adjustment_newspaper_of, adjustment_table_of, newspaper_of, table_of
from calendars.notices.wordings import Wordings
from calendars.publication import Publication

TABLE, RUNNING = "-表格.txt", "-登报.txt"

Writer = Callable[[Content, Wordings], str]


def table_files(publication: Publication) -> dict[str, bytes]:
    """Every notice as a table, by its path: `notices/DUTY[/UNIT]/公告-表格.txt` for the whole period,
    `公告-2026-01-表格.txt` for a month of it, and `调整公告-表格.txt` where anything changed."""
    return dict(_files(publication, TABLE, table_of, adjustment_table_of))


def newspaper_files(publication: Publication) -> dict[str, bytes]:
    """Every notice as running text, likewise as `公告-登报.txt`."""
    return dict(_files(publication, RUNNING, newspaper_of, adjustment_newspaper_of))


def _files(publication: Publication, ending: str, notice: Writer, adjustment: Writer) -> Iterator[tuple[str, bytes]]:
    for part in notices_of(publication):
        yield part.path(ending), file_bytes(notice(content_of(publication, part), publication.words))
    for found in adjustments_of(publication):
        yield found.path(ending), file_bytes(adjustment(adjustment_content(publication, found), publication.words))


def file_bytes(text: str) -> bytes:
    """A text as the bytes of a file: UTF-8 with a byte order mark, lines ended by CRLF. Every Notepad since Windows XP,
    Word, WPS and the import of a newspaper's system read that as what it is, without asking."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")
