"""Why this leader sits here: their place in the rotation, their turns and share, and who was passed over and why.

For administrators alone: the facts name reasons of absences (`solver.obstacles`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from roster.expansion import Expansion, Group, Need
from roster.faults import Fault, InputError
from roster.plan import Plan
from roster.result import Reason, Roster
from roster.seating import Place, interpret, seated
from solver.effect import Effects
from solver.effect_words import distance_words, effect_words
from solver.explain import Explainer
from solver.obstacles import Obstacles, short_day


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn in the rotation, all counted from 1: the seat's number among the group's `seats`, the leader's place in
    the circle behind the one whose turn was first, which of their turns it is, and the number at which it belongs."""

    number: int
    seats: int
    circle: int
    turn: int
    due: int
    words: str


@dataclass(frozen=True, slots=True)
class Share:
    """The leader's turns in the group: in this roster, of history, and what an equal share (or one in proportion to
    presence) would be with history; `sessions` of the group's are those for which the leader is available."""

    turns: int
    history: int
    fair: float
    available: int
    sessions: int


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Someone whose turn came before, or who has fewer, and why they do not sit here. `due` is the number (from 1) at
    which their turn belonged, `instead` the date on which they have it."""

    leader: str
    due: int | None
    instead: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Why the holder sits there. An empty seat has `gaps` instead, a visit only `words`."""

    slot: str
    role: str
    leader: str | None
    words: tuple[str, ...] = ()
    turn: Turn | None = None
    share: Share | None = None
    passed_over: tuple[PassedOver, ...] = ()
    gaps: tuple[Reason, ...] = ()


def explain_placement(plan: Plan, roster: Roster, place: Place) -> Placement:
    """Why the seat (or visit) has its holder, or nobody. InputError where the plan does not ask for it."""
    expansion = interpret(plan, roster)
    if place.visit:
        return _visit(expansion, roster, place)
    group = _group_of(expansion, place)
    if place.holder is None:
        reasons = Explainer(expansion, roster.slots).seat(place.slot, place.seat)
        return Placement(place.slot.id, place.seat.role, None, ("席位空缺",), gaps=reasons)
    found = _Seat(expansion, roster, place, group, place.holder)
    return Placement(
        slot=place.slot.id,
        role=place.seat.role,
        leader=place.holder,
        words=tuple(found.words()),
        turn=found.turn(),
        share=found.share(),
        passed_over=tuple(found.passed_over()),
    )


def _group_of(expansion: Expansion, place: Place) -> Group:
    slot = expansion.slot_place.get(place.slot.id)
    seats = () if slot is None else expansion.slots[slot].seats
    group = seats[place.number].group if place.number < len(seats) else None
    if group is None:
        raise InputError([Fault("slot", "方案里没有这个班次或席位：方案改过，请先重排。", place.slot.id)])
    return expansion.groups[group]


