"""The wording of a publication: kept with it, carried on to the next, and never false unasked."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from api.service import plans, publishing, wording
from api.service.publishing import WORDING, Request
from calendars.edited import Edited
from roster.faults import InputError
from tests.api.service.test_publishing import AT
from tests.api.world import World, small_plan

OWN = {"tuesday": Edited(lead="为民服务，现将2026年1月领导接访安排公告如下：", notes=("请带证件。",))}
FALSE = {"tuesday": Edited(notes=("1月6日（星期五）改在二楼。",))}
FIRST = Request(AT, "公布", edits=OWN)


@pytest.fixture
def plan_id(world: World) -> int:
    return world.plan(json.dumps(small_plan()).encode())


def publish(world: World, plan_id: int, wanted: Request) -> dict[str, Edited]:
    """Publishes a new draft; the wording that is kept."""
    number = world.solved(plan_id)
    with world.database.writing() as session:
        row = plans.get(session, world.office, plan_id)
        return wording.of(publishing.publish(session, world.actor, row, number, wanted))


def test_the_next_publication_is_worded_as_the_last_unless_said_otherwise(world: World, plan_id: int) -> None:
    assert publish(world, plan_id, FIRST) == OWN
    later = replace(FIRST, at=AT + timedelta(days=1), edits=None)
    assert publish(world, plan_id, later) == OWN
    assert publish(world, plan_id, replace(later, at=AT + timedelta(days=2), edits={})) == {}


def test_what_contradicts_the_facts_has_to_be_acknowledged(world: World, plan_id: int) -> None:
    with pytest.raises(InputError) as told:
        publish(world, plan_id, replace(FIRST, edits=FALSE))
    assert "星期二" in str(told.value.faults[0])
    accepted = replace(FIRST, edits=FALSE, acknowledged=frozenset({WORDING}))
    assert publish(world, plan_id, accepted) == FALSE


def test_what_is_false_is_not_carried_on(world: World, plan_id: int) -> None:
    publish(world, plan_id, replace(FIRST, edits=FALSE, acknowledged=frozenset({WORDING})))
    assert publish(world, plan_id, replace(FIRST, at=AT + timedelta(days=1), edits=None)) == {}


def test_a_duty_that_the_plan_does_not_have_is_told(world: World, plan_id: int) -> None:
    with pytest.raises(InputError, match="monday"):
        publish(world, plan_id, replace(FIRST, edits={"monday": Edited(lead="现将安排公告如下：")}))
