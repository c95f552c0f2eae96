"""Notices as text files: the table of a board."""

from __future__ import annotations

from calendars.notices.adjustment import adjustment_content, adjustments_of
from calendars.notices.newspaper import file_bytes
from calendars.notices.parts import content_of, notices_of
from calendars.notices.text import adjustment_table_of, table_of
from calendars.publication import Publication

TABLE = "-表格.txt"


def table_files(publication: Publication) -> dict[str, bytes]:
    """Every notice as a table, by its path: `notices/DUTY[/UNIT]/公告-表格.txt` for the whole period,
    `公告-2026-01-表格.txt` for a month of it, and `调整公告-表格.txt` where anything changed."""
    words = publication.words
    files = {part.path(TABLE): table_of(content_of(publication, part), words) for part in notices_of(publication)}
    for found in adjustments_of(publication):
        files[found.path(TABLE)] = adjustment_table_of(adjustment_content(publication, found), words)
    return {path: file_bytes(text) for path, text in files.items()}
