"""Sheets for the notice board, landscape A3 and A4, in type that is read from a metre away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from calendars.publication import Publication
from calendars.word.base import blank
from calendars.word.columns import lines
from calendars.word.headline import title_lines
from calendars.word.package import packed
from calendars.word.pages import set_page
from calendars.word.paragraphs import Style, add_styles, paragraph, run, table_styles
from calendars.word.said import Said, notices_said
from calendars.word.sheets import A3, A4, Sheet, Spread, spread
from calendars.word.table import Cells
from calendars.word.table_element import table_element
from calendars.word.typography import TWIPS
from calendars.word.xml import Element, w
from calendars.wording import IDEOGRAPHIC_SPACE

Line = tuple[Style, str]


def board_a4(publication: Publication) -> dict[str, bytes]:
    """Every notice as a sheet, by its path: `notices/DUTY[/UNIT]/公告-张贴A4.docx`, adjustment notices too."""
    return _sheets(publication, A4, "-张贴A4.docx")


def board_a3(publication: Publication) -> dict[str, bytes]:
    """Likewise as `公告-张贴A3.docx`."""
    return _sheets(publication, A3, "-张贴A3.docx")


def _sheets(publication: Publication, sheet: Sheet, ending: str) -> dict[str, bytes]:
    return {part.path(ending): board_sheet(said, sheet, publication.issued) for part, said in notices_said(publication)}


def board_sheet(said: Said, sheet: Sheet, issued: date) -> bytes:
    """The document's bytes; `issued` is the date that the file itself bears."""
    said = said.without_repetition()
    above, below = _above(said, sheet), _below(said, sheet)
    found = _spread(said, sheet, above, below)
    table = [_space(sheet), table_element(found.table, found.row_height, shaded=True), _space(sheet)] if found else []
    document = blank()
    add_styles(document, (*sheet.styles, *(table_styles(found.table.size) if found else ())))
    set_page(document, sheet.page, grid=False)
    section = document.element.body.sectPr
    for element in [*_paragraphs(above), *table, *_paragraphs(below)]:
        section.addprevious(element)
    return packed(document, said.title, said.signature, issued)


def _above(said: Said, sheet: Sheet) -> list[Line]:
    characters = int(sheet.page.text_width / (sheet.title.size * TWIPS))
    return [
        *((sheet.title, line) for line in title_lines(said.title, said.unbroken, characters)),
        *((sheet.beneath, line) for line in said.beneath),
        *((sheet.text, line) for line in said.lead),
    ]


def _below(said: Said, sheet: Sheet) -> list[Line]:
    """Notes and closing as one paragraph, and signature and date on one line: a sheet has little height."""
    signed = IDEOGRAPHIC_SPACE.join(filter(None, (said.signature, said.issued)))
    return [(sheet.text, "".join(said.after) + said.closing), (sheet.signed, signed)]


def _spread(said: Said, sheet: Sheet, above: Sequence[Line], below: Sequence[Line]) -> Spread | None:
    if not said.rows:
        return None
    before, after = (_height(written, sheet) + sheet.gap for written in (above, below))
    return spread(Cells(said.columns, said.headings, said.rows), sheet, before, after)


def _space(sheet: Sheet) -> Element:
    return paragraph(sheet.signed, spacing=w("spacing", line=sheet.gap, lineRule="exact"))


def _height(written: Sequence[Line], sheet: Sheet) -> int:
    return sum(_line_count(style, text, sheet) * style.line for style, text in written)


def _line_count(style: Style, text: str, sheet: Sheet) -> int:
    whole = IDEOGRAPHIC_SPACE * style.indent + text
    columns = int(sheet.page.text_width / (style.size * TWIPS / 2))
    # Of several lines each may end a character early, where a mark of punctuation cannot begin the next.
    return 1 if lines(whole, columns) == 1 else lines(whole, columns - 2)


def _paragraphs(written: Sequence[Line]) -> list[Element]:
    """Those lines; the last stays with the one before."""
    keep = [w("keepNext") if place + 1 < len(written) else None for place in range(len(written))]
    return [paragraph(style, run(text), keepNext=kept) for (style, text), kept in zip(written, keep, strict=True)]