class _Seat:
    """One seat that is held."""

    def __init__(self, expansion: Expansion, roster: Roster, place: Place, group: Group, leader: str) -> None:
        self._expansion, self._place, self._group, self._leader = expansion, place, group, leader
        self._effects = Effects(expansion, roster.slots)
        self._turns = self._effects.turns(group.index)
        self._holders = self._effects.holders(group.index)
        self._number = self._effects.number_of(group.index, place.key)
        self._obstacles = Obstacles(expansion, seated(roster.slots, {place.key: None}))

    def words(self) -> Iterator[str]:
        """What settles the seat outside of turns."""
        slot = self._place.slot
        if slot.date < self._expansion.open_from():
            yield "已举行，照原样保留"
        for number, pin in enumerate(self._expansion.plan.pins):
            standby = pin.standby == self._place.seat.standby
            here = (pin.duty, pin.unit, pin.date, pin.leader) == (slot.duty, slot.unit, slot.date, self._leader)
            if here and standby and not pin.forbid and pin.role in (None, self._place.seat.role):
                yield f"方案已指定（pins[{number}]）"
        if self._leader not in self._group.eligible:
            yield "不在现行方案的人选范围内"

    def turn(self) -> Turn | None:
        """The place in the rotation, where the group has one."""
        group = self._group
        if not group.rotation or self._leader not in group.eligible:
            return None
        taken = self._taken(self._leader)
        due = self._turns.place(self._leader, taken)
        circle = (group.eligible.index(self._leader) - group.first) % len(group.eligible) + 1
        words = distance_words(self._number - due)
        return Turn(self._number + 1, len(group.numbers), circle, taken + 1, due + 1, words)

    def share(self) -> Share | None:
        """Turns, history and the fair share."""
        group = self._group
        if self._leader not in group.eligible:
            return None
        filled = sum(holder in group.history for holder in self._holders)
        present = {leader: len(self._turns.available(leader)) for leader in group.eligible}
        if group.fairness == "equal":
            fair = (sum(group.history.values()) + filled) / len(group.eligible)
        else:
            fair = group.history[self._leader] + filled * present[self._leader] / max(1, sum(present.values()))
        return Share(
            turns=self._holders.count(self._leader),
            history=group.history[self._leader],
            fair=round(fair, 1),
            available=present[self._leader],
            sessions=len(group.slots),
        )

    def passed_over(self) -> Iterator[PassedOver]:
        """In a rotation all whose turn belonged before the holder's, the earliest first, and who stood right before
        them in the circle but is away; else all with whom the turns would be shared more evenly."""
        if self._leader not in self._group.eligible:
            return
        if self._group.rotation:
            due = {one: self._turns.place(one, self._taken(one)) for one in self._group.eligible}
            earlier = sorted((one for one in due if due[one] < due[self._leader]), key=lambda one: due[one])
            for leader in dict.fromkeys((*earlier, *self._away_before())):
                yield PassedOver(leader, due[leader] + 1, self._instead(leader), "；".join(self._why(leader)))
            return
        for leader in self._group.eligible:
            if leader != self._leader and self._effect(leader)["fairness"] < 0:
                yield PassedOver(leader, None, self._instead(leader), "；".join(self._why(leader)))

    def _away_before(self) -> Iterator[str]:
        """Those in the circle right before the holder who are away, without a turn since the holder's last one: the
        others close ranks, so that their turn belongs later."""
        circle = self._group.eligible
        here = self._expansion.slot_place[self._place.slot.id]
        before = self._holders[: self._number]
        last = max((number for number, one in enumerate(before) if one == self._leader), default=-1)
        for step in range(1, len(circle)):
            leader = circle[(circle.index(self._leader) - step) % len(circle)]
            if here in self._turns.available(leader) or leader in before[last + 1 :]:
                return
            yield leader

    def _why(self, leader: str) -> list[str]:
        slot = self._obstacles.slot(self._place.slot.id)
        if facts := self._obstacles.to_seat(leader, slot, self._place.seat):
            return facts
        changed = {self._place.key: leader}
        words = effect_words(self._effects, self._place, leader, changed, self._effect(leader))
        return [f"可以到场；只换这一席则{'，'.join(words)}"]

    def _effect(self, leader: str) -> dict[str, int]:
        return self._effects.of({self._place.key: leader})

    def _taken(self, leader: str) -> int:
        return self._holders[: self._number].count(leader)

    def _instead(self, leader: str) -> date | None:
        """The date on which the leader has the turn that was due."""
        later = range(self._number, len(self._holders))
        found = (self._group.numbers[number][0] for number in later if self._holders[number] == leader)
        return next((self._expansion.slots[slot].date for slot in found), None)


def _visit(expansion: Expansion, roster: Roster, place: Place) -> Placement:
    slot = place.slot
    _, leader, period, turn = slot.id.split("/")
    asked = (slot.duty, leader, period)
    need = next((one for one in expansion.needs if (one.duty, one.leader, one.period) == asked), None)
    words = [f"走访由本人完成：{period}应走访{need.owed}次，这是第{turn}次" if need else "现行方案不再要求这次走访"]
    if slot.date < expansion.open_from():
        words.append("已举行，照原样保留")
    elif need:
        words += _dates(expansion, roster, need, slot.date)
    return Placement(slot.id, place.seat.role, place.holder, tuple(words))


def _dates(expansion: Expansion, roster: Roster, need: Need, held: date) -> list[str]:
    """On which other dates of the period the visit could not have been."""
    own = f"{need.duty}/{need.leader}/{need.period}/"
    obstacles = Obstacles(
        expansion, [slot for slot in roster.slots if slot.date != held or not slot.id.startswith(own)]
    )
    closed: dict[str, list[date]] = {}
    for day in need.dates:
        if day >= expansion.open_from() and day != held and (fact := obstacles.to_visit(need, day)):
            closed.setdefault(fact, []).append(day)
    others = f"该期可走访的日期共{len(need.dates)}天"
    return [others, *(f"{'、'.join(map(short_day, days))}：{fact}" for fact, days in closed.items())]
