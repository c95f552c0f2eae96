"""The rotations of a version, whose squared distances are the level that was minimised."""

import json

import pytest

from api.service import plans, rotation, versions
from tests.api.world import EXAMPLES, World, small_plan


@pytest.mark.parametrize("content", [json.dumps(small_plan()).encode(), (EXAMPLES / "j.yaml").read_bytes()])
def test_the_distances_are_those_of_the_level(world: World, content: bytes) -> None:
    plan_id = world.plan(content)
    number = world.solved(plan_id)
    with world.database.reading() as session:
        row = versions.get(session, plans.get(session, world.office, plan_id), number)
    level = versions.roster_of(row).level("rotation")
    found = rotation.circles(row)
    assert level is not None
    assert sum((turn.distance or 0) ** 2 for one in found for turn in one.turns) == level.value
    assert found


def test_a_circle_begins_with_whose_turn_is_first(world: World) -> None:
    plan_id = world.plan(json.dumps(small_plan()).encode())
    number = world.solved(plan_id)
    with world.database.reading() as session:
        row = versions.get(session, plans.get(session, world.office, plan_id), number)
    circle = next(one for one in rotation.circles(row) if not one.standby)
    assert circle.members == ("zhao", "qian", "sun")
    assert [turn.leader for turn in circle.turns][:3] == list(circle.members)
    assert [turn.distance for turn in circle.turns] == [0, 0, 0, 0]
