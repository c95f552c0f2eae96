"""A workbook as bytes that are the same whenever and wherever it is written."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

_EARLIEST = (1980, 1, 1, 0, 0, 0)


class _TimelessZip(ZipFile):
    """An archive whose parts all bear the earliest time that a zip file can, and no system's name."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Adds a part."""
        part = ZipInfo(str(zinfo_or_arcname), _EARLIEST)
        part.compress_type = ZIP_DEFLATED
        part.create_system = 0
        super().writestr(part, data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Adds a file; openpyxl writes each sheet to one of its own first."""
        self.writestr(arcname or filename, Path(filename).read_bytes())


def book_bytes(book: Workbook, at: datetime) -> bytes:
    """The workbook as a .xlsx file, made and changed at that time (aware)."""
    # Neither `save` nor the properties' defaults will do: both take the clock's time.
    book.properties.created = book.properties.modified = at.astimezone(UTC).replace(tzinfo=None)
    data = io.BytesIO()
    with _TimelessZip(data, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).write_data()
    return data.getvalue()
