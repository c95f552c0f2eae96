"""The annex to the annual report: who held how many sessions, as a workbook and as a document."""

from calendars.annual.excel import annual_workbook
from calendars.annual.statement import Figures, Statement
from calendars.annual.word import annual_document

__all__ = ["Figures", "Statement", "annual_document", "annual_workbook"]
