"""What in the register still speaks of an entry, so that it cannot go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from api.service import offices
from api.service.register import register_data
from api.service.register_check import check_change
from roster.faults import InputError

Data = dict[str, Any]
_PLACE = re.compile(r"([a-z]+)\[([0-9]+)\]")


@dataclass(frozen=True, slots=True)
class Use:
    """An entry that speaks of another: its list, its id where it has one, and what it is called: a leader where it is
    about one; empty where it is not."""

    kind: str
    key: str | None
    name: str


def uses(session: Session, office_id: int, kind: str, key: str) -> list[Use]:
    """The entries that the check of the register names when this one is gone, in the order of their lists."""
    before = register_data(session, offices.get(session, office_id))
    after = {**before, kind: [one for one in before.get(kind, ()) if one["id"] != key]}
    try:
        check_change(before, after, kind, None)
    except InputError as error:
        found = [match.groups() for fault in error.faults if (match := _PLACE.match(fault.path))]
        return [_use(before, listed, after[listed][int(place)]) for listed, place in dict.fromkeys(found)]
    return []


def _use(register: Data, kind: str, value: Any) -> Use:
    entry: Data = value if isinstance(value, dict) else {}
    leaders = {one["id"]: one["name"] for one in register.get("leaders", ())}
    return Use(kind, entry.get("id"), str(entry.get("name") or leaders.get(entry.get("leader")) or ""))
