"""A seat is found by slot, role and holder, or what there is is told."""

from __future__ import annotations

import pytest

from roster.expansion import expand
from roster.faults import InputError
from roster.seating import find_seat, seated


@pytest.fixture
def roster(plan_of, tuesdays, roster_of):
    """Two seats and a standby on 3 March; the second empty on 5 March."""
    duty = tuesdays | {"seats": [{"role": "接访领导", "who": {"unit": "u"}, "count": 2}]}
    held = {"r/2026-03-03": ["l0", "l1", "l2"], "r/2026-03-05": ["l0", None, "l2"]}
    held |= {f"r/2026-03-{day}": [None] * 3 for day in (10, 12)}
    return roster_of(expand(plan_of(duties=[duty])), held)


def test_the_first_role_unless_another_is_named(roster):
    assert find_seat(roster, "r/2026-03-03").holder == "l0"
    assert find_seat(roster, "r/2026-03-03", "候补").holder == "l2"


def test_among_several_the_holders_else_an_empty_one(roster):
    assert find_seat(roster, "r/2026-03-03", holder="l1").number == 1
    assert find_seat(roster, "r/2026-03-05").number == 1


@pytest.mark.parametrize(
    ("asked", "path", "told"),
    [
        (("r/2026-03-04",), "slot", "你是不是想写“r/2026-03-03”"),
        (("r/2026-03-03", "主席"), "role", "接访领导、候补之一"),
        (("r/2026-03-03", None, "l2"), "holder", "l0、l1"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(roster, asked, path, told):
    with pytest.raises(InputError) as error:
        find_seat(roster, *asked)
    (fault,) = error.value.faults
    assert fault.path == path
    assert told in fault.reason


def test_others_take_seats_and_nothing_else_changes(roster):
    slots = seated(roster.slots, {("r/2026-03-03", 0): "l3", ("r/2026-03-03", 2): None})
    assert [seat.leader for seat in slots[0].seats] == ["l3", "l1", None]
    assert slots[1:] == roster.slots[1:]
