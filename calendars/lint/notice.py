"""An edited notice, taken apart: its lines, its title, and the entries of its schedule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from calendars.lint.dates import Mention, mentions
from calendars.notices.span import Span
from calendars.wording import IDEOGRAPHIC_SPACE

_SPACES = " \t\u3000\ufeff"
_SUBTITLE = re.compile("（[^）]*）")
_TITLE_ENDS = re.compile("(?:公告|公示|通知|通告|通报|表)$")
_SENTENCE = re.compile("[：。\t]")
_MOST_TITLE_LINES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty, and its number from 1 (in Word: of paragraphs and table rows)."""

    number: int
    text: str

    @property
    def bare(self) -> str:
        """The line without the spaces around it."""
        return self.text.strip(_SPACES)


@dataclass(frozen=True, slots=True)
class Entry:
    """A date of the schedule and what stands there: the line with the date, and those that go on with it."""

    mention: Mention
    lines: tuple[Line, ...]

    @property
    def number(self) -> int:
        """The number of its first line."""
        return self.lines[0].number

    @property
    def text(self) -> str:
        """All of it behind the date."""
        first = self.lines[0].text[self.mention.end :]
        return "\n".join([first, *(line.text for line in self.lines[1:])])


@dataclass(frozen=True, slots=True)
class Notice:
    """The lines of a notice."""

    lines: tuple[Line, ...]

    @property
    def title(self) -> Line:
        """The title, with the number of its first line; one that was broken into lines is joined."""
        return Line(self.lines[0].number, "".join(line.bare for line in self.lines[: self._title_lines]))

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines under the title."""
        return self.lines[self._title_lines :]

    @property
    def _title_lines(self) -> int:
        """How many lines the title has: up to the one that ends it, if they stand close together."""
        for place, line in enumerate(self.lines[:_MOST_TITLE_LINES]):
            if line.number != self.lines[0].number + place or _SENTENCE.search(line.bare):
                break
            if _TITLE_ENDS.search(line.bare):
                return place + 1
        return 1

    @property
    def heading(self) -> str:
        """Title, and the lines in brackets under it."""
        under = [line.bare for line in self.body[:3] if _SUBTITLE.fullmatch(line.bare)]
        return "".join([self.title.bare, *under])

    @property
    def text(self) -> str:
        """All lines, without the spaces around them."""
        return "\n".join(line.bare for line in self.lines)

    @property
    def adjustment(self) -> bool:
        """Whether it tells of changes alone (安排调整公告): former leaders too, and not every session."""
        return "安排调整" in self.title.text or "调整前" in self.text

    def entries(self, span: Span) -> Iterator[Entry]:
        """The entries of the schedule. A line begins one if it begins with a date and holds more than that; a line
        right below, not set in as a paragraph, goes on with it."""
        mention: Mention | None = None
        lines: list[Line] = []
        for line in self.body:
            begins = _begins(line, span)
            if begins or mention is None or not _goes_on(line, lines[-1]):
                if mention is not None:
                    yield Entry(mention, tuple(lines))
                mention, lines = begins, []
            lines.append(line)
        if mention is not None:
            yield Entry(mention, tuple(lines))


def notice_of(lines: Sequence[str]) -> Notice | None:
    """The notice in these lines; None where all are empty. A paragraph that was broken into lines is one line, with the
    number of its first."""
    found: list[Line] = []
    broken = False
    for number, text in enumerate(lines, 1):
        if broken and text[:1].strip(_SPACES):
            found[-1] = Line(found[-1].number, found[-1].text + text.rstrip())
        elif text.strip(_SPACES):
            found.append(Line(number, text.rstrip()))
        broken = bool(text.strip(_SPACES)) and found[-1].text.startswith(IDEOGRAPHIC_SPACE)
    return Notice(tuple(found)) if found else None


def _begins(line: Line, span: Span) -> Mention | None:
    first = next(mentions(line.text, span), None)
    if first is None or line.text[: first.start].strip(_SPACES):
        return None
    # 2026年1月4日 alone is the date under the signature; 1月5日至1月11日 and 1月6日起 are no session's.
    rest = line.text[first.end :].strip(_SPACES + "）)")
    return None if not rest or rest.startswith(("至", "起", "前", "以前")) else first


def _goes_on(line: Line, before: Line) -> bool:
    return line.number == before.number + 1 and not line.text.startswith(IDEOGRAPHIC_SPACE)
