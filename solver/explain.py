"""Why a seat stays empty or a visit is missed: the facts that stood in the way of each leader (`solver.obstacles`).

For administrators alone: nothing of this is ever published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from roster.expansion import Expansion, Need
from roster.result import Reason, RosterSeat, RosterSlot
from solver.obstacles import Obstacles

OTHERWISE = "可以到场，但安排后会使更要紧的要求落空，或尚未求得更好的安排"


class Explainer:
    """Explains the gaps of one roster."""

    def __init__(self, expansion: Expansion, slots: Sequence[RosterSlot]) -> None:
        self.expansion = expansion
        self._obstacles = Obstacles(expansion, slots)

    def seat(self, slot: RosterSlot, seat: RosterSeat) -> tuple[Reason, ...]:
        """For each leader whom the seat selects, why they do not sit there."""
        return tuple(
            Reason(leader=leader, why="；".join(self._obstacles.to_seat(leader, slot, seat)) or OTHERWISE)
            for leader in self._obstacles.eligible(slot, seat)
        )

    def visit(self, need: Need) -> tuple[Reason, ...]:
        """Why none of the leader's dates could be used."""
        found: Counter[str] = Counter()
        for day in need.dates:
            if day >= self.expansion.open_from():
                found[self._obstacles.to_visit(need, day) or OTHERWISE] += 1
        dates = f"{need.period}内可走访的日期共{sum(found.values())}天"
        why = "；".join([dates, *(f"其中{days}天{fact}" for fact, days in found.most_common())])
        return (Reason(leader=need.leader, why=why),)
