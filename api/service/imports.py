"""Leaders from a list as offices keep it (Excel or CSV): what it would change, and then all of that or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from api.lists.leaders import ListedLeader, parse_leaders
from api.new.staff import guess_level
from api.service import offices, register
from api.service.actor import Actor
from api.service.register import register_data
from roster.faults import Fault, InputError

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that a list brings: `before` is what stands there now (None: it is new)."""

    kind: str
    key: str
    before: Data | None
    value: Data


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list would change, and remarks on what was read in which way."""

    changes: tuple[Change, ...]
    remarks: tuple[str, ...]


def preview(session: Session, office_id: int, data: bytes) -> Preview:
    """What the list would change; InputError with all its faults, by cell. Nothing is saved.

    A leader is known by name and unit, a unit by its name; whoever is not in the list stays as they are.
    """
    listed = parse_leaders(data)
    known = register_data(session, offices.get(session, office_id))
    return Preview(tuple(_changes(known, listed.leaders)), listed.remarks)


def save(session: Session, actor: Actor, office_id: int, data: bytes) -> Preview:
    """Saves what the preview shows: all of it, or nothing with InputError."""
    found = preview(session, office_id, data)
    register.put(session, actor, office_id, {(one.kind, one.key): one.value for one in found.changes})
    return found


def _changes(known: Mapping[str, Any], listed: tuple[ListedLeader, ...]) -> Iterator[Change]:
    units: dict[str, str] = {unit["name"]: unit["id"] for unit in known.get("units", ())}
    leaders = {(one["name"], one["unit"]): one for one in known.get("leaders", ())}
    unit_ids, leader_ids = _free("u", units.values()), _free("l", (one["id"] for one in leaders.values()))
    for leader in listed:
        name = leader.unit or _only(units)
        if name not in units:
            units[name] = next(unit_ids)
            value = {"id": units[name], "name": name, "level": guess_level(name)}
            yield Change("units", units[name], None, value)
        before = leaders.get((leader.name, units[name]))
        value = _value(leader, units[name], before, leader_ids)
        if value != before:
            yield Change("leaders", value["id"], before, value)


def _only(units: Mapping[str, str]) -> str:
    """The unit of a list that names none."""
    if len(units) == 1:
        return next(iter(units))
    raise InputError([Fault("", "名单没有单位一列，台账里的单位又不止一个：请加上单位一列。")])


def _value(leader: ListedLeader, unit: str, before: Data | None, ids: Iterator[str]) -> Data:
    """The entry; what the list does not say stays as it was."""
    told = {"title": leader.title, "rank": leader.rank, "order": leader.order, "portfolio": list(leader.portfolio)}
    given = {key: value for key, value in told.items() if value not in (None, [])}
    if before is not None:
        return {**before, **given}
    return {"id": next(ids), "name": leader.name, "unit": unit, **given}


def _free(prefix: str, taken: Any) -> Iterator[str]:
    known = set(taken)
    return (name for number in count(1) if (name := f"{prefix}{number}") not in known)
