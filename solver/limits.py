"""`limits` on decisions: whether they are kept, and what is missing to `at_least`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from roster.periods import period_of
from roster.plan import CoverageDuty, Limit, Plan
from solver.decisions import Ledger, Turn
from solver.parts import Part

Turns = Mapping[str, Sequence[Turn]]
"""By leader, the turns that are decided."""


@dataclass(frozen=True, slots=True)
class Quota:
    """So many turns of those duties (None: all) a leader should still be given in a period."""

    leader: str
    duties: frozenset[str] | None
    per: str
    period: str
    wanted: int

    def counts(self, turn: Turn) -> bool:
        """Whether a turn of the leader's is one of them."""
        return turn.counts and among(turn.duty, self.duties) and period_of(turn.day, self.per) == self.period


class Limits:
    """The limits of a part, given the turns that are fixed outside of it."""

    def __init__(self, part: Part, ledger: Ledger) -> None:
        self.part = part
        self.expansion = part.expansion
        self._ledger = ledger
        groups = [self.expansion.groups[index] for index in part.groups]
        self._leaders = {leader for group in groups for leader in group.eligible}
        self._leaders |= {self.expansion.needs[index].leader for index in part.needs}

    def each(self) -> Iterator[tuple[Limit, str, frozenset[str] | None]]:
        """Every limit with every leader of the part whom it selects, and its duties."""
        for limit in self.expansion.plan.limits:
            duties = frozenset(limit.duties) if limit.duties else None
            for leader in self.expansion.selection.select(limit.who):
                if leader in self._leaders:
                    yield limit, leader, duties

    @cached_property
    def _by_leader(self) -> dict[str, list[tuple[Limit, str, frozenset[str] | None]]]:
        found: dict[str, list[tuple[Limit, str, frozenset[str] | None]]] = defaultdict(list)
        for entry in self.each():
            found[entry[1]].append(entry)
        return found

    def unlimited(self, leader: str) -> bool:
        """Whether no limit speaks of the leader."""
        return leader not in self._by_leader

    def fixed(self, leader: str, duties: frozenset[str] | None) -> list[Turn]:
        """The turns outside of the part that a limit on those duties counts."""
        return [turn for turn in self._ledger.get(leader, ()) if turn.counts and among(turn.duty, duties)]

    def kept(self, turns: Turns) -> bool:
        """Whether `at_most` and `min_gap` hold. What the past alone has broken only forbids more."""
        for limit, leader, duties in (entry for who in turns for entry in self._by_leader.get(who, ())):
            new = [turn.day for turn in turns[leader] if turn.counts and among(turn.duty, duties)]
            old = [turn.day for turn in self.fixed(leader, duties)]
            if limit.at_most is not None and limit.per:
                used = Counter(period_of(day, limit.per) for day in old)
                more = Counter(period_of(day, limit.per) for day in new)
                if any(count > max(0, limit.at_most - used[period]) for period, count in more.items()):
                    return False
            if limit.min_gap is not None:
                ordered = sorted([(day, True) for day in new] + [(day, False) for day in old])
                for (one, one_new), (other, other_new) in pairwise(ordered):
                    if (one_new or other_new) and (other - one).days < limit.min_gap:
                        return False
        return True

    def shortfall(self, turns: Turns) -> int:
        """The level `quotas` of the part."""
        return sum(max(0, quota.wanted - sum(map(quota.counts, turns.get(quota.leader, ())))) for quota in self.quotas)

    @cached_property
    def quotas(self) -> list[Quota]:
        """What `at_least` still asks for. Where a relaxation leaves visits aside, all that might be made are taken as
        made; where it leaves coverage aside, what counts both is not asked for: the level stays a lower bound."""
        found = []
        plan = self.expansion.plan
        for limit, leader, duties in self.each():
            if limit.at_least and limit.per and not (self.part.beside_coverage and spans_both(plan, limit)):
                done = Counter(period_of(turn.day, limit.per) for turn in self.fixed(leader, duties))
                done.update(self._credit(leader, duties, limit.per))
                for period in sorted(self._periods(leader, duties, limit.per)):
                    if limit.at_least > done[period]:
                        found.append(Quota(leader, duties, limit.per, period, limit.at_least - done[period]))
        return found

    def _periods(self, leader: str, duties: frozenset[str] | None, per: str) -> set[str]:
        """The periods with a date on which a seat selects the leader, or a visit is allowed, and they are free."""
        slots = [self.expansion.slots[slot] for slot in self._slots_of[leader]]
        found = {
            period_of(slot.date, per)
            for slot in slots
            if among(slot.duty, duties) and self.expansion.free(leader, slot)
        }
        for index in self._needs_of[leader]:
            need = self.expansion.needs[index]
            if among(need.duty, duties):
                found |= {period_of(day, per) for day in need.dates}
        return found

    def _credit(self, leader: str, duties: frozenset[str] | None, per: str) -> Counter[str]:
        found: Counter[str] = Counter()
        for index in self.part.left_out:
            need = self.expansion.needs[index]
            if need.leader == leader and among(need.duty, duties):
                found.update(dict.fromkeys({period_of(day, per) for day in need.dates}, need.owed))
        return found

    @cached_property
    def _slots_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for index in self.part.groups:
            group = self.expansion.groups[index]
            if not group.standby:
                for leader in group.eligible:
                    found[leader] += group.slots
        return found

    @cached_property
    def _needs_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for index in (*self.part.needs, *self.part.left_out):
            found[self.expansion.needs[index].leader].append(index)
        return found


def spans_both(plan: Plan, limit: Limit) -> bool:
    """Whether a limit counts coverage and visits together."""
    kinds = {isinstance(plan.duty[duty], CoverageDuty) for duty in limit.duties or plan.duty}
    return len(kinds) > 1


def among(duty: str, duties: frozenset[str] | None) -> bool:
    """Whether a limit on those duties (None: all) speaks of the duty."""
    return duties is None or duty in duties
