"""An extra session: one slot more on its date, and every other as it was."""

from __future__ import annotations

from datetime import date

import pytest

from roster.expansion import expand
from roster.extra_session import ExtraSession, add_session
from roster.faults import InputError
from roster.plan import CoverageDuty
from roster.values import Hours

FRIDAY = date(2026, 3, 6)
TUESDAY = date(2026, 3, 3)


def slots(plan):
    return {slot.id: (slot.date, slot.hours, slot.venue, slot.seats) for slot in expand(plan).slots}


def added(plan, **wanted):
    """The plan with the session, checked to have that one slot more."""
    changed, data, name = add_session(plan, ExtraSession(**{"duty": "r", "day": FRIDAY, **wanted}))
    before, after = slots(plan), slots(changed)
    assert {one: after[one][:3] for one in before} == {one: before[one][:3] for one in before}
    assert after.keys() - before.keys() == {name}
    assert after[name][0] == wanted.get("day", FRIDAY)
    return changed, data, name


def refused(plan, **wanted):
    with pytest.raises(InputError) as error:
        add_session(plan, ExtraSession(**{"duty": "r", "day": FRIDAY, **wanted}))
    return [(fault.path, fault.reason) for fault in error.value.faults]


def test_a_session_like_the_others_joins_the_dates(plan_of):
    _, data, name = added(plan_of())
    assert name == "r/2026-03-06"
    assert data["duties"][0]["dates"] == ["2026-03-06"]


def test_a_second_session_of_a_day_is_a_duty_that_shares_the_turns(plan_of):
    changed, _, name = added(plan_of(), day=TUESDAY)
    assert name == "r-extra-0303/2026-03-03"
    first = expand(changed).groups[0]
    assert len(first.numbers) == 5


def test_a_date_that_would_push_a_postponed_session_aside_is_a_duty_of_its_own(plan_of, tuesdays):
    calendar = {"country": "CN", "holidays": ["2026-03-05"]}
    plan = plan_of(duties=[tuesdays | {"on_holiday": "postpone"}], calendar=calendar)
    assert slots(plan)["r/2026-03-05"][0] == FRIDAY
    _, _, name = added(plan)
    assert name == "r-extra-0306/2026-03-06"


def test_other_hours_are_a_duty_of_its_own(plan_of):
    changed, _, name = added(plan_of(), hours=(Hours(870, 1050),))
    assert slots(changed)[name][1] == (Hours(870, 1050),)


def test_one_unit_of_several_has_it_alone(plan_of, tuesdays):
    units = [{"id": unit, "name": unit, "level": "乡镇", "venue": "v"} for unit in ("u", "w")]
    leaders = [{"id": f"{unit}{n}", "name": f"{unit}{n}", "unit": unit} for unit in ("u", "w") for n in range(3)]
    duty = tuesdays | {"for_each": {"level": "乡镇"}, "venue": "same"}
    duty |= {"seats": [{"role": "接访领导", "who": {"unit": "same"}}]}
    plan = plan_of(units=units, leaders=leaders, duties=[duty])
    changed, _, name = added(plan, unit="w")
    assert name == "r-extra-0306/w/2026-03-06"
    assert [len(group.numbers) for group in expand(changed).groups if not group.standby and group.unit == "w"] == [5]
    assert [path for path, _ in refused(plan)] == ["unit"]
    assert [path for path, _ in refused(plan, unit="x")] == ["unit"]


def test_a_portfolio_brings_the_leader_in_charge_out_of_turn(plan_of, tuesdays):
    leaders = [{"id": f"l{n}", "name": f"领导{n}", "unit": "u", "portfolio": ["信访", "土地"][n % 2]} for n in range(4)]
    plan = plan_of(leaders=leaders, limits=[{"who": {}, "duties": ["r"], "at_most": 2, "per": "week"}])
    changed, data, _ = added(plan, portfolio="土地")
    duty = changed.duties[-1]
    assert isinstance(duty, CoverageDuty)
    assert (duty.name, duty.group) == ("接访（加场：土地）", None)
    seats, standbys = expand(changed).groups[-2:]
    assert (seats.eligible, standbys.eligible) == (("l1", "l3"), ("l0", "l1", "l2", "l3"))
    assert data["limits"][0]["duties"] == ["r", "r-extra-0306"]
    assert "你是不是想写“土地”" in refused(plan, portfolio="土地局")[0][1]


def test_several_on_one_day_have_ids_of_their_own(plan_of):
    once, _, first = added(plan_of(), day=TUESDAY)
    _, _, second = added(once, day=TUESDAY)
    assert (first, second) == ("r-extra-0303/2026-03-03", "r-extra-0303-2/2026-03-03")


def test_what_cannot_be_is_refused_by_name(plan_of, tuesdays, visits):
    plan = plan_of(duties=[tuesdays, visits])
    assert [path for path, _ in refused(plan, duty="c")] == ["duty"]
    assert [path for path, _ in refused(plan, duty="q")] == ["duty"]
    assert [path for path, _ in refused(plan, day=date(2026, 4, 1), unit="u")] == ["date", "unit"]
    assert [path for path, _ in refused(plan, portfolio="水利")] == ["portfolio"]
