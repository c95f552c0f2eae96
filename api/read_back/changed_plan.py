"""A plan with what an edited workbook asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from api.read_back.book import Edit, Reading, made_from, read_sheets
from api.read_back.days import day_edits
from api.read_back.seats import seat_edits
from calendars.excel import names
from roster.expansion import expand
from roster.faults import Fault, InputError
from roster.files import plan_from_data
from roster.plan import Pin, Plan
from roster.plan_bytes import plan_data
from roster.referee.rules.targets import target
from roster.relief import contradictions_with_relief
from roster.result import Roster
from roster.seating import continued

_ENTRY = re.compile(r"(pins|absences)\[([0-9]+)\]")


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The changed plan as plain data, the edits that it holds, and what of the old plan gave way, in Chinese."""

    data: dict[str, Any]
    pins: tuple[Edit, ...]
    absences: tuple[Edit, ...]
    remarks: tuple[str, ...]


def read_back(plan: Plan, roster: Roster, data: bytes) -> ReadBack:
    """Reads a workbook that was made from that plan and roster, and edited since.

    A seat with another name gives a pin, one whose name was taken away a pin that forbids, 假 on a day an absence.
    Raises InputError with all faults, by cell (排班表!F12): of cells that cannot be read, and of edits that
    contradict each other or a rule of the plan.
    """
    sheets = read_sheets(data)
    reading = Reading(plan, roster)
    made_from(reading, sheets)
    named = {sheet.name: sheet for sheet in sheets}
    pins = list(seat_edits(reading, named[names.ROSTER_SHEET])) if names.ROSTER_SHEET in named else []
    absences = list(day_edits(reading, sheets))
    if names.ROSTER_SHEET not in named:
        reading.faults.append(Fault("", f"工作簿里没有“{names.ROSTER_SHEET}”。请用 lunzhi 写出的工作簿来改。"))
    if reading.faults:
        raise InputError(reading.faults)
    return _changed(plan, roster, pins, absences)


def _changed(plan: Plan, roster: Roster, pins: list[Edit], absences: list[Edit]) -> ReadBack:
    data = plan_data(plan)
    kept, remarks = _kept(plan, data.get("pins", []), pins)
    given = [absence for absence in absences if dict(absence.entry) not in data.get("absences", [])]
    cells: dict[str, str] = {}
    for key, old, edits in (("pins", kept, pins), ("absences", data.get("absences", []), given)):
        if edits or key in data:
            data[key] = [*old, *(dict(edit.entry) for edit in edits)]
        cells |= {f"{key}[{number}]": edit.cell for number, edit in enumerate(edits, len(old))}
    try:
        changed = plan_from_data(data)
        if faults := contradictions_with_relief(expand(changed, continued(roster))):
            raise InputError(faults)
    except InputError as error:
        raise InputError(_at_cells(error.faults, cells)) from None
    return ReadBack(data, tuple(pins), tuple(given), tuple(remarks))


def _kept(plan: Plan, old: list[Any], edits: list[Edit]) -> tuple[list[Any], list[str]]:
    """The plan's pins without those that an edit replaces: of the same seat or visit, and the same people."""
    kept, remarks = [], []
    for number, (entry, pin) in enumerate(zip(old, plan.pins, strict=True)):
        edit = next((edit for edit in edits if _replaces(plan, edit, pin)), None)
        if edit is None:
            kept.append(entry)
        else:
            remarks.append(f"{edit.cell}代替了原方案的pins[{number}]。")
    return kept, remarks


def _replaces(plan: Plan, edit: Edit, pin: Pin) -> bool:
    """Whether the edit ends what the pin asks for, asks for what it forbids, or says the same again."""
    new, ends = (Pin.model_validate(dict(entry)) if entry else None for entry in (edit.entry, edit.ends))
    wanted = target(plan, pin)
    return any(one is not None and target(plan, one) == wanted for one in ((new,) if pin.forbid else (new, ends)))


def _at_cells(faults: Iterable[Fault], cells: Mapping[str, str]) -> Iterable[Fault]:
    """The faults with each edit's place in the plan replaced by its cell."""

    def place(found: re.Match[str]) -> str:
        return cells.get(found[0], f"原方案的{found[0]}")

    for fault in faults:
        entry = _ENTRY.match(fault.path)
        path = cells.get(entry[0], fault.path) if entry else fault.path
        yield replace(fault, path=path, reason=_ENTRY.sub(place, fault.reason))
