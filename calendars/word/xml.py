"""Elements of WordprocessingML (ECMA-376, part 1, 17), written as they are nested."""

from __future__ import annotations

import re
from functools import cache

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement as Element

__all__ = ["Element", "printable", "text", "w"]

Value = str | int

_NAMESPACES = {"w": nsmap["w"]}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def w(tag: str, *children: Element | None, **attributes: Value | None) -> Element:
    """The element `w:tag` with attributes `w:name` and children; what is None is left out."""
    given = {_name(name): str(value) for name, value in attributes.items() if value is not None}
    element: Element = oxml_parser.makeelement(_name(tag), given, _NAMESPACES)
    for child in children:
        if child is not None:
            element.append(child)
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


@cache
def _name(name: str) -> str:
    return f"{{{nsmap['w']}}}{name}"
