"""Pins and forbids set at a seat: the plan that asks for them, and the version that keeps to it, both at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from api.service import offices, plans, versions
from api.service.actor import Actor
from api.service.errors import ConflictError, NotFoundError
from api.service.plan_words import PlanWords
from api.service.plans import PlanFile
from api.service.seats import Seat, difference_of
from api.service.versions import Made
from api.store.tables import PlanRow, RosterVersion
from roster.expansion import expand
from roster.faults import Fault, InputError, expected
from roster.plan import Pin, Plan
from roster.plan_bytes import plan_bytes, plan_data
from roster.referee.rules.targets import target
from roster.relief import contradictions_with_relief
from roster.result import PlanReference, Roster
from roster.seating import Place, check_open, continued, interpret
from solver.reseat import Seating, reseat

_NUMBERED = re.compile(r"pins\[(\d+)\](?:\.\w+)?")


@dataclass(frozen=True, slots=True)
class Wish:
    """That a leader holds a seat whatever is solved later (固定) or, with `forbid`, never does (不得安排)."""

    seat: Seat
    leader: str
    forbid: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan with the wish in it, and the roster that keeps to it."""

    file: PlanFile
    roster: Roster


def keep(
    session: Session, actor: Actor, plan: PlanRow, row: RosterVersion, wish: Wish, why: str
) -> RosterVersion:  # fmt: skip
    """Puts the wish into the plan and makes the version in which it holds: who is pinned has the seat, who is kept from
    it leaves it empty. InputError with all that stands in the way."""
    _lock(session, plan, row)
    kept = tried(row, wish)
    revision = plans.revise(session, actor, plan, kept.file, why, None)
    made = Made(kept.roster, "edit", why, row.number, difference_of(row, kept.roster))
    return versions.add(session, actor, revision, made)


def release(
    session: Session, actor: Actor, plan: PlanRow, row: RosterVersion, number: int, why: str
) -> RosterVersion:  # fmt: skip
    """Takes the pin or forbid at that place in the plan's list out again, and makes the version that has the same seats
    under that plan; whether a better one exists now is not proven."""
    _lock(session, plan, row)
    old, roster = versions.plan_of(row), versions.roster_of(row)
    if not 0 <= number < len(old.pins):
        raise NotFoundError("方案里没有这一条指定。")
    data = plan_data(old)
    del data["pins"][number]
    file = PlanFile(plan_bytes(data, row.revision.suffix), row.revision.suffix)
    freed = reseat(file.loaded.plan, roster, [], digest=file.loaded.digest)
    revision = plans.revise(session, actor, plan, file, why, None)
    return versions.add(session, actor, revision, Made(freed, "edit", why, row.number, difference_of(row, freed)))


def tried(row: RosterVersion, wish: Wish) -> Kept:
    """The same, and nothing is kept."""
    old, roster = versions.plan_of(row), versions.roster_of(row)
    place = wish.seat.find(roster)
    check_open(interpret(old, roster), place)
    if wish.leader not in old.leader:
        raise InputError([Fault("leader", expected("名单里的编号", wish.leader, old.leader))])
    data = plan_data(old)
    pins = [*_others(old, data.get("pins") or [], place, wish), _entry(place, wish)]
    data["pins"] = pins
    file = PlanFile(plan_bytes(data, row.revision.suffix), row.revision.suffix)
    try:
        loaded = file.loaded
        if faults := contradictions_with_relief(expand(loaded.plan, continued(roster))):
            raise InputError(faults)
        return Kept(file, reseat(loaded.plan, _known(old, loaded.plan, roster, loaded.digest), _seatings(place, wish),
                                 digest=loaded.digest))  # fmt: skip
    except InputError as error:
        raise InputError(_in_words(error.faults, old, pins)) from None


def _lock(session: Session, plan: PlanRow, row: RosterVersion) -> None:
    """ConflictError where the version is of an older content of its plan."""
    offices.lock(session, plan.office_id)
    session.refresh(plan)
    if row.revision.number != plan.revision:
        raise ConflictError("方案后来改过，请先重排，再指定。")


def _entry(place: Place, wish: Wish) -> dict[str, Any]:
    slot, seat = place.slot, place.seat
    entry: dict[str, Any] = {"duty": slot.duty, "date": slot.date.isoformat(), "leader": wish.leader}
    if place.visit:
        entry |= {"venue": slot.venue} if slot.venue else {}
    else:
        entry |= {"unit": slot.unit} if slot.unit else {}
        entry |= {"standby": True} if seat.standby else {"role": seat.role}
    return entry | ({"forbid": True} if wish.forbid else {})


def _others(plan: Plan, entries: Sequence[Any], place: Place, wish: Wish) -> Iterator[Any]:
    """The pins of the plan but those that the wish ends: of the same leader at the same place, and the pin of who
    gives up the seat."""
    ended = {target(plan, Pin.model_validate(_entry(place, wish)))}
    leaving = None
    if not wish.forbid and place.holder not in (None, wish.leader):
        leaving = target(plan, Pin.model_validate(_entry(place, Wish(wish.seat, place.holder or ""))))
    for entry, pin in zip(entries, plan.pins, strict=True):
        own = target(plan, pin)
        if own not in ended and not (own == leaving and not pin.forbid):
            yield entry


def _seatings(place: Place, wish: Wish) -> list[Seating]:
    if wish.forbid:
        return [(place, None)] if place.holder == wish.leader else []
    return [(place, wish.leader)] if place.holder != wish.leader else []


def _known(old: Plan, new: Plan, roster: Roster, digest: str) -> Roster:
    """The roster as one of the new plan. A bound that was proven holds there too where the new plan only asks for
    more: no roster is possible that was not before."""
    if not set(map(_frozen, old.pins)) <= set(map(_frozen, new.pins)):
        return roster
    return roster.model_copy(update={"plan": PlanReference(title=new.title, digest=digest)})


def _frozen(pin: Pin) -> str:
    return pin.model_dump_json()


def _in_words(faults: Iterable[Fault], plan: Plan, pins: Sequence[Any]) -> Iterator[Fault]:
    """The faults with each pin called by what it says, as nobody here has seen its number."""
    words = PlanWords(plan)

    def named(found: re.Match[str]) -> str:
        number = int(found[1])
        if number == len(pins) - 1:
            return "这一条"
        return f"“{words.pin(Pin.model_validate(pins[number]))}”" if number < len(pins) else found[0]

    for fault in faults:
        yield Fault("", _NUMBERED.sub(named, fault.reason), fault.id)
