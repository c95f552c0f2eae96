"""What still uses an entry is what the register would not let it go for."""

import json

import pytest

from api.service import plans, register
from api.service.register_uses import Use, uses
from roster.faults import InputError
from tests.api.world import World, small_plan


@pytest.fixture
def small(world: World) -> World:
    """A register with a unit, a venue, leaders, a duty and an absence."""
    more = {"absences": [{"leader": "sun", "start": "2026-01-12", "end": "2026-01-13"}]}
    with world.database.writing() as session:
        file = plans.PlanFile(json.dumps(small_plan(**more)).encode(), ".json")
        register.adopt(session, world.actor, world.office, file.loaded.plan)
    return world


def used(world: World, kind: str, key: str) -> list[Use]:
    with world.database.reading() as session:
        return uses(session, world.office, kind, key)


def test_every_list_that_speaks_of_it_is_named(small: World) -> None:
    assert [(one.kind, one.key, one.name) for one in used(small, "venues", "room")] == [
        ("units", "ju", "某局"),
        ("duties", "tuesday", "领导接访"),
    ]
    assert {one.name for one in used(small, "units", "ju")} == {"赵甲", "钱乙", "孙丙"}
    assert used(small, "leaders", "sun") == [Use("absences", None, "孙丙")]


def test_nothing_is_named_exactly_where_it_can_go(small: World) -> None:
    for kind, key in (("venues", "room"), ("units", "ju"), ("leaders", "sun"), ("leaders", "zhao")):
        try:
            with small.database.writing() as session:
                register.remove(session, small.actor, small.office, kind, key, None)
                gone = True
                raise KeyError  # it comes back
        except InputError:
            gone = False
        except KeyError:
            pass
        assert gone == (used(small, kind, key) == []), (kind, key)
