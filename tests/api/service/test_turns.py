"""For the year: held, handed on, missed and not recorded add up, by leader, unit, duty and month."""

import json
from datetime import UTC, date, datetime

from api.service import history, plans, publishing, turns
from calendars.annual import Statement
from tests.api.world import World, small_plan

AT = datetime(2025, 12, 20, 1, tzinfo=UTC)
AFTER_THREE = date(2026, 1, 26)
SLOTS = [f"tuesday/2026-01-{day:02}" for day in (6, 13, 20, 27)]


def published(world: World) -> tuple[int, list[str]]:
    """The published plan of January, and who sits on its four Tuesdays."""
    made = world.plan(json.dumps(small_plan()).encode())
    number = world.solved(made)
    with world.database.writing() as session:
        plan = plans.get(session, world.office, made)
        publishing.publish(session, world.actor, plan, number, publishing.Request(AT, "公布"))
    with world.database.reading() as session:
        found = history.attended(session, world.office, date(2026, 1, 1), date(2026, 1, 31))
        sitting = {one.slot.id: one.seat.leader or "" for one in found if not one.seat.standby}
    return made, [sitting[slot] for slot in SLOTS]


def record(world: World, plan_id: int, slot: str, leader: str | None, reason: str | None = None) -> None:
    with world.database.writing() as session:
        plan = plans.get(session, world.office, plan_id)
        history.record(session, world.actor, plan, slot, 0, leader, reason, AFTER_THREE)


def told(world: World, until: date = AFTER_THREE) -> Statement:
    with world.database.reading() as session:
        return turns.statement(session, world.office, "某局", 2026, until)


def test_every_turn_until_that_day_is_counted_once(world: World) -> None:
    plan_id, (first, second, third, _) = published(world)
    record(world, plan_id, SLOTS[0], first)
    record(world, plan_id, SLOTS[1], third)
    record(world, plan_id, SLOTS[2], None, "停电")
    found = told(world)
    leaders, units, duties, months = found.tables
    assert [row[1:] for row in units.rows] == [(3, 2, 1, 1, 0)]
    assert [row[1:] for row in duties.rows] == [(3, 2, 1, 1, 0)]
    assert months.rows == [("1月", 3, 2, 1, 1, 0)]
    with world.database.reading() as session:
        plan = plans.get(session, world.office, plan_id)
        names = {one["id"]: one["name"] for one in json.loads(plans.newest(session, plan).content)["leaders"]}
    by_name = {row[1]: row[2:] for row in leaders.rows}
    assert by_name[names[first]] == (1, 1, 0, 0, 0, 0)
    assert by_name[names[second]] == (1, 0, 1, 0, 0, 0)
    assert by_name[names[third]] == (1, 0, 0, 1, 1, 0)
    assert "停电" not in str(found)


def test_what_is_not_recorded_counts_as_published_and_is_shown_so(world: World) -> None:
    published(world)
    assert told(world).tables[3].rows == [("1月", 3, 3, 0, 0, 3)]
    assert told(world, date(2026, 12, 31)).tables[3].rows == [("1月", 4, 4, 0, 0, 4)]


def test_a_year_without_sessions_has_no_rows(world: World) -> None:
    assert all(table.rows == [] for table in told(world).tables)
