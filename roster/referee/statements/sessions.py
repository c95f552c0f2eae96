"""Each slot of a coverage duty is held when and where the plan says."""

from __future__ import annotations

from collections.abc import Iterator

from roster.expansion import Slot
from roster.faults import quoted
from roster.referee.assignments import Assignments
from roster.referee.verdict import Rule, Violation, broken
from roster.result import Roster, RosterSlot
from roster.values import Hours

RULE = Rule("sessions", "班次内容")


def violations(held: Assignments, roster: Roster) -> Iterator[Violation]:
    """Each value of a slot that is not the plan's."""
    expansion = held.expansion
    for stated in roster.slots:
        place = expansion.slot_place.get(stated.id)
        if place is not None:
            asked, found = _values(expansion.slots[place]), _values(stated)
            for what, value in asked.items():
                if found[what] != value:
                    yield broken(RULE, f"{what}应为{quoted(value)}，实际为{quoted(found[what])}", stated.id)


def _values(slot: Slot | RosterSlot) -> dict[str, str | None]:
    return {
        "职责": slot.duty,
        "单位": slot.unit,
        "日期": slot.date.isoformat(),
        "原定日期": slot.nominal_date.isoformat(),
        "时段": hours_text(slot.hours),
        "地点": slot.venue,
    }


def hours_text(hours: tuple[Hours, ...]) -> str:
    """Sessions as one text."""
    return "、".join(map(str, hours))
