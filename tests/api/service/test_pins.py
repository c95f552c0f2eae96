"""Pins and forbids set at a seat: what is wished holds at once, and in every solve that comes."""

import json

import pytest

from api.service import pins, plans, restoring, seats, versions
from api.service.errors import ConflictError
from api.service.paging import Page
from api.service.pins import Wish
from api.service.seats import Seat
from roster.faults import InputError
from roster.plan import Plan
from roster.result import Roster
from tests.api.world import World, small_plan

SLOT = "tuesday/2026-01-13"
SEAT = Seat(SLOT, "接访领导")


@pytest.fixture
def plan_id(world: World) -> int:
    number = world.plan(json.dumps(small_plan()).encode())
    assert world.solved(number) == 1
    return number


def keep(world: World, plan_id: int, wish: Wish, version: int = 1) -> int:
    with world.database.writing() as session:
        plan = plans.get(session, world.office, plan_id)
        return pins.keep(session, world.actor, plan, versions.get(session, plan, version), wish, "指定").number


def read(world: World, plan_id: int, version: int) -> tuple[Plan, Roster, bool]:
    """The version's plan, its roster, and whether the referee passes it."""
    with world.database.reading() as session:
        row = versions.get(session, plans.get(session, world.office, plan_id), version)
        return versions.plan_of(row), versions.roster_of(row), seats.report_of(row).passed


def holder(roster: Roster, slot: str = SLOT) -> str | None:
    return next(one.seats[0].leader for one in roster.slots if one.id == slot)


def other(roster: Roster) -> str:
    """Somebody who neither sits there nor stands by."""
    slot = next(one for one in roster.slots if one.id == SLOT)
    return next(one for one in ("zhao", "qian", "sun") if one not in {seat.leader for seat in slot.seats})


def test_who_is_pinned_has_the_seat_now_and_after_the_next_solve(world: World, plan_id: int) -> None:
    _, before, _ = read(world, plan_id, 1)
    chosen = other(before)
    number = keep(world, plan_id, Wish(SEAT, chosen))
    plan, roster, passed = read(world, plan_id, number)
    assert [(pin.leader, str(pin.date), pin.forbid) for pin in plan.pins] == [(chosen, "2026-01-13", False)]
    assert (holder(roster), passed) == (chosen, True)
    again, solved = world.solved(plan_id), None
    _, solved, _ = read(world, plan_id, again)
    assert holder(solved) == chosen


def test_a_pinned_holder_changes_nothing_and_stays_proven(world: World, plan_id: int) -> None:
    _, before, _ = read(world, plan_id, 1)
    number = keep(world, plan_id, Wish(SEAT, holder(before) or ""))
    _, roster, passed = read(world, plan_id, number)
    assert roster.slots == before.slots
    assert (roster.status, passed) == (before.status, True) == ("optimal", True)


def test_who_is_kept_from_a_seat_leaves_it_and_is_not_put_there_again(world: World, plan_id: int) -> None:
    _, before, _ = read(world, plan_id, 1)
    away = holder(before) or ""
    number = keep(world, plan_id, Wish(SEAT, away, forbid=True))
    plan, roster, passed = read(world, plan_id, number)
    assert [pin.forbid for pin in plan.pins] == [True]
    assert (holder(roster), passed) == (None, True)
    assert away in [reason.leader for gap in roster.gaps for reason in gap.reasons]
    _, solved, _ = read(world, plan_id, world.solved(plan_id))
    assert holder(solved) not in (None, away)


def test_a_wish_replaces_the_ones_that_it_ends(world: World, plan_id: int) -> None:
    _, before, _ = read(world, plan_id, 1)
    first, second = holder(before) or "", other(before)
    number = keep(world, plan_id, Wish(SEAT, first))
    number = keep(world, plan_id, Wish(SEAT, second), number)
    plan, roster, _ = read(world, plan_id, number)
    assert [(pin.leader, pin.forbid) for pin in plan.pins] == [(second, False)]
    assert holder(roster) == second
    number = keep(world, plan_id, Wish(SEAT, second, forbid=True), number)
    plan, roster, _ = read(world, plan_id, number)
    assert [(pin.leader, pin.forbid) for pin in plan.pins] == [(second, True)]
    assert holder(roster) is None


def test_what_a_pin_would_break_is_told_and_nothing_is_kept(world: World) -> None:
    away = [{"leader": "sun", "start": "2026-01-13", "end": "2026-01-13", "reason": "住院手术"}]
    plan_id = world.plan(json.dumps(small_plan(absences=away)).encode())
    world.solved(plan_id)
    with pytest.raises(InputError) as refused:
        keep(world, plan_id, Wish(SEAT, "sun"))
    told = "".join(fault.reason for fault in refused.value.faults)
    assert "孙丙" in told
    assert "pins[" not in told
    with world.database.reading() as session:
        plan = plans.get(session, world.office, plan_id)
        assert (plan.revision, versions.every(session, plan, Page(limit=9)).total) == (1, 1)


def test_somebody_unknown_is_refused(world: World, plan_id: int) -> None:
    with pytest.raises(InputError) as refused:
        keep(world, plan_id, Wish(SEAT, "nobody"))
    assert [fault.path for fault in refused.value.faults] == ["leader"]


def test_nothing_is_pinned_in_a_roster_of_an_older_plan(world: World, plan_id: int) -> None:
    keep(world, plan_id, Wish(SEAT, "zhao", forbid=True))
    with pytest.raises(ConflictError):
        keep(world, plan_id, Wish(SEAT, "qian", forbid=True))


def test_undoing_brings_back_roster_and_plan(world: World, plan_id: int) -> None:
    before_plan, before, _ = read(world, plan_id, 1)
    keep(world, plan_id, Wish(SEAT, other(before)))
    with world.database.writing() as session:
        plan = plans.get(session, world.office, plan_id)
        row = versions.get(session, plan, 1)
        told = restoring.taken_back(session, plan, row)
        made = restoring.restore(session, world.actor, plan, row, "撤销").number
    assert [(one.title, len(one.removed), one.added) for one in told] == [("指定", 1, ())]
    plan_now, roster, passed = read(world, plan_id, made)
    assert (plan_now, roster, passed) == (before_plan, before, True)
    with world.database.reading() as session:
        assert versions.get(session, plans.get(session, world.office, plan_id), 2).number == 2
