"""The sheet 排班表: another name in a seat is a pin, a name taken away forbids, a visit may change date and venue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from api.lists.sheet import Row, Sheet
from api.read_back.book import Edit, Reading, cell, columns, day_in, plain
from calendars.excel import names
from calendars.excel.roster_sheet import COLUMNS, row_of
from calendars.wording import full_date
from roster.expansion.coverage import is_visit
from roster.faults import expected, quoted
from roster.result import RosterSlot

_NEEDED = (names.NAME, names.SLOT, names.PLACE)
_FIXED = (names.DATE, names.HOURS, names.DUTY, names.UNIT, names.ROLE, names.VENUE, names.FORM)
_FIXED_OF_VISITS = (names.HOURS, names.DUTY, names.UNIT, names.ROLE, names.FORM)


class SeatReader:
    """Reads the rows of one sheet against the roster."""

    def __init__(self, reading: Reading, sheet: Sheet, head: Row) -> None:
        self._reading = reading
        self._sheet = sheet
        self._columns = columns(head, [column.name for column in COLUMNS])
        self._slots = {slot.id: slot for slot in reading.roster.slots}
        self._seen: dict[tuple[str, int], Row] = {}

    def edits(self, row: Row) -> Iterator[Edit]:
        """What the row asks for that the roster does not have."""
        found = self._seat(row)
        if found is None:
            return
        slot, place = found
        before = row_of(self._reading.plan, self._reading.called, slot, place)
        changed = [name for name in self._columns if name in before and self._text(row, name) != _shown(before[name])]
        fixed = _FIXED_OF_VISITS if is_visit(slot) else _FIXED
        for name in changed:
            if name in fixed:
                reason = expected(quoted(_shown(before[name])), self._text(row, name))
                self._refuse(row, name, reason + "这一栏不能在这里改，请改方案。")
        editable = {names.NAME, names.DATE, names.VENUE} - set(fixed)
        if not editable.intersection(changed):
            return
        if self._past(slot):
            name = next(name for name in changed if name in editable)
            self._refuse(row, name, f"{full_date(slot.date)}的班次已举行，照原样保留，不能再改。")
        elif slot.duty not in self._reading.plan.duty:
            self._refuse(row, names.SLOT, f"方案里没有职责{quoted(slot.duty)}，这一班次不能再改。")
        elif is_visit(slot):
            yield from self._visit(row, slot, changed)
        else:
            yield from self._holder(row, slot, place)

    def _seat(self, row: Row) -> tuple[RosterSlot, int] | None:
        name = self._text(row, names.SLOT)
        slot = self._slots.get(name)
        if slot is None:
            reason = expected("这份排班表里一个班次的编号", name, self._slots) if name else "这一行没有班次编号。"
            self._refuse(row, names.SLOT, reason + ("" if name else "临时加一场请用 lunzhi add-slot。"))
            return None
        number = self._text(row, names.PLACE)
        if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(slot.seats)):
            self._refuse(row, names.PLACE, expected(f"1至{len(slot.seats)}的席次", number))
            return None
        key = (slot.id, int(number))
        first = self._seen.setdefault(key, row)
        if first is not row:
            self._refuse(row, names.PLACE, f"与第{first.number}行是同一席。应各只有一行。")
            return None
        return slot, key[1] - 1

    def _holder(self, row: Row, slot: RosterSlot, place: int) -> Iterator[Edit]:
        """Another name is a pin; no name forbids the one who sat there."""
        seat = slot.seats[place]
        at: dict[str, object] = {
            "duty": slot.duty,
            **({"unit": slot.unit} if slot.unit else {}),
            "date": slot.date.isoformat(),
        }
        at |= {"standby": True} if seat.standby else {"role": seat.role}
        where, name = self._ref(row, names.NAME), self._text(row, names.NAME)
        before = self._called(seat.leader)
        ends = {**at, "leader": seat.leader} if seat.leader is not None else None
        if name in ("", names.VACANT):
            if ends:
                yield Edit(where, {**ends, "forbid": True}, f"{slot.id} {seat.role}：不排{before}", ends)
        elif leader := self._reading.leader(where, name):
            told = f"{slot.id} {seat.role}：{before}改为{self._called(leader)}"
            yield Edit(where, {**at, "leader": leader}, told, ends)

    def _visit(self, row: Row, slot: RosterSlot, changed: list[str]) -> Iterator[Edit]:
        """A visit on another date or at another venue is a pin; no name forbids the date."""
        leader = slot.seats[0].leader
        if leader is None:
            self._refuse(row, names.NAME, "这次走访没有人，不能在这里改。")
            return
        named = self._text(row, names.NAME)
        ends = {"duty": slot.duty, "date": slot.date.isoformat(), "leader": leader}
        if named in ("", names.VACANT):
            told = f"{self._called(leader)}{full_date(slot.date)}不走访"
            yield Edit(self._ref(row, names.NAME), {**ends, "forbid": True}, told, ends)
        elif names.NAME in changed:
            reason = expected(quoted(self._called(leader)), named)
            self._refuse(row, names.NAME, reason + "走访各记在本人名下，不能换人。")
        else:
            day, venue = self._day(row, slot), self._venue(row, slot)
            if day and venue:
                moved = names.DATE if names.DATE in changed else names.VENUE
                entry = {**ends, "date": day.isoformat(), "venue": venue}
                told = f"{self._called(leader)}{full_date(day)}走访{self._reading.plan.venue[venue].name}"
                yield Edit(self._ref(row, moved), entry, told, ends)

    def _day(self, row: Row, slot: RosterSlot) -> date | None:
        if names.DATE not in self._columns:
            return slot.date
        found = day_in(row.cell(self._columns[names.DATE]))
        if found is None:
            self._refuse(row, names.DATE, expected("日期（如2026-01-06）", self._text(row, names.DATE)))
        return found

    def _venue(self, row: Row, slot: RosterSlot) -> str | None:
        if names.VENUE not in self._columns:
            return slot.venue
        name = self._text(row, names.VENUE)
        venues = self._reading.plan.venues
        found = [venue.id for venue in venues if plain(venue.name) == name]
        if slot.venue in found:
            return slot.venue
        if len(found) != 1:
            reason = expected("方案里一个地点的名称", name, [venue.name for venue in venues])
            self._refuse(row, names.VENUE, f"有{len(found)}个地点都叫这个名称，请改方案。" if found else reason)
            return None
        return found[0]

    def _past(self, slot: RosterSlot) -> bool:
        replanned = self._reading.roster.replanned
        return replanned is not None and slot.date < replanned.start

    def _called(self, leader: str | None) -> str:
        return names.VACANT if leader is None else self._reading.called.get(leader, leader)

    def _text(self, row: Row, name: str) -> str:
        return _as_shown(row.cell(self._columns[name]))

    def _ref(self, row: Row, name: str) -> str:
        return cell(self._sheet, row, self._columns[name])

    def _refuse(self, row: Row, name: str, reason: str) -> None:
        self._reading.refuse(self._ref(row, name), reason)


def seat_edits(reading: Reading, sheet: Sheet) -> Iterator[Edit]:
    """The edits of the sheet; faults in `reading`. Rows may be sorted or gone: a seat that is not listed stays."""
    head = sheet.rows[0] if sheet.rows else Row(1, {})
    missing = [name for name in _NEEDED if name not in columns(head, _NEEDED)]
    if missing:
        reading.refuse(f"{sheet.name}!{head.ref(1)}", f"第一行应为表头，缺少{'、'.join(missing)}。")
        return
    reader = SeatReader(reading, sheet, head)
    for row in sheet.rows[1:]:
        yield from reader.edits(row)


def _shown(value: object) -> str:
    return _as_shown(str(value)) if value is not None else ""


def _as_shown(text: str) -> str:
    """Text as it is compared; a date in one form, whichever it is written in."""
    day = day_in(text)
    return day.isoformat() if day else plain(text)
