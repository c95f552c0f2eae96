"""Elements of WordprocessingML (ECMA-376, part 1, 17), written as they are nested."""

from __future__ import annotations

import re

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement as Element

__all__ = ["Element", "printable", "text", "w"]

Value = str | int

_W = nsmap["w"]
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def w(tag: str, *children: Element | None, **attributes: Value | None) -> Element:
    """The element `w:tag` with attributes `w:name` and children; what is None is left out."""
    given = {f"{{{_W}}}{name}": str(value) for name, value in attributes.items() if value is not None}
    element: Element = oxml_parser.makeelement(f"{{{_W}}}{tag}", given, {"w": _W})
    element.extend(child for child in children if child is not None)
    return element


def text(content: str) -> Element:
    """`w:t`, spaces kept."""
    element = w("t")
    element.text = printable(content)
    element.set(_SPACE, "preserve")
    return element


def printable(content: str) -> str:
    """The text without the characters that XML 1.0 has no place for."""
    return _NOT_XML.sub("", content)
