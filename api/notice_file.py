"""An edited notice as lines of text, whatever it was edited in: plain text, or Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.table import Table, _Row
from lxml.etree import LxmlError, _Element  # type: ignore[import-untyped]

from api.lists.bounded import check_unpacked, decoded, read_bounded
from roster.reading.text import refuse

_DAMAGED = (zipfile.BadZipFile, OpcError, LxmlError, KeyError, ValueError, TypeError, OSError, EOFError)
_GONE = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText")}
"""What a reader of the document no longer sees."""


def read_notice(path: Path) -> list[str]:
    """The lines of a .txt notice (UTF-8, GB 18030), or the paragraphs and table rows of a .docx one, the cells of a row
    set apart by tabs; its kind is told by its content. InputError where it cannot be read."""
    data = read_bounded(path)
    if data.startswith(b"PK"):
        return _word(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        refuse("应为 .txt 或 .docx 文书，实际是旧版 Word（.doc）或加了密码的文件。请去掉密码，另存为 .docx。")
    return decoded(data, ".txt 或 .docx 文书", ".txt 文书").splitlines()


def _word(data: bytes) -> list[str]:
    try:
        check_unpacked(data, "文书")
        document = docx.Document(io.BytesIO(data))
        return [line for block in document.iter_inner_content() for line in _lines(block)]
    except _DAMAGED:
        refuse("应为 .docx 文书，实际无法读取：文件可能已损坏，或不是 Word 文档。")


def _lines(block: object) -> Iterator[str]:
    if isinstance(block, Table):
        for row in block.rows:
            yield _row(row)
    else:
        yield _text(block._p)  # type: ignore[attr-defined]  # a paragraph


def _row(row: _Row) -> str:
    """The cells, each once. One that goes on from the row above is empty here, as it is on paper."""
    cells: list[str] = []
    for cell in row._tr.tc_lst:
        cells.append("" if cell.vMerge == "continue" else "".join(_text(p) for p in cell.p_lst))
    return "\t".join(cells)


def _text(element: _Element) -> str:
    """The text as it is read, insertions included and deletions left out."""
    found: list[str] = []
    for part in element:
        if part.tag in _GONE:
            continue
        if part.tag == qn("w:t"):
            found.append(part.text or "")
        elif part.tag == qn("w:tab"):
            found.append(" ")
        else:
            found.append(_text(part))
    return "".join(found)
