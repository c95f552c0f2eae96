"""Every pin's assignment is in the roster."""

from __future__ import annotations

from collections.abc import Iterator

from roster.referee.assignments import Assignments
from roster.referee.rules.targets import pins_in_force, target, target_of
from roster.referee.verdict import Rule, Violation, broken, named
from roster.result import Roster

RULE = Rule("pins", "指定")


def violations(held: Assignments, _: Roster) -> Iterator[Violation]:
    """Each pin that the roster does not keep."""
    plan = held.expansion.plan
    pins = [(number, pin) for number, pin in pins_in_force(held.expansion) if not pin.forbid]
    if not pins:
        return
    venues = {target_of(one): one.venue for one in held.every}
    for number, pin in pins:
        wanted = target(plan, pin)
        if wanted not in venues or pin.venue not in (None, venues[wanted]):
            at = f"，地点“{pin.venue}”" if pin.venue else ""
            place = held.expansion.slot_on.get((pin.duty, pin.unit, pin.date))
            slot = held.expansion.slots[place].id if place is not None else None
            text = f"{pin.date}的“{wanted.role}”应为{named(plan, pin.leader)}{at}（pins[{number}]）"
            yield broken(RULE, text, slot or pin.duty, pin.leader)
