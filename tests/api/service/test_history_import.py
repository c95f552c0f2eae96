"""Last quarter's turns from an office's list, as the history of a plan."""

import json

import pytest

from api.service import history_import, plans
from api.service.errors import StaleError
from roster.faults import InputError
from tests.api.world import World, small_plan


@pytest.fixture
def plan_id(world: World) -> int:
    history = [{"leader": "sun", "duty": "tuesday", "turns": 2}, {"leader": "zhao", "duty": "tuesday", "turns": 9}]
    return world.plan(json.dumps(small_plan(history=history)).encode())


def save(world: World, plan_id: int, text: str, edition: int | None = None) -> None:
    with world.database.writing() as session:
        plan = plans.get(session, world.office, plan_id)
        history_import.save(session, world.actor, plan, text.encode(), edition)


def history(world: World, plan_id: int) -> dict[str, tuple[int, str | None]]:
    with world.database.reading() as session:
        found = plans.newest(session, plans.get(session, world.office, plan_id))
        plan = plans.read(found.content, found.suffix)
        return {one.leader: (one.turns, one.last and one.last.isoformat()) for one in plan.history}


def test_a_turn_a_row_is_counted(world: World, plan_id: int) -> None:
    text = "接访日期,接访领导\n2025-10-07,赵甲\n2025/10/14,钱乙\n2025年12月30日,赵甲\n"
    with world.database.reading() as session:
        plan = plans.get(session, world.office, plan_id)
        shown = history_import.preview(session, plan, text.encode())
    assert [(one.key, one.before and one.before["turns"], one.value["turns"]) for one in shown.changes] == [
        ("zhao/tuesday", 9, 2),
        ("qian/tuesday", None, 1),
    ]
    save(world, plan_id, text)
    assert history(world, plan_id) == {"sun": (2, None), "zhao": (2, "2025-12-30"), "qian": (1, "2025-10-14")}


def test_sums_a_row_are_taken_as_they_are(world: World, plan_id: int) -> None:
    save(world, plan_id, "姓名,职责,次数,最近一次\n赵甲,领导接访,4次,2025-12-23\n孙丙,tuesday,3,\n")
    assert history(world, plan_id) == {"zhao": (4, "2025-12-23"), "sun": (3, None)}


def test_every_fault_by_its_cell_and_the_plan_stays(world: World, plan_id: int) -> None:
    with pytest.raises(InputError) as refused:
        save(
            world, plan_id, "姓名,职责,次数,日期\n李丁,领导接访,1,\n赵甲,值班,1,\n钱乙,,几次,\n孙丙,,,\n孙丙,,1,昨天\n"
        )
    assert [fault.path for fault in refused.value.faults] == ["A2", "B3", "C4", "D5", "D6"]
    assert history(world, plan_id)["zhao"] == (9, None)


def test_a_plan_that_somebody_else_changed_is_left_alone(world: World, plan_id: int) -> None:
    save(world, plan_id, "姓名,次数\n赵甲,4\n", 1)
    with pytest.raises(StaleError):
        save(world, plan_id, "姓名,次数\n赵甲,5\n", 1)
