"""Who could take a seat: everyone, ranked by what it would do to each level, and those who cannot, with why.

`candidates` holds every other seat fixed: the effect is exact. `repaired` pins the candidate and lets the rest be
replanned with the fewest changes, from the slot's date on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from roster.changes import find_changes
from roster.expansion import Past, expand
from roster.faults import InputError
from roster.plan import Pin, Plan
from roster.referee.levels import count_levels
from roster.result import Reason, Roster, RosterSlot
from roster.seating import Place, check_open, interpret, seated
from solver.control import Control
from solver.effect import Effects, Holders
from solver.effect_words import difference_words, effect_words
from solver.obstacles import Obstacles
from solver.solve import replan

ONLY_THE_OWNER = "走访由欠访的领导本人完成，别人不能代替；改日期或地点请改方案后重排。"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who could take the seat: the difference that makes to each level, in the levels' order, and in words.
    `proven` is whether no better roster with them there exists; with all else fixed there is but one."""

    leader: str
    effect: Mapping[str, int]
    words: tuple[str, ...]
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Candidates:
    """The answer for one seat: `ranked` with the best first; `moving_up` the slot's own standbys who could sit there if
    the standby's place were left empty; `refused` those whom the seat selects and who cannot, with the facts."""

    slot: str
    role: str
    standby: bool
    holder: str | None
    ranked: tuple[Candidate, ...] = ()
    moving_up: tuple[Candidate, ...] = ()
    refused: tuple[Reason, ...] = ()
    note: str | None = None


def candidates(plan: Plan, roster: Roster, place: Place) -> Candidates:
    """Everyone whom the seat selects but its holder, with every other seat as it is.

    Raises InputError where the seat cannot change any more.
    """
    expansion = interpret(plan, roster)
    check_open(expansion, place)
    if place.visit:
        return _owner_alone(place)
    effects = Effects(expansion, roster.slots)
    emptied = seated(roster.slots, {place.key: None})
    obstacles = Obstacles(expansion, emptied)
    ranked, refused = [], []
    for leader, facts in _judged(obstacles, place):
        if facts:
            refused.append(Reason(leader=leader, why="；".join(facts)))
        else:
            ranked.append(_candidate(effects, place, leader, {place.key: leader}))
    up = [
        _candidate(effects, place, leader, changed)
        for leader, changed in _moving_up(place)
        if _can_move_up(Obstacles(expansion, seated(emptied, dict.fromkeys(changed))), place, leader)
    ]
    return _answer(place, ranked, refused, moving_up=tuple(sorted(up, key=_rank)))


def repaired(
    plan: Plan, roster: Roster, place: Place, control: Callable[[], Control] = Control
) -> Iterator[Candidate | Reason]:
    """For each one whom a coverage seat selects but its holder, in the order of the circle: the effect once they sit
    there and everything from the slot's date on has been replanned with the fewest changes; or why that cannot be.
    The level `changes` compares with the roster given.

    `control` makes the control of each replan. Raises InputError where the seat cannot change any more.
    """
    expansion = interpret(plan, roster)
    check_open(expansion, place)
    obstacles = Obstacles(expansion, seated(roster.slots, {place.key: None}))
    past = Past(roster, place.slot.date)
    before = count_levels(expand(plan, past), roster.slots)
    slot = obstacles.slot(place.slot.id)
    for leader in obstacles.eligible(slot, place.seat):
        if leader == place.holder:
            continue
        if facts := [*_same_role(slot, place, leader), *obstacles.fixed(leader, slot, place.seat)]:
            yield Reason(leader=leader, why="；".join(facts))
            continue
        try:
            yield _repaired(_pinned(plan, place, leader), past, leader, before, control())
        except InputError as error:
            yield Reason(leader=leader, why="；".join(fault.reason for fault in error.faults))


