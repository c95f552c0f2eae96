"""What a notice says, from its content's plain data to values with types: all that the documents here print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from calendars.notices.adjustment import Adjustment, adjustment_content, adjustments_of
from calendars.notices.content import Content
from calendars.notices.parts import NoticePart, content_of, notices_of
from calendars.publication import Publication

_ONCE = ("hours", "venue", "form", "accompany")

NOTHING_HELD, NOTES = "本期无安排。", "说明："

GROUPED = frozenset({"date", "hours", "venue", "form", "accompany", "standby", "remark"})
"""The columns that all seats of a session share: they stand in the first of its rows alone."""


@dataclass(frozen=True, slots=True)
class Said:
    """A notice, or an adjustment notice, each part as it is printed: `lead` stands before the table and `after` behind
    it. `rows` has a mapping from column to text for each seat; one without a date goes on with the session of the row
    before. What there is not is an empty text."""

    title: str
    subtitle: str
    draft: str
    place: str
    period: str
    subject: str
    kind: str
    lead: tuple[str, ...]
    columns: tuple[str, ...]
    headings: dict[str, str]
    rows: tuple[dict[str, str], ...]
    after: tuple[str, ...]
    signature: str
    issued: str

    @property
    def beneath(self) -> list[str]:
        """The lines below the title."""
        return [line for line in (self.subtitle, self.draft) if line]

    @property
    def unbroken(self) -> list[str]:
        """The words of the title that stay together."""
        return [word for word in (self.place, self.period, self.subject) if word]

    @property
    def closing(self) -> str:
        """特此公告。"""
        return f"特此{self.kind}。"

    @classmethod
    def of(cls, content: Content) -> Said:
        """The notice of that content (`calendars.notices.content`)."""
        data: dict[str, Any] = content
        held = () if data["rows"] else (NOTHING_HELD,)
        return cls._of(data, (*data["lead"], *held), data["rows"], _numbered(data["notes"]))

    @classmethod
    def of_adjustment(cls, content: Content) -> Said:
        """The adjustment notice of that content (`calendars.notices.adjustment`); a short one has no table."""
        data: dict[str, Any] = content
        told, rows = (data["sentences"], ()) if data["short"] else ((), data["rows"])
        return cls._of(data, (*data["lead"], *told), rows, (*data["effective"], *data["notes"]))

    @classmethod
    def _of(
        cls, data: dict[str, Any], lead: Sequence[str], rows: Sequence[dict[str, str]], after: Sequence[str]
    ) -> Said:
        return cls(
            title=data["title"],
            subtitle=f"（{data['subtitle']}）" if data["subtitle"] else "",
            draft=data["draft"] or "",
            place=data["place"],
            period=data["period"],
            subject=data["subject"],
            kind=data["type"],
            lead=tuple(lead),
            columns=tuple(data["columns"]),
            headings=dict(data["headings"]),
            rows=tuple(rows),
            after=tuple(after),
            signature=data["signature"] or "",
            issued=data["issued"],
        )

    def without_repetition(self) -> Said:
        """The same, but what every session has in common is said once, at the end of the lead, and not in the table:
        `时间：8:30—11:30。地点：县信访局。`"""
        sessions = [row for row in self.rows if "date" in row]
        once = {column: {row[column] for row in sessions} for column in _ONCE if column in self.columns}
        said = {column: values.pop() for column, values in once.items() if len(values) == 1}
        if not said:
            return self
        line = "".join(f"{self.headings[column]}：{text.rstrip('。')}。" for column, text in said.items())
        columns = tuple(column for column in self.columns if column not in said)
        return replace(self, lead=(*self.lead, line), columns=columns)


def notices_said(publication: Publication) -> Iterator[tuple[NoticePart | Adjustment, Said]]:
    """The publication's notices and adjustment notices, with what each says."""
    for part in notices_of(publication):
        yield part, Said.of(content_of(publication, part))
    for found in adjustments_of(publication):
        yield found, Said.of_adjustment(adjustment_content(publication, found))


def _numbered(notes: Sequence[str]) -> Sequence[str]:
    return [NOTES, *(f"{number}. {note}" for number, note in enumerate(notes, 1))] if len(notes) > 1 else notes
