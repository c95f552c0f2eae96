"""The page: paper, margins, grid and page numbers."""

from __future__ import annotations

from docx.document import Document as Word
from docx.section import _Footer

from calendars.word.paragraphs import NUMBER, paragraph, run
from calendars.word.typography import LINE_PITCH, NUMBER_FROM_EDGE, NUMBER_SIZE, TWIPS, Page, character_pitch, mm
from calendars.word.xml import Element, w


def set_page(document: Word, page: Page, grid: bool) -> None:
    """Paper and margins; with `grid`, 22 lines of 28 characters (ECMA-376, 17.6.5)."""
    section = document.sections[0]._sectPr
    for child in list(section):
        section.remove(child)
    orientation = "landscape" if page.landscape else None
    section.append(w("pgSz", w=page.width, h=page.height, orient=orientation))
    section.append(
        w(
            "pgMar",
            top=page.top,
            right=page.right,
            bottom=page.bottom,
            left=page.left,
            header=mm(15) if grid else page.top // 2,
            footer=NUMBER_FROM_EDGE if grid else page.bottom // 2,
            gutter=0,
        )
    )
    section.append(w("cols", space=425))
    if grid:
        section.append(w("docGrid", type="linesAndChars", linePitch=LINE_PITCH, charSpace=character_pitch(page)))


def number_pages(document: Word) -> None:
    """Page numbers between dashes, at the outer edge: odd pages at the right, even ones at the left, one character in
    (GB/T 9704-2012, 7.5)."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    _fill(section.footer, "right")
    _fill(section.even_page_footer, "left")


def _fill(footer: _Footer, side: str) -> None:
    footer.is_linked_to_previous = False
    element = footer._element
    for child in list(element):
        element.remove(child)
    one = NUMBER_SIZE * TWIPS
    inset = w("ind", **{f"{side}Chars": 100, side: one})
    element.append(paragraph(NUMBER, run("— "), *_field("PAGE"), run(" —"), ind=inset, jc=w("jc", val=side)))


def _field(name: str) -> list[Element]:
    """A field that the program which lays out the pages fills in."""
    instruction = w("instrText")
    instruction.text = f" {name} "
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", instruction),
        w("r", w("fldChar", fldCharType="separate")),
        run("1"),
        w("r", w("fldChar", fldCharType="end")),
    ]
