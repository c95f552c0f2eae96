"""Notices (公告, 公示, 通知): what an office publishes of a roster, as the table of a board and a newspaper's text."""

from calendars.notices.span import Span
from calendars.notices.text import newspaper_text, notice_table
from calendars.notices.wordings import Wordings

__all__ = ["Span", "Wordings", "newspaper_text", "notice_table"]
