"""Word documents: notices to the letter of GB/T 9704-2012, sheets for the notice board, an office's own template."""

from calendars.word.board import board_a3, board_a4
from calendars.word.notice import notice_documents

__all__ = ["board_a3", "board_a4", "notice_documents"]
