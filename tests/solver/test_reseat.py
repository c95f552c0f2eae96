"""Seats given to others by hand: what that breaks is told, and everything is recounted."""

import pytest

import solver
from roster.faults import InputError
from roster.files import plan_from_data
from roster.plan import Plan
from roster.referee import check
from roster.result import Roster
from roster.seating import find_seat
from solver.reseat import reseat
from tests.api.world import small_plan

SLOT = "tuesday/2026-01-13"


@pytest.fixture(scope="module")
def solved() -> tuple[Plan, Roster]:
    plan = plan_from_data(small_plan())
    return plan, solver.solve(plan, digest="the same")


def others(plan: Plan, roster: Roster) -> list[str]:
    """Who holds nothing in the slot."""
    taken = {seat.leader for slot in roster.slots if slot.id == SLOT for seat in slot.seats}
    return [leader.id for leader in plan.leaders if leader.id not in taken]


def test_another_sits_there_and_every_level_is_recounted(solved: tuple[Plan, Roster]) -> None:
    plan, roster = solved
    (other,) = others(plan, roster)
    made = reseat(plan, roster, [(find_seat(roster, SLOT), other)], digest="the same")
    assert find_seat(made, SLOT).holder == other
    assert check(plan, made).passed
    assert made.status == "feasible"
    assert [slot for slot in made.slots if slot.id != SLOT] == [slot for slot in roster.slots if slot.id != SLOT]


def test_an_emptied_seat_is_a_gap_with_reasons(solved: tuple[Plan, Roster]) -> None:
    plan, roster = solved
    made = reseat(plan, roster, [(find_seat(roster, SLOT), None)], digest="the same")
    assert [(gap.slot, gap.role) for gap in made.gaps] == [(SLOT, "接访领导")]
    assert made.gaps[0].reasons
    seats = made.level("seats")
    assert seats
    assert seats.value == 1


def test_a_gap_that_is_filled_is_none(solved: tuple[Plan, Roster]) -> None:
    plan, roster = solved
    emptied = reseat(plan, roster, [(find_seat(roster, SLOT), None)], digest="the same")
    again = reseat(plan, emptied, [(find_seat(emptied, SLOT), find_seat(roster, SLOT).holder)], digest="the same")
    assert again.gaps == ()
    assert again.slots == roster.slots


def test_two_seats_change_hands_at_once(solved: tuple[Plan, Roster]) -> None:
    plan, roster = solved
    first, standby = find_seat(roster, SLOT), find_seat(roster, SLOT, "候补")
    made = reseat(plan, roster, [(first, standby.holder), (standby, first.holder)])
    assert find_seat(made, SLOT).holder == standby.holder


@pytest.mark.parametrize("leader", ["nobody", "standby"])
def test_what_stands_in_the_way_is_told_at_its_place(solved: tuple[Plan, Roster], leader: str) -> None:
    plan, roster = solved
    wanted = find_seat(roster, SLOT, "候补").holder if leader == "standby" else leader
    with pytest.raises(InputError) as refused:
        reseat(plan, roster, [(find_seat(roster, SLOT), wanted)])
    assert {fault.path for fault in refused.value.faults} == {"[0]"}
