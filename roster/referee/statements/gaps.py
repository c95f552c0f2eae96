"""`gaps` lists exactly the empty seats and missed visits, and says of each why nobody could take it, leader by leader.
Gaps of the past need no reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from roster.expansion.coverage import is_visit
from roster.faults import quoted
from roster.referee.assignments import Assignments
from roster.referee.levels.visits import missed
from roster.referee.verdict import Rule, Violation, broken, named
from roster.result import Gap, Roster

RULE = Rule("gaps", "空缺")

Key = tuple[str | None, str | None, str | None, str | None, str | None]
"""Slot and role, or duty, leader and period."""


def violations(held: Assignments, roster: Roster) -> Iterator[Violation]:
    """Each gap that is missing, doubled, unfounded or not explained."""
    asked = _gaps(held, roster)
    stated = Counter((gap.slot, gap.role, gap.duty, gap.leader, gap.period) for gap in roster.gaps)
    for key in asked - stated:
        yield broken(RULE, f"{_what(held, key)}空缺，应列入 gaps", key[0] or key[2], key[3])
    for key in stated - asked:
        yield broken(RULE, f"{_what(held, key)}并不空缺，或重复列入 gaps", key[0] or key[2], key[3])
    for gap in roster.gaps:
        yield from _unexplained(held, gap)


def _gaps(held: Assignments, roster: Roster) -> Counter[Key]:
    found: Counter[Key] = Counter(
        (slot.id, seat.role, None, None, None)
        for slot in roster.slots
        if not is_visit(slot)
        for seat in slot.seats
        if seat.leader is None
    )
    for need in held.expansion.needs:
        if lacking := missed(held, need):
            found[None, None, need.duty, need.leader, need.period] = lacking
    return found


def _what(held: Assignments, key: Key) -> str:
    _, role, _, leader, period = key
    if leader is None:
        return quoted(role)
    return f"{named(held.expansion.plan, leader)}{quoted(period)}的走访"


def _unexplained(held: Assignments, gap: Gap) -> Iterator[Violation]:
    plan = held.expansion.plan
    explained = {reason.leader for reason in gap.reasons}
    place = gap.slot or gap.duty
    for leader in sorted(explained - plan.leader.keys()):
        yield broken(RULE, f"空缺的原因提到计划里没有的领导“{leader}”", place, leader)
    for reason in gap.reasons:
        if not reason.why.strip():
            yield broken(RULE, f"空缺的原因没有说明{named(plan, reason.leader)}为何不能担任", place, reason.leader)
    for leader in _asked(held, gap):
        if leader not in explained:
            yield broken(RULE, f"空缺的原因没有提到{named(plan, leader)}", place, leader)


def _asked(held: Assignments, gap: Gap) -> tuple[str, ...]:
    """Who could have taken it."""
    if gap.slot is None:
        known = (gap.duty or "", gap.leader or "", gap.period or "") in held.needs
        return (gap.leader,) if gap.leader is not None and known else ()
    expansion = held.expansion
    place = expansion.slot_place.get(gap.slot)
    if place is None or expansion.slots[place].held is not None:
        return ()
    groups = (seat.group for seat in expansion.slots[place].seats if seat.role == gap.role and seat.group is not None)
    return next((expansion.groups[group].eligible for group in groups), ())
