"""Excel: the roster as a workbook."""

from calendars.excel.workbook import WORKBOOK, workbook_files

__all__ = ["WORKBOOK", "workbook_files"]
