"""History comes from what was really held."""

import json
from datetime import UTC, date, datetime

import pytest

from api.service import history, plans, publishing
from api.service.actor import Actor
from api.service.errors import ConflictError, NotFoundError
from roster.faults import InputError
from tests.api.world import World, small_plan

AT = datetime(2025, 12, 20, 1, tzinfo=UTC)
JANUARY = (date(2026, 1, 1), date(2026, 1, 31))
LATE = date(2026, 2, 1)


@pytest.fixture
def plan_id(world: World) -> int:
    """A published plan of January: Tuesdays the 6th, 13th, 20th and 27th."""
    entry = {"leader": "zhao", "duty": "tuesday", "turns": 2, "last": "2025-12-30"}
    made = world.plan(json.dumps(small_plan(history=[entry])).encode())
    number = world.solved(made)
    with world.database.writing() as session:
        plan = plans.get(session, world.office, made)
        publishing.publish(session, world.actor, plan, number, publishing.Request(AT, "公布"))
    return made


def record(
    world: World,
    plan_id: int,
    slot: str,
    leader: str | None,
    reason: str | None = None,
    actor: Actor | None = None,
    today: date = LATE,
) -> None:
    with world.database.writing() as session:
        plan = plans.get(session, world.office, plan_id)
        history.record(session, actor or world.actor, plan, slot, 0, leader, reason, today)


def turns(world: World) -> dict[str, int]:
    with world.database.reading() as session:
        found = history.history(session, world.office, *JANUARY)
    return {str(entry["leader"]): int(str(entry["turns"])) for entry in found}


def planned(world: World, slot: str) -> str:
    with world.database.reading() as session:
        for one in history.attended(session, world.office, *JANUARY):
            if one.slot.id == slot and one.number == 0:
                assert one.seat.leader
                return one.seat.leader
    raise AssertionError(slot)


def test_what_is_not_recorded_counts_as_published(world: World, plan_id: int) -> None:
    assert sum(turns(world).values()) == 2 + 4
    with world.database.reading() as session:
        assert not any(one.recorded for one in history.attended(session, world.office, *JANUARY))


def test_who_stepped_in_has_the_turn(world: World, plan_id: int) -> None:
    before, was = turns(world), planned(world, "tuesday/2026-01-13")
    other = next(one for one in ("zhao", "qian", "sun") if one != was)
    record(world, plan_id, "tuesday/2026-01-13", other)
    after = turns(world)
    assert after[other] == before.get(other, 0) + 1
    assert after.get(was, 0) == before[was] - 1


def test_a_session_that_was_not_held_is_nobody_s_turn_and_a_correction_counts(world: World, plan_id: int) -> None:
    was = planned(world, "tuesday/2026-01-13")
    record(world, plan_id, "tuesday/2026-01-13", None, "停电")
    assert sum(turns(world).values()) == 2 + 3
    record(world, plan_id, "tuesday/2026-01-13", was)
    assert sum(turns(world).values()) == 2 + 4


def test_the_history_is_that_of_a_plan(world: World, plan_id: int) -> None:
    with world.database.reading() as session:
        entries = history.history(session, world.office, *JANUARY)
    data = small_plan(history=entries, period={"start": "2026-02-01", "end": "2026-02-28"})
    assert world.plan(json.dumps(data).encode())


def test_what_has_not_been_cannot_be_recorded(world: World, plan_id: int) -> None:
    with pytest.raises(ConflictError):
        record(world, plan_id, "tuesday/2026-01-13", "zhao", today=date(2026, 1, 12))
    with pytest.raises(NotFoundError):
        record(world, plan_id, "tuesday/2026-01-14", "zhao")
    with pytest.raises(InputError):
        record(world, plan_id, "tuesday/2026-01-13", "nobody")
    with pytest.raises(InputError):
        record(world, plan_id, "tuesday/2026-01-13", None)


def test_a_leader_confirms_the_own_turn_alone(world: World, plan_id: int) -> None:
    was = planned(world, "tuesday/2026-01-13")
    record(world, plan_id, "tuesday/2026-01-13", was, actor=Actor("本人", world.office, leader=was))
    other = next(one for one in ("zhao", "qian", "sun") if one != was)
    with pytest.raises(ConflictError):
        record(world, plan_id, "tuesday/2026-01-13", other, actor=Actor("他人", world.office, leader=other))


def test_a_leader_says_why_the_own_turn_was_not_held(world: World, plan_id: int) -> None:
    was = planned(world, "tuesday/2026-01-13")
    other = next(one for one in ("zhao", "qian", "sun") if one != was)
    with pytest.raises(ConflictError):
        record(world, plan_id, "tuesday/2026-01-13", None, "停电", actor=Actor("他人", world.office, leader=other))
    record(world, plan_id, "tuesday/2026-01-13", None, "停电", actor=Actor("本人", world.office, leader=was))
    with world.database.reading() as session:
        found = [one for one in history.attended(session, world.office, *JANUARY) if one.recorded]
    assert [(one.leader, one.reason) for one in found] == [(None, "停电")]


def test_the_sessions_of_a_leader_are_those_planned_and_those_held(world: World, plan_id: int) -> None:
    was = planned(world, "tuesday/2026-01-13")
    other = next(one for one in ("zhao", "qian", "sun") if one != was)
    record(world, plan_id, "tuesday/2026-01-13", other)
    with world.database.reading() as session:
        every = list(history.attended(session, world.office, *JANUARY))
        for leader in (was, other):
            found = list(history.of_leader(session, world.office, *JANUARY, leader))
            assert found == [one for one in every if leader in (one.leader, one.seat.leader)]
            assert "tuesday/2026-01-13" in {one.slot.id for one in found}
