"""Tables for a spreadsheet, as CSV (RFC 4180): the roster seat by seat, and what each leader carries.

UTF-8 with a byte order mark, lines ended by CRLF: Excel opens them by a double click. They are for the office itself,
but hold no reason of an absence, of a move or of a gap either.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from calendars.notices.rows import in_order
from calendars.publication import Publication
from calendars.wording import clock_hours, flat, weekday
from roster.plan import CoverageDuty, Leader, Plan
from roster.result import STANDBY_ROLE, Roster, RosterSeat, RosterSlot

FOLDER = "tables"
ROSTER, LOAD = f"{FOLDER}/排班表.csv", f"{FOLDER}/轮次统计.csv"
VACANT = "（空缺）"
_SLOT_HEAD = ("日期", "星期", "时间", "事项", "单位", "地点")
_SEAT_HEAD = ("岗位", "姓名", "职务", "所在单位", "分管工作")
_END_HEAD = ("形式", "原定日期", "班次编号")
_LEADER_HEAD = ("单位", "姓名", "职务", "职级")
# What a spreadsheet takes for the beginning of a formula, in the wide forms too.
_FORMULA = tuple("=+-@＝＋－＠")

Cell = str | int | None


def table_sheets(publication: Publication) -> dict[str, bytes]:
    """The tables of a publication, of the duties and the span that are asked for."""
    slots = tuple(publication.slots())
    return tables(publication.plan, publication.roster.model_copy(update={"slots": slots}))


def tables(plan: Plan, roster: Roster) -> dict[str, bytes]:
    """`tables/排班表.csv`, a row for each seat, and `tables/轮次统计.csv`, a row for each leader."""
    return {ROSTER: table_bytes(_roster_rows(plan, roster)), LOAD: table_bytes(load_rows(plan, roster))}


def table_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows as a CSV file. Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def safe(cell: Cell) -> Cell:
    """The cell, so that a spreadsheet shows it and computes nothing; numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    line = flat(cell)
    return f"'{line}" if line.startswith(_FORMULA) else line


def by_day(plan: Plan, slots: Iterable[RosterSlot]) -> list[RosterSlot]:
    """The slots by date, then duty, then as in a notice."""
    duties = {duty.id: place for place, duty in enumerate(plan.duties)}
    return sorted(in_order(plan, slots), key=lambda slot: (slot.date, duties.get(slot.duty, len(duties))))


def _roster_rows(plan: Plan, roster: Roster) -> Iterable[Sequence[Cell]]:
    yield (*_SLOT_HEAD, *_SEAT_HEAD, *_END_HEAD)
    for slot in by_day(plan, roster.slots):
        for seat in slot.seats:
            yield (*_slot_cells(plan, slot), *_seat_cells(plan, seat), *_slot_end(plan, slot))


def _slot_cells(plan: Plan, slot: RosterSlot) -> Sequence[Cell]:
    duty = plan.duty.get(slot.duty)
    return (
        slot.date.isoformat(),
        weekday(slot.date),
        clock_hours(slot.hours),
        duty.name if duty else slot.duty,
        plan.unit[slot.unit].name if slot.unit in plan.unit else slot.unit,
        plan.venue[slot.venue].name if slot.venue in plan.venue else slot.venue,
    )


def _seat_cells(plan: Plan, seat: RosterSeat) -> Sequence[Cell]:
    role = seat.role if not seat.standby or seat.role == STANDBY_ROLE else f"{seat.role}（{STANDBY_ROLE}）"
    leader = plan.leader.get(seat.leader or "")
    if leader is None:
        return role, seat.leader or VACANT, None, None, None
    return role, leader.name, leader.title, _unit(plan, leader), "、".join(leader.portfolio)


def _slot_end(plan: Plan, slot: RosterSlot) -> Sequence[Cell]:
    duty = plan.duty.get(slot.duty)
    moved = slot.nominal_date.isoformat() if slot.nominal_date != slot.date else None
    return duty.form if duty else None, moved, slot.id


def load_rows(plan: Plan, roster: Roster) -> Iterable[Sequence[Cell]]:
    """For each duty: turns or visits of this roster, standbys, turns held before, and the sum of turns."""
    turns, standbys = counts(roster.slots)
    before: dict[tuple[str, str], int] = defaultdict(int)
    for entry in plan.history:
        before[entry.leader, entry.duty] += entry.turns
    yield (*_LEADER_HEAD, *(head for duty in plan.duties for head in _duty_heads(plan, duty.id)), "本期合计")
    for leader in plan.leaders:
        row: list[Cell] = [_unit(plan, leader), leader.name, leader.title, leader.rank]
        for duty in plan.duties:
            key = (leader.id, duty.id)
            row.append(turns[key])
            if isinstance(duty, CoverageDuty):
                row += [standbys[key], before.get(key), turns[key] + before.get(key, 0)]
        yield [*row, sum(turns[leader.id, duty.id] for duty in plan.duties)]


def _duty_heads(plan: Plan, duty: str) -> Sequence[str]:
    name = plan.duty[duty].name
    if isinstance(plan.duty[duty], CoverageDuty):
        return f"{name}：本期轮次", f"{name}：候补", f"{name}：往期轮次", f"{name}：累计轮次"
    return (f"{name}：次数",)


def counts(slots: Iterable[RosterSlot]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Turns (seats and visits) and standbys, by leader and duty."""
    turns: Counter[tuple[str, str]] = Counter()
    standbys: Counter[tuple[str, str]] = Counter()
    for slot in slots:
        for seat in slot.seats:
            if seat.leader is not None:
                (standbys if seat.standby else turns)[seat.leader, slot.duty] += 1
    return turns, standbys


def _unit(plan: Plan, leader: Leader) -> str:
    return plan.unit[leader.unit].name if leader.unit in plan.unit else leader.unit
