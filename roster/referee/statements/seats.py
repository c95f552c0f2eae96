"""A slot's seats stand in the plan's order, the copies of a count side by side, standbys last with the role 候补."""

from __future__ import annotations

from collections.abc import Iterator

from roster.referee.assignments import Assignments
from roster.referee.verdict import Rule, Violation, broken
from roster.result import Roster

RULE = Rule("seats", "席位")


def violations(held: Assignments, roster: Roster) -> Iterator[Violation]:
    """Each slot whose seats are not those of the plan."""
    expansion = held.expansion
    for slot in roster.slots:
        place = expansion.slot_place.get(slot.id)
        if place is None:
            continue
        asked = [(seat.role, seat.standby) for seat in expansion.slots[place].seats]
        found = [(seat.role, seat.standby) for seat in slot.seats]
        if found != asked:
            yield broken(RULE, f"席位应依次为{_text(asked)}，实际为{_text(found)}", slot.id)


def _text(seats: list[tuple[str, bool]]) -> str:
    return "、".join(f"{role}（候补席）" if standby else role for role, standby in seats) or "空"
