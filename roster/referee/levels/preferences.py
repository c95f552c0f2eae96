"""Level `preferences`: the weights of the preferences not met, by seats and visits but never by standbys."""

from __future__ import annotations

from collections.abc import Sequence

from roster.plan import Preference
from roster.referee.assignments import Assignments
from roster.result import RosterSlot


def count(held: Assignments, _: Sequence[RosterSlot]) -> int:
    """The sum over preferences, leaders and what they hold."""
    return sum(
        preference.weight * _against(held, preference, leader)
        for preference in held.expansion.plan.preferences
        for leader in _leaders(held, preference)
    )


def _leaders(held: Assignments, preference: Preference) -> tuple[str, ...]:
    if preference.who is not None:
        return held.expansion.selection.select(preference.who)
    return (preference.leader,) if preference.leader is not None else ()


def _against(held: Assignments, preference: Preference, leader: str) -> int:
    return sum(
        not one.standby and preference.duty in (None, one.duty) and preference.costs(one.day.weekday())
        for one in held.by_leader.get(leader, ())
    )
