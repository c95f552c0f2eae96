"""Level `quotas`: what is missing to `at_least`, over leaders and periods in which they had an available date."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from roster.expansion import Expansion
from roster.periods import period_of
from roster.plan import Limit
from roster.referee.assignments import Assignments
from roster.result import RosterSlot


def count(held: Assignments, _: Sequence[RosterSlot]) -> int:
    """The sum over limits."""
    return sum(_shortfall(held, limit) for limit in held.expansion.plan.limits if limit.at_least)


def _shortfall(held: Assignments, limit: Limit) -> int:
    per, least = limit.per or "period", limit.at_least or 0
    found = 0
    for leader, periods in open_periods(held.expansion, limit).items():
        reached = Counter(
            period_of(one.day, per)
            for one in held.by_leader.get(leader, ())
            if not one.standby and (limit.duties is None or one.duty in limit.duties)
        )
        found += sum(max(0, least - reached[period]) for period in periods)
    return found


def open_periods(expansion: Expansion, limit: Limit) -> dict[str, set[str]]:
    """By leader, the periods in which they have an available date of the limit's duties: one on which a seat
    selects them, or a visit is allowed, and they are free for the hours."""
    per = limit.per or "period"
    whom = frozenset(expansion.selection.select(limit.who))
    asked = [[leader for leader in group.eligible if leader in whom] for group in expansion.groups]
    found: dict[str, set[str]] = defaultdict(set)
    for slot in expansion.slots:
        if limit.duties is None or slot.duty in limit.duties:
            period = period_of(slot.date, per)
            groups = {seat.group for seat in slot.seats if not seat.standby and seat.group is not None}
            for leader in (leader for group in groups for leader in asked[group]):
                if period not in found[leader] and expansion.free(leader, slot):
                    found[leader].add(period)
    for need in expansion.needs:
        if need.leader in whom and (limit.duties is None or need.duty in limit.duties):
            found[need.leader].update(period_of(day, per) for day in need.dates)
    return found
