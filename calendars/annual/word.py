"""The annex as a Word document, set as a notice is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from calendars.annual.statement import Figures, Statement
from calendars.word.headline import title_lines
from calendars.word.notice import PADDING, document_of, space
from calendars.word.package import packed
from calendars.word.paragraphs import BODY, TITLE, paragraph, run
from calendars.word.table import Cells
from calendars.word.table_element import table_element
from calendars.word.typography import NOTICE_PAGE, TITLE_SIZE, TWIPS
from calendars.word.xml import Element, w

SIZE = 10.5


def annual_document(statement: Statement, issued: date) -> bytes:
    """The document's bytes; `issued` is the date that the file itself bears."""
    lines = title_lines(statement.title, [statement.office], NOTICE_PAGE.text_width // (TITLE_SIZE * TWIPS))
    body = [
        paragraph(TITLE, run("\n".join(lines))),
        paragraph(BODY),
        paragraph(BODY, run(statement.summary)),
        *(element for table in statement.tables if table.rows for element in _table(table)),
        *(paragraph(BODY, run(note)) for note in statement.notes),
    ]
    return packed(document_of(body, SIZE), statement.title, statement.office, issued)


def _table(table: Figures) -> Iterator[Element]:
    keys = [str(place) for place in range(len(table.headings))]
    headings = dict(zip(keys, table.headings, strict=True))
    rows = [dict(zip(keys, map(str, row), strict=True)) for row in table.rows]
    yield paragraph(BODY, run(table.name), keepNext=w("keepNext"))
    yield table_element(Cells(keys, headings, rows).at(SIZE, NOTICE_PAGE.text_width, PADDING))
    yield space()