def candidates_after_repair(
    plan: Plan, roster: Roster, place: Place, control: Callable[[], Control] = Control
) -> Candidates:
    """All of `repaired`, the best first."""
    if place.visit:
        return candidates(plan, roster, place)
    found = list(repaired(plan, roster, place, control))
    note = f"逐一指定人选，从{place.slot.date}起按改动最少重排；变动与这份排班表相比。"
    ranked = [one for one in found if isinstance(one, Candidate)]
    return _answer(place, ranked, [one for one in found if isinstance(one, Reason)], note=note)


def _judged(obstacles: Obstacles, place: Place) -> Iterator[tuple[str, list[str]]]:
    """Everyone whom the seat selects but its holder, with what keeps them from it."""
    slot = obstacles.slot(place.slot.id)
    for leader in obstacles.eligible(slot, place.seat):
        if leader != place.holder:
            yield leader, obstacles.to_seat(leader, slot, place.seat)


def _same_role(slot: RosterSlot, place: Place, leader: str) -> list[str]:
    """Whether the leader holds another seat of the role, so that they would merely change chairs."""
    seat = place.seat
    sits = any((one.leader, one.role, one.standby) == (leader, seat.role, seat.standby) for one in slot.seats)
    return [f"已在本场担任{seat.role}"] if sits else []


def _moving_up(place: Place) -> Iterator[tuple[str, Holders]]:
    """Each standby of the slot, with who holds what if they left their place for the seat."""
    for number, seat in enumerate(place.slot.seats):
        if seat.standby and not place.seat.standby and seat.leader is not None:
            yield seat.leader, {(place.slot.id, number): None, place.key: seat.leader}


def _can_move_up(obstacles: Obstacles, place: Place, leader: str) -> bool:
    own = next(seat for seat in place.slot.seats if seat.standby and seat.leader == leader)
    return not obstacles.is_pinned(leader, place.slot, own) and dict(_judged(obstacles, place)).get(leader) == []


def _candidate(effects: Effects, place: Place, leader: str, changed: Holders) -> Candidate:
    effect = effects.of(changed)
    return Candidate(leader, effect, effect_words(effects, place, leader, changed, effect))


def _rank(candidate: Candidate) -> tuple[int, ...]:
    return tuple(candidate.effect.values())


def _answer(
    place: Place,
    ranked: list[Candidate],
    refused: list[Reason],
    moving_up: tuple[Candidate, ...] = (),
    note: str | None = None,
) -> Candidates:
    return Candidates(
        slot=place.slot.id,
        role=place.seat.role,
        standby=place.seat.standby,
        holder=place.holder,
        ranked=tuple(sorted(ranked, key=_rank)),
        moving_up=moving_up,
        refused=tuple(refused),
        note=note,
    )


def _owner_alone(place: Place) -> Candidates:
    return _answer(place, [], [], note=ONLY_THE_OWNER)


def _pinned(plan: Plan, place: Place, leader: str) -> Plan:
    """The plan with the candidate pinned to the seat; where the role has several seats, the holder is kept from it."""
    slot, seat = place.slot, place.seat
    pin = Pin(
        duty=slot.duty,
        unit=slot.unit,
        date=slot.date,
        role=None if seat.standby else seat.role,
        standby=seat.standby,
        leader=leader,
    )
    alike = [one for one in slot.seats if (one.role, one.standby) == (seat.role, seat.standby)]
    leaves = (
        [pin.model_copy(update={"leader": place.holder, "forbid": True})] if place.holder and len(alike) > 1 else []
    )
    return plan.model_copy(update={"pins": (*plan.pins, pin, *leaves)})


def _repaired(plan: Plan, past: Past, leader: str, before: Mapping[str, int], control: Control) -> Candidate:
    found = replan(plan, past, control=control)
    effect = {level.name: level.value - before[level.name] for level in found.levels}
    changed = len(find_changes(expand(plan, past), past.roster, found.slots))
    words = (*difference_words(effect), f"共改动{changed}处" if changed > 1 else "别处不动")
    return Candidate(leader, effect, words, found.status == "optimal")
