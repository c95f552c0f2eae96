"""A plan's content in words: entries taken out, and what the register has come to."""

import json

import pytest

from api.service import plan_entries, plan_refresh, plans, register
from api.service.errors import NotFoundError
from api.service.plan_changes import place_words
from roster.faults import InputError
from tests.api.world import World, small_plan

MORE = {
    "limits": [{"who": {"rank": "副科级以上"}, "at_most": 3, "per": "month"}],
    "pins": [
        {"duty": "tuesday", "date": "2026-01-06", "role": "接访领导", "leader": "zhao"},
        {"duty": "tuesday", "date": "2026-01-13", "role": "接访领导", "leader": "zhao", "forbid": True},
    ],
}


@pytest.fixture
def plan_id(world: World) -> int:
    with world.database.writing() as session:
        file = plans.PlanFile(json.dumps(small_plan(limits=MORE["limits"])).encode(), ".json")
        register.adopt(session, world.actor, world.office, file.loaded.plan)
    return world.plan(json.dumps(small_plan(**MORE)).encode())


def entries(world: World, plan_id: int) -> dict[str, tuple[str, ...]]:
    with world.database.reading() as session:
        current = plans.newest(session, plans.get(session, world.office, plan_id))
    return {one.key: one.entries for one in plan_entries.listed(plans.read(current.content, current.suffix))}


def test_entries_are_read_in_words_and_taken_out(world: World, plan_id: int) -> None:
    assert entries(world, plan_id) == {
        "limits": ("副科级以上 每月至多3次",),
        "pins": ("赵甲 2026-01-06 领导接访 接访领导：固定", "赵甲 2026-01-13 领导接访 接访领导：不得安排"),
    }
    for key, number in (("pins", 0), ("limits", 0)):
        with world.database.writing() as session:
            plan = plans.get(session, world.office, plan_id)
            plan_entries.remove(session, world.actor, plan, key, number, "去掉", plan.version)
    assert entries(world, plan_id) == {"pins": ("赵甲 2026-01-13 领导接访 接访领导：不得安排",)}


@pytest.mark.parametrize(("key", "number"), [("pins", 2), ("pins", -1), ("leaders", 0), ("x", 0)])
def test_what_is_not_there_is_not_taken_out(world: World, plan_id: int, key: str, number: int) -> None:
    with pytest.raises(NotFoundError), world.database.writing() as session:
        plan_entries.remove(session, world.actor, plans.get(session, world.office, plan_id), key, number, "去掉", None)


def test_what_the_register_has_come_to_is_previewed(world: World, plan_id: int) -> None:
    with world.database.writing() as session:
        away = {"leader": "sun", "start": "2026-01-12", "end": "2026-01-16", "reason": "学习"}
        register.add(session, world.actor, world.office, "absences", away)
    with world.database.reading() as session:
        found = plan_refresh.preview(session, plans.get(session, world.office, plan_id))
    assert [(one.title, one.added) for one in found] == [("请假和会议", ("孙丙 2026-01-12至2026-01-16 学习",))]
    with world.database.writing() as session:
        plan = plans.get(session, world.office, plan_id)
        plan_refresh.refresh(session, world.actor, plan, ["absences"], "更新", None)
        assert plan_refresh.preview(session, plan) == []


def test_a_register_that_the_plan_does_not_hold_with_is_told(world: World, plan_id: int) -> None:
    with world.database.writing() as session:
        register.remove(session, world.actor, world.office, "leaders", "zhao", None)
    with pytest.raises(InputError) as refused, world.database.reading() as session:
        plan_refresh.preview(session, plans.get(session, world.office, plan_id))
    assert "指定第1条" in " ".join(place_words(str(fault)) for fault in refused.value.faults)
