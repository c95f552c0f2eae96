"""Level `spread`: over visit duties that are not `linked`, Σ over venues of visits², plus Σ over (leader, venue)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from roster.plan import VisitDuty
from roster.referee.assignments import Assignments
from roster.result import RosterSlot


def count(held: Assignments, _: Sequence[RosterSlot]) -> int:
    """The sum over visit duties."""
    duties = held.expansion.plan.duties
    free = {duty.id for duty in duties if isinstance(duty, VisitDuty) and duty.venues != "linked"}
    visits = [one for one in held.every if one.visit and one.duty in free]
    venues = Counter((one.duty, one.venue) for one in visits)
    pairs = Counter((one.duty, one.venue, one.leader) for one in visits)
    return sum(n * n for n in venues.values()) + sum(n * n for n in pairs.values())
