"""A document's bytes, the same for the same document: no entry of the archive is of now, or of this machine."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO

from docx.document import Document as Word

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the first that a zip archive can say."""
_CONTENT_TYPES = "[Content_Types].xml"


def packed(document: Word, title: str, author: str, issued: date) -> bytes:
    """The document as the file of that title; it says that it was made and last changed at the date of issue."""
    properties = document.core_properties
    properties.title = title[:255]
    properties.author = properties.last_modified_by = author[:255]
    properties.created = properties.modified = datetime(issued.year, issued.month, issued.day)
    properties.revision = 1
    target = BytesIO()
    document.save(target)
    return repacked(target.getvalue())


def repacked(archive: bytes) -> bytes:
    """The same parts by name, the content types first as programs expect them, without times and owners."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(source.namelist(), key=lambda name: (name != _CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, source.read(name))
    return target.getvalue()
