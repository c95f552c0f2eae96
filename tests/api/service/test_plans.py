"""Plans: exactly the file that was given, and every content that they ever had."""

import json
from pathlib import Path

import pytest

from api.service import plans
from api.service.errors import StaleError
from api.service.plans import PlanFile
from roster.faults import InputError
from tests.api.world import EXAMPLES, World, small_plan


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_comes_out_byte_by_byte(world: World, path: Path) -> None:
    content = path.read_bytes()
    plan_id = world.plan(content)
    with world.database.reading() as session:
        revision = plans.newest(session, plans.get(session, world.office, plan_id))
        assert revision.content == content
        assert revision.digest == PlanFile(content, ".yaml").loaded.digest


def test_older_contents_stay(world: World) -> None:
    first, second = (json.dumps(small_plan(title=title)).encode() for title in ("甲", "乙"))
    plan_id = world.plan(first)
    with world.database.writing() as session:
        plans.revise(
            session, world.actor, plans.get(session, world.office, plan_id), PlanFile(second, ".json"), "改", 1
        )
    with world.database.reading() as session:
        row = plans.get(session, world.office, plan_id)
        assert row.title == "乙"
        assert [plans.revision(session, row, number).content for number in (1, 2)] == [first, second]


def test_the_second_of_two_who_edit_the_same_edition_is_told(world: World) -> None:
    plan_id = world.plan(json.dumps(small_plan()).encode())
    for title, refused in (("甲", False), ("乙", True)):
        file = PlanFile(json.dumps(small_plan(title=title)).encode(), ".json")
        try:
            with world.database.writing() as session:
                plans.revise(session, world.actor, plans.get(session, world.office, plan_id), file, "改", 1)
            assert not refused
        except StaleError:
            assert refused


def test_a_wrong_plan_is_refused_with_its_faults(world: World) -> None:
    with pytest.raises(InputError) as refused:
        world.plan(json.dumps(small_plan(units=[])).encode())
    assert "units" in [fault.path for fault in refused.value.faults]


def test_a_plan_without_publications_can_go(world: World) -> None:
    plan_id = world.plan(json.dumps(small_plan()).encode())
    world.solved(plan_id)
    with world.database.writing() as session:
        plans.remove(session, world.actor, plans.get(session, world.office, plan_id), 1)
    assert world.plan(json.dumps(small_plan()).encode()) > 0
