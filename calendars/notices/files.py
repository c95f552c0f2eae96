"""Notices as text files: the table of a board, and the running text that a newspaper prints."""

from __future__ import annotations

from calendars.notices.parts import content_of, notices_of
from calendars.notices.text import newspaper_of, table_of
from calendars.publication import Publication

TABLE, RUNNING = "表格", "登报"


def table_files(publication: Publication) -> dict[str, bytes]:
    """Every notice as a table, by its path: `notices/DUTY[/UNIT]/公告-表格.txt` for the whole period,
    `公告-2026-01-表格.txt` for a month of it."""
    return {
        part.path(f"-{TABLE}.txt"): file_bytes(table_of(content_of(publication, part), publication.words))
        for part in notices_of(publication)
    }


def newspaper_files(publication: Publication) -> dict[str, bytes]:
    """Every notice as running text, likewise as `公告-登报.txt`."""
    return {
        part.path(f"-{RUNNING}.txt"): file_bytes(newspaper_of(content_of(publication, part), publication.words))
        for part in notices_of(publication)
    }


def file_bytes(text: str) -> bytes:
    """A text as the bytes of a file: UTF-8 with a byte order mark, lines ended by CRLF. Every Notepad since Windows XP,
    Word, WPS and the import of a newspaper's system read that as what it is, without asking."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")
