"""Absences from a list as offices keep it (Excel or CSV): what it would add, and then all of that or nothing."""

from __future__ import annotations

from sqlalchemy.orm import Session

from api.lists.absences import ListedAbsence, parse_absences
from api.lists.table import People
from api.service import offices, register
from api.service.actor import Actor
from api.service.imports import Change, Data, Preview
from api.service.register import register_data
from api.service.register_check import check_change
from roster.faults import Fault, InputError

_KIND = "absences"


def preview(session: Session, office_id: int, data: bytes) -> Preview:
    """What the list would add; InputError with all its faults, by cell or row. Nothing is saved. An absence that stands
    in the register already, whatever its reason, is left out."""
    known = register_data(session, offices.get(session, office_id))
    listed = parse_absences(data, People(known.get("leaders", ()), known.get("units", ())))
    seen = {(one.get("leader"), one["start"], one["end"]) for one in known.get(_KIND, ())}
    new: list[ListedAbsence] = []
    remarks = []
    for one in listed:
        if (one.leader, one.start, one.end) in seen:
            remarks.append(f"第{one.row}行已经有了，没有再加。")
            continue
        seen.add((one.leader, one.start, one.end))
        new.append(one)
    values = [_value(one) for one in new]
    _check(known, new, values)
    return Preview(tuple(Change(_KIND, "", None, value) for value in values), tuple(remarks))


def save(session: Session, actor: Actor, office_id: int, data: bytes) -> Preview:
    """Saves what the preview shows: all of it, or nothing with InputError."""
    offices.lock(session, office_id)
    found = preview(session, office_id, data)
    if found.changes:
        register.add_all(session, actor, office_id, _KIND, [one.value for one in found.changes])
    return found


def _value(one: ListedAbsence) -> Data:
    value = {"leader": one.leader, "start": one.start, "end": one.end}
    return value if one.reason is None else {**value, "reason": one.reason}


def _check(known: Data, new: list[ListedAbsence], values: list[Data]) -> None:
    """What the register says against a row stands at that row."""
    before = list(known.get(_KIND, ()))
    rows = {f"{_KIND}[{place}]": one.row for place, one in enumerate(new, start=len(before))}
    try:
        check_change(known, {**known, _KIND: [*before, *values]} if values else known, "", None)
    except InputError as error:
        raise InputError(
            Fault(f"第{rows[own]}行" if (own := fault.path.partition(".")[0]) in rows else fault.path, fault.reason)
            for fault in error.faults
        ) from None
