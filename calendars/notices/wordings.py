"""The wordings of notices: Jinja templates in files of their own, which an office can replace.

A template is data from outside. It runs in Jinja's immutable sandbox, sees plain data only (texts, numbers, lists and
mappings, never an object of this program), and a name that it misspells is an error rather than an empty place.
Nothing is escaped, because what comes out is plain text: escaping for HTML would print `&lt;` on paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jinja2 import ChoiceLoader, DictLoader, PackageLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from calendars.notices.layout import aligned, centred, signed, widest
from calendars.notices.times import in_spoken_style
from roster.faults import Fault, InputError, one_line

Data = Mapping[str, object]


class Wordings:
    """The templates, each compiled once. `own` replaces standard ones, by file name (`lead.txt.j2`)."""

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        self._environment = ImmutableSandboxedEnvironment(
            loader=ChoiceLoader([DictLoader(own or {}), PackageLoader("calendars.notices", "templates")]),
            autoescape=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self._environment.filters.update(
            aligned=aligned, centred=centred, signed=signed, widest=widest, spoken=in_spoken_style
        )

    def text(self, name: str, data: Data) -> str:
        """What the template says. Raises InputError where it cannot be read or run."""
        try:
            return self._environment.get_template(name).render(data)
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise InputError([Fault(name, f"应为能用的文书模板，实际出错：{one_line(str(error))}。")]) from error

    def lines(self, name: str, data: Data) -> list[str]:
        """The template's lines that hold anything."""
        return [line.strip(" ") for line in self.text(name, data).splitlines() if line.strip()]


@cache
def standard() -> Wordings:
    """The wordings that come with the program."""
    return Wordings()
