"""A notice as a Word document, to the letter of GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docx.document import Document as Word

from calendars.notices.layout import width
from calendars.publication import Publication
from calendars.word.base import blank
from calendars.word.headline import title_lines
from calendars.word.package import packed
from calendars.word.pages import number_pages, set_page
from calendars.word.paragraphs import (
    BENEATH,
    BODY,
    NUMBER,
    SIGNED,
    TITLE,
    add_styles,
    indented,
    levelled,
    paragraph,
    run,
    table_styles,
)
from calendars.word.said import Said, notices_said
from calendars.word.table import Cells, Table
from calendars.word.table_element import table_element
from calendars.word.typography import CHARACTERS, NOTICE_PAGE, TITLE_SIZE, TWIPS, mm
from calendars.word.xml import Element, w

SIZES, SMALL_SIZES = (14, 12), (10.5, 9)
"""Sizes of the table's type, the preferred first."""
LONGEST_ROW = 2
"""Lines of a row, on the average, beyond which a smaller size is taken; one more than it has at any width is none too
many."""
PADDING = (mm(1), mm(1))


def notice_documents(publication: Publication) -> dict[str, bytes]:
    """Every notice as a document, by its path: `notices/DUTY[/UNIT]/公告.docx`, and `调整公告.docx` where anything
    changed."""
    return {part.path(".docx"): notice_document(said, publication.issued) for part, said in notices_said(publication)}


def notice_document(said: Said, issued: date) -> bytes:
    """The document's bytes; `issued` is the date that the file itself bears."""
    said, table = _fitting(said)
    held = [space(), table_element(table), space()] if table else []
    body = [*_head(said), *map(_body, said.lead), *held, *map(_body, said.after), *_end(said)]
    document = document_of(body, table.size if table else SIZES[0])
    return packed(document, said.title, said.signature, issued)


def document_of(body: Sequence[Element], table_size: float) -> Word:
    """A document with those paragraphs and tables, and page, styles and page numbers of a notice."""
    document = blank()
    add_styles(document, (TITLE, BENEATH, BODY, SIGNED, NUMBER, *table_styles(table_size)))
    set_page(document, NOTICE_PAGE, grid=True)
    number_pages(document)
    section = document.element.body.sectPr
    for element in body:
        section.addprevious(element)
    return document


def signature_place(signature: str, dated: str) -> tuple[float, float]:
    """The left indents of signature and date, in characters (7.3.5.2).

    The signature ends two characters from the right edge, and the date begins two to the right of it. Where the date
    is then the longer one it is what ends two characters from the edge.
    """
    signature_width, date_width = width(signature) / 2, width(dated) / 2
    left = CHARACTERS - 2 - max(signature_width, date_width + 2)
    return max(0.0, left), max(0.0, left) + 2


def _head(said: Said) -> list[Element]:
    lines = title_lines(said.title, said.unbroken, NOTICE_PAGE.text_width // (TITLE_SIZE * TWIPS))
    return [
        paragraph(TITLE, run("\n".join(lines))),
        *(paragraph(BENEATH, run(line)) for line in said.beneath),
        paragraph(BODY),
    ]


def _body(line: str) -> Element:
    """A paragraph of the text; one that announces the next stays with it."""
    return paragraph(BODY, *levelled(line), keepNext=w("keepNext") if line.endswith("：") else None)


def space() -> Element:
    """A little space between text and table."""
    return paragraph(BODY, spacing=w("spacing", line=mm(2.5), lineRule="exact"))


def _fitting(said: Said) -> tuple[Said, Table | None]:
    """The notice and its table in the largest size in which the table's rows are low enough, else in the smallest.

    What repeats itself in every row is taken out of the table before its type becomes small.
    """
    if not said.rows:
        return said, None
    short = said.without_repetition()
    full, less = (Cells(one.columns, one.headings, one.rows) for one in (said, short))
    for one, cells, size in (
        *((said, full, size) for size in SIZES),
        *((short, less, size) for size in (*SIZES, *SMALL_SIZES)),
    ):
        table = cells.at(size, NOTICE_PAGE.text_width, PADDING)
        if sum(table.line_counts[1:]) <= sum(max(LONGEST_ROW, least + 1) for least in cells.least_lines):
            return one, table
    return short, table


def _end(said: Said) -> list[Element]:
    """Closing, signature and date; they stay on one page, and with them the line before."""
    closing = [paragraph(BODY, run(said.closing), keepNext=w("keepNext")), paragraph(BODY, keepNext=w("keepNext"))]
    left, date_left = signature_place(said.signature, said.issued)
    signature = paragraph(SIGNED, run(said.signature), ind=indented(left, 0 if left else 2), keepNext=w("keepNext"))
    return [
        *closing,
        *([signature] if said.signature else []),
        paragraph(SIGNED, run(said.issued), ind=indented(date_left)),
    ]
