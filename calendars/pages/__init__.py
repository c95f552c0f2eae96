"""Pages (HTML): every notice, a leader's pocket card, the poster of a week; to read, to print, to put elsewhere."""

from calendars.pages.card import card_pages
from calendars.pages.notice import notice_pages
from calendars.pages.poster import poster_pages

__all__ = ["card_pages", "notice_pages", "poster_pages"]
