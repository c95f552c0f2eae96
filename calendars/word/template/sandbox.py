"""A template rendered: in Jinja's immutable sandbox, escaped, on plain data, no larger than it may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.environment import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from calendars.word.package import packed
from calendars.word.template.archive import refuse
from calendars.word.template.language import FILTERS, TESTS, faults_of
from calendars.word.template.placeholders import Value
from roster.faults import InputError, one_line

MOST_TEXT = 16 * 2**20
"""Characters of one part of a document, its XML included, once it is rendered."""
_WIDE = ("｛｛", "｛%", "｛％")
_BROKEN = "应让循环和条件包住整行、整段（{%tr … %}、{%p … %}），实际包住的不完整。"


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without anything that a notice does not need: no globals, few filters, bounded output."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS} | {"join": _joined}
        self.tests = {name: self.tests[name] for name in TESTS}
        self.asked = False

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """All of it, up to what a document may have."""
        found: list[str] = []
        left = MOST_TEXT
        for part in parts:
            left -= len(part)
            if left < 0:
                refuse(f"每个部件套用后应不超过{MOST_TEXT // 10000}万字，实际超过了。")
            found.append(part)
        return "".join(found)

    def from_string(self, source: Any, *given: Any, **more: Any) -> Template:
        """The template, once it is known to ask for nothing that does not exist."""
        for wide in _WIDE:
            if wide in str(source):
                refuse(f"占位符应用英文的花括号，如{{{{标题}}}}，实际有中文的“{wide}”。")
        tree = self.parse(source)
        faults = faults_of(tree)
        if faults:
            raise InputError(faults)
        self.asked = self.asked or tree.find(nodes.Name) is not None
        return super().from_string(source, *given, **more)


class _Strict(DocxTemplate):  # type: ignore[misc]
    """A template whose loops and conditions leave whole elements: docxtpl itself mends what they break, by guessing."""

    def fix_tables(self, xml: str) -> Any:
        """The body, once it is known to be well-formed."""
        parse_xml(xml)
        return super().fix_tables(xml)


def rendered(template: bytes, values: Mapping[str, Value], issued: date) -> bytes:
    """The document that a template makes of those values, with that date as the file's own; the template is one that
    was checked (`archive.checked`).

    Raises InputError for one that is broken, or asks for what does not exist.
    """
    document, sandbox = _Strict(BytesIO(template)), Sandbox()
    try:
        document.render(dict(values), sandbox, autoescape=True)
    except TemplateSyntaxError as error:
        refuse(f"应为写法正确的占位符，实际出错：{one_line(str(error.message))}。")
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        refuse(f"应为能用的模板，实际出错：{one_line(str(error))}。")
    except SyntaxError:
        refuse(_BROKEN)
    if not sandbox.asked:
        refuse("应至少有一个占位符，如{{标题}}，实际没有。")
    return packed(document.docx, str(values["标题"]), str(values["署名"]), issued)


def _joined(values: Iterable[object], between: str = "") -> str:
    """Jinja's `join`, of texts alone: what it joins is escaped where it is printed."""
    return Sandbox.concat(f"{between if place else ''}{value}" for place, value in enumerate(values))
