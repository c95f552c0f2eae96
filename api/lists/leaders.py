"""From a file to the leaders it lists, with every fault of every cell at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from api.lists.bounded import read_bounded
from api.lists.columns import COMMUNITY, NAME, ORDER, PORTFOLIO, RANK, TITLE, UNIT, closes, find_header, no_header
from api.lists.sheet import Row, Sheet
from api.lists.table import read_sheets
from roster.faults import Fault, InputError, expected, quoted
from roster.ranks import RANKS, rank_place
from roster.reading.text import refuse
from roster.values import Name

_NAME: TypeAdapter[str] = TypeAdapter(Name)
_NOTHING = {"无", "-", "--", "—", "——", "/", "暂无", "空"}
_LISTED = re.compile(r"[、，,；;\n]+")
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"


@dataclass(frozen=True, slots=True)
class ListedLeader:
    """One row: what the office wrote, cleaned of padding. `unit` is None where the list has no units."""

    name: str
    title: str | None = None
    rank: str | None = None
    unit: str | None = None
    order: int | None = None
    portfolio: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadersList:
    """The leaders in the order of the list, and remarks on what was read in which way, one line of Chinese each."""

    leaders: tuple[ListedLeader, ...]
    remarks: tuple[str, ...]


def read_leaders(path: Path) -> LeadersList:
    """The leaders of a .xlsx or .csv list; its kind is told by its content.

    Raises InputError with all faults; their paths are cells (B7).
    """
    return parse_leaders(read_bounded(path))


def parse_leaders(data: bytes) -> LeadersList:
    """The leaders in the bytes of such a list; InputError with all faults."""
    sheets = read_sheets(data)
    headed = [(sheet, found) for sheet in sheets if (found := find_header(sheet))]
    if not headed:
        raise InputError([no_header(next((sheet for sheet in sheets if sheet.rows), Sheet("", ())))])
    sheet, (header, columns) = headed[0]
    remarks = [f"只读了工作表“{sheet.name}”；“{other.name}”也像名单，没有读。" for other, _ in headed[1:]]
    reader = _Reader(columns)
    for row in sheet.rows:
        if row.number > header.number:
            reader.take(row)
    if not reader.leaders and not reader.faults:
        refuse(f"名单中没有人：表头（第{header.number}行）下面应至少有一位领导。")
    if reader.faults:
        raise InputError(reader.faults)
    return LeadersList(tuple(reader.leaders), (*remarks, *reader.remarks()))


class _Reader:
    """Takes the rows under the header, one after another."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self.leaders: list[ListedLeader] = []
        self.faults: list[Fault] = []
        self._columns = columns
        self._rows: dict[ListedLeader, int] = {}
        self._unit: str | None = None
        self._inherited = 0
        self._ignored: list[str] = []

    def take(self, row: Row) -> None:
        """Reads a row: a leader, or a sum or remark, which is left out."""
        if word := closes(row.cells.values()):
            self._ignored.append(f"第{row.number}行以“{word}”开头，不是领导，没有读。")
            return
        if not any(row.cell(column) for column in self._columns.values()):
            self._ignored.append(f"第{row.number}行在各列都没有内容，没有读。")
            return
        leader = ListedLeader(
            name=self._name(row),
            title=self._text(row, TITLE),
            rank=self._rank(row),
            unit=self._unit_of(row),
            order=self._order(row),
            portfolio=tuple(self._each(row, PORTFOLIO)),
            communities=tuple(self._each(row, COMMUNITY)),
        )
        if leader in self._rows:
            self._fault(row, NAME, f"与第{self._rows[leader]}行完全相同。应各只有一行。")
        self._rows.setdefault(leader, row.number)
        self.leaders.append(leader)

    def remarks(self) -> Iterator[str]:
        """What was read in which way."""
        yield from self._ignored
        if self._inherited:
            yield f"有{self._inherited}行的单位是空的，按合并单元格处理，与上一行相同。"

    def _fault(self, row: Row, name: str, reason: str) -> None:
        self.faults.append(Fault(row.ref(self._columns[name]), reason))

    def _name(self, row: Row) -> str:
        told = len(self.faults)
        found = self._text(row, NAME)
        if found is None and len(self.faults) == told:
            self._fault(row, NAME, "应有姓名，实际是空的。")
        return found or ""

    def _raw(self, row: Row, name: str) -> str:
        column = self._columns.get(name)
        text = row.cell(column) if column else ""
        if text.startswith("#") and text.rstrip("!?").isupper():
            self._fault(row, name, f"应为{name}，实际是公式错误{quoted(text)}。")
            return ""
        return "" if text in _NOTHING else text

    def _text(self, row: Row, name: str) -> str | None:
        return self._checked(row, name, _one_line(self._raw(row, name)))

    def _checked(self, row: Row, name: str, text: str) -> str | None:
        if not text:
            return None
        try:
            return _NAME.validate_python(text)
        except ValidationError as error:
            self._fault(row, name, error.errors(include_url=False)[0]["msg"])
            return None

    def _unit_of(self, row: Row) -> str | None:
        if UNIT not in self._columns:
            return None
        if found := self._text(row, UNIT):
            self._unit = found
        elif self._unit is None:
            self._fault(row, UNIT, "应有单位，实际是空的，上面也没有。")
        else:
            self._inherited += 1
        return self._unit

    def _rank(self, row: Row) -> str | None:
        text = re.sub(r"\s", "", unicodedata.normalize("NFKC", self._raw(row, RANK)))
        if not text:
            return None
        # 县处级副职 is how the statistics call 副县级.
        found = re.sub(r"^(.+级)([正副])职$", r"\2\1", text).removesuffix("干部").removesuffix("领导")
        for written in (found, f"{found}级"):
            try:
                return RANKS[rank_place(written)]
            except ValueError:
                continue
        self._fault(row, RANK, expected("职级（如“副科级”）", text, RANKS))
        return None

    def _order(self, row: Row) -> int | None:
        text = unicodedata.normalize("NFKC", self._raw(row, ORDER)).removesuffix(".0").rstrip(".、")
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{1,6}", text):
            self._fault(row, ORDER, expected("整数", text))
            return None
        return int(text)

    def _each(self, row: Row, name: str) -> Iterator[str]:
        for part in _LISTED.split(self._raw(row, name)):
            if checked := self._checked(row, name, _one_line(part)):
                yield checked


def _one_line(text: str) -> str:
    """Without line breaks and padding: 张　三 is 张三, while a name in letters keeps its spaces."""
    spaced = re.sub(r"\s+", " ", text).strip()
    return re.sub(f"(?<={_HAN}) (?={_HAN})", "", spaced)
