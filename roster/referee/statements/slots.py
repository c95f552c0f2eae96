"""The roster has exactly the plan's slots, each once, sorted by date, then duty, unit and id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from roster.expansion.coverage import is_visit
from roster.referee.assignments import Assignments
from roster.referee.verdict import Rule, Violation, broken
from roster.result import Roster

RULE = Rule("slots", "班次")


def violations(held: Assignments, roster: Roster) -> Iterator[Violation]:
    """Slots that are missing, doubled, not asked for, or out of order."""
    stated = Counter(slot.id for slot in roster.slots)
    asked = held.expansion.slot_place
    for slot in asked.keys() - stated.keys():
        yield broken(RULE, "计划有这个班次，排班表里没有", slot)
    for slot, times in stated.items():
        if times > 1:
            yield broken(RULE, f"编号重复，出现{times}次", slot)
    for extra in roster.slots:
        if extra.id not in asked and not is_visit(extra):
            yield broken(RULE, "计划里没有这个班次", extra.id)
    keys = [(slot.date, slot.duty, slot.unit or "", slot.id) for slot in roster.slots]
    misplaced = next((n for n in range(1, len(keys)) if keys[n] < keys[n - 1]), None)
    if misplaced is not None:
        yield broken(RULE, "顺序不对，应按日期、职责、单位、编号排列", roster.slots[misplaced].id)
