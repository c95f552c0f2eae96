"""Pins with `forbid: true` rule an assignment out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from roster.referee.assignments import Assignments
from roster.referee.rules.targets import Target, pins_in_force, target, target_of
from roster.referee.verdict import Conflict, Rule, named

RULE = Rule("forbidden", "禁排")


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """Each assignment that a pin forbids: a visit at the venue named, or at any."""
    plan = held.expansion.plan
    forbids: dict[Target, list[tuple[int, str | None]]] = defaultdict(list)
    for number, pin in pins_in_force(held.expansion):
        if pin.forbid:
            forbids[target(plan, pin)].append((number, pin.venue))
    for one in held.every if forbids else ():
        for number, venue in forbids.get(target_of(one), ()):
            if venue is None or not one.visit or venue == one.venue:
                text = f"{named(plan, one.leader)}{one.day}不得担任“{one.role}”"
                yield Conflict(RULE, (one,), (f"pins[{number}]",), text)
                break
