"""Paragraphs and runs: the styles by name, and how a line of text becomes them.

Lines of an exact pitch, and letters drawn together a little, make 22 lines of 28 characters by themselves. They do not
follow the page's grid besides: LibreOffice gives two places of it to a letter that is wider than one. Nor may a program
leave space of its own between letters and digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from docx.document import Document as Word

from calendars.word.typography import (
    BODY_FONT,
    BODY_SIZE,
    CLOSER,
    FIRST_FONT,
    LINE_PITCH,
    NUMBER_FONT,
    NUMBER_LINE,
    NUMBER_SIZE,
    SECOND_FONT,
    TABLE_LEADING,
    TITLE_FONT,
    TITLE_SIZE,
    TWIPS,
    Font,
)
from calendars.word.xml import Element, text, w


class Style(NamedTuple):
    """A paragraph style: its name is the office's to see, since it may change it in Word. `indent` is that of the first
    line in characters, `line` the exact distance of its lines, `closer` by how many twips its letters stand closer than
    they are wide, `outline` its level in the document's structure."""

    key: str
    name: str
    font: Font
    size: float
    align: str = "both"
    indent: int = 0
    line: int = LINE_PITCH
    closer: int = 0
    outline: int | None = None


TITLE = Style("LunzhiTitle", "公文标题", TITLE_FONT, TITLE_SIZE, "center", outline=0)
BENEATH = Style("LunzhiBeneath", "公文副标题", SECOND_FONT, BODY_SIZE, "center")
BODY = Style("LunzhiBody", "公文正文", BODY_FONT, BODY_SIZE, indent=2, closer=CLOSER)
SIGNED = Style("LunzhiSigned", "公文落款", BODY_FONT, BODY_SIZE, "left", closer=CLOSER)
NUMBER = Style("LunzhiNumber", "公文页码", NUMBER_FONT, NUMBER_SIZE, "left", line=NUMBER_LINE)

# 7.3.3: the first level of a text's structure is set in 黑体, the second in 楷体, the others as the text.
_LEVELS = (
    (re.compile(r"[一二三四五六七八九十]+、"), FIRST_FONT),
    (re.compile(r"（[一二三四五六七八九十]+）"), SECOND_FONT),
)


CELL, CELL_LEFT, HEADING = "LunzhiCell", "LunzhiCellLeft", "LunzhiHeading"


def table_styles(size: float) -> tuple[Style, ...]:
    """The styles of a table in type of that size: its cells, those set flush left, and its heading."""
    line = round(size * TABLE_LEADING * TWIPS)
    return (
        Style(CELL, "公文表格", BODY_FONT, size, "center", line=line),
        Style(CELL_LEFT, "公文表格左齐", BODY_FONT, size, "left", line=line),
        Style(HEADING, "公文表头", FIRST_FONT, size, "center", line=line),
    )


def add_styles(document: Word, styles: Iterable[Style]) -> None:
    """Gives the document those styles."""
    for style in styles:
        document.styles.element.append(_style(style))


def paragraph(style: Style | str, *runs: Element, **changes: Element | None) -> Element:
    """A paragraph in that style, or the one with that key; `changes` are properties of its own by their names, an
    element with the value for each."""
    own = {"pStyle": w("pStyle", val=style if isinstance(style, str) else style.key), **changes}
    return w("p", properties(own), *runs)


def properties(given: dict[str, Element | None]) -> Element:
    """Paragraph properties in the order that the schema asks for (ECMA-376, 17.3.1.26)."""
    return w("pPr", *(given[name] for name in _ORDER if name in given))


def run(content: str, font: Font | None = None) -> Element:
    """Text in the paragraph's own type or in another font; each `\\n` begins a line."""
    lines = content.split("\n")
    pieces = [piece for line in lines for piece in (w("br"), text(line))][1:]
    return w("r", w("rPr", fonts(font)) if font else None, *pieces)


def fonts(font: Font) -> Element:
    """The font for whatever script."""
    return w("rFonts", ascii=font.name, hAnsi=font.name, eastAsia=font.name, cs=font.name)


def levelled(content: str) -> list[Element]:
    """A line of text; the sentence behind a mark of the first or second level is in that level's type."""
    for mark, font in _LEVELS:
        if mark.match(content):
            end = content.find("。") + 1 or len(content)
            return [run(content[:end], font), *([run(content[end:])] if content[end:] else [])]
    return [run(content)]


def indented(left: float = 0, right: float = 0) -> Element:
    """An indent in characters of the text, the first line's too. Word counts by hundredths of a character, others
    by twips."""
    character = BODY_SIZE * TWIPS
    return w(
        "ind",
        leftChars=round(left * 100),
        left=round(left * character),
        rightChars=round(right * 100),
        right=round(right * character),
        firstLineChars=0,
        firstLine=0,
    )


_ORDER = (
    "pStyle",
    "keepNext",
    "keepLines",
    "widowControl",
    "autoSpaceDE",
    "autoSpaceDN",
    "snapToGrid",
    "spacing",
    "ind",
    "jc",
    "textAlignment",
    "outlineLvl",
)


def _style(style: Style) -> Element:
    first = w("ind", firstLineChars=style.indent * 100, firstLine=style.indent * BODY_SIZE * TWIPS)
    # LibreOffice takes these three from a style of its own alone, not from 正文.
    off = {name: w(name, val=0) for name in ("autoSpaceDE", "autoSpaceDN", "snapToGrid")}
    own = {
        **off,
        "spacing": w("spacing", line=style.line, lineRule="exact"),
        "ind": first if style.indent else None,
        "jc": w("jc", val=style.align),
        "outlineLvl": None if style.outline is None else w("outlineLvl", val=style.outline),
    }
    return w(
        "style",
        w("name", val=style.name),
        w("basedOn", val="Normal"),
        w("qFormat"),
        properties(own),
        _type(style),
        type="paragraph",
        customStyle=1,
        styleId=style.key,
    )


def _type(style: Style) -> Element:
    closer = w("spacing", val=-style.closer) if style.closer else None
    return w("rPr", fonts(style.font), closer, *(w(name, val=round(style.size * 2)) for name in ("sz", "szCs")))
