"""The register: entries that hold together as a plan's do."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.service import offices, people, plans, register
from api.service.actor import Actor
from api.service.errors import ConflictError, ForbiddenError, NotFoundError, StaleError
from api.service.paging import Page
from api.service.permissions import ALLOWED, Role
from api.service.plans import PlanFile
from roster.faults import InputError
from roster.plan_bytes import plan_data
from tests.api.world import EXAMPLES, World

UNIT = {"id": "ju", "name": "某局", "level": "县直单位"}
LEADER = {"id": "zhao", "name": "赵甲", "unit": "ju", "rank": "副科级"}


def add(world: World, kind: str, value: dict[str, object]) -> str:
    with world.database.writing() as session:
        return register.add(session, world.actor, world.office, kind, dict(value)).key


def test_entries_are_built_up_one_by_one(world: World) -> None:
    add(world, "units", UNIT)
    add(world, "leaders", LEADER)
    absence = add(world, "absences", {"leader": "zhao", "start": "2026-01-06", "end": "2026-01-07", "reason": "学习"})
    with world.database.reading() as session:
        found = register.entry(session, world.actor, world.office, "absences", absence)
        assert (found.leader, found.unit, found.start, found.end) == ("zhao", "ju", "2026-01-06", "2026-01-07")


@pytest.mark.parametrize(
    ("kind", "value", "path"),
    [
        ("leaders", {**LEADER, "unit": "elsewhere"}, "unit"),
        ("leaders", {**LEADER, "rank": "科级"}, "rank"),
        ("leaders", {**LEADER, "colour": "red"}, "colour"),
        ("leaders", {"name": "赵甲", "unit": "ju"}, "id"),
        ("absences", {"leader": "nobody", "start": "2026-01-06", "end": "2026-01-07"}, "leader"),
        ("apart", {"leaders": ["nobody", "none"]}, "[0]"),
    ],
)
def test_a_wrong_entry_is_refused_at_its_own_place(
    world: World, kind: str, value: dict[str, object], path: str
) -> None:
    add(world, "units", UNIT)
    with pytest.raises(InputError) as refused:
        add(world, kind, value)
    assert path in [fault.path for fault in refused.value.faults]


def test_what_others_speak_of_stays(world: World) -> None:
    add(world, "units", UNIT)
    add(world, "leaders", LEADER)
    with pytest.raises(InputError) as refused, world.database.writing() as session:
        register.remove(session, world.actor, world.office, "units", "ju", None)
    assert [fault.path for fault in refused.value.faults] == ["leaders[0].unit"]


def test_an_id_is_given_once(world: World) -> None:
    add(world, "units", UNIT)
    with pytest.raises(ConflictError):
        add(world, "units", UNIT)


def test_who_has_read_an_older_edition_overwrites_nothing(world: World) -> None:
    add(world, "units", UNIT)
    with world.database.writing() as session:
        row = register.replace(session, world.actor, world.office, "units", "ju", {**UNIT, "name": "甲局"}, 1)
        assert row.version == 2
    with pytest.raises(StaleError), world.database.writing() as session:
        register.replace(session, world.actor, world.office, "units", "ju", {**UNIT, "name": "乙局"}, 1)


def test_a_unit_administrator_reaches_the_own_unit_alone(world: World) -> None:
    world.adopt("e")
    own = Actor("单位管理员", world.office, ALLOWED[Role.UNIT_ADMINISTRATOR], unit="xiangyang")
    with world.database.reading() as session:
        found = register.entries(session, own, world.office, "leaders", Page(500), {})
        assert {row.unit for row in found.rows} == {"xiangyang"}
        assert found.total < 143
        inside = found.rows[0].key
        others = register.entries(session, world.actor, world.office, "leaders", Page(500), {"unit": "fengshou"})
        outside = others.rows[0].key
    away = {"start": "2026-02-03", "end": "2026-02-04"}
    with world.database.writing() as session:
        register.add(session, own, world.office, "absences", {"leader": inside, **away})
    with pytest.raises(ForbiddenError), world.database.writing() as session:
        register.add(session, own, world.office, "absences", {"leader": outside, **away})
    with pytest.raises(NotFoundError), world.database.reading() as session:
        register.entry(session, own, world.office, "leaders", outside)


def test_whose_unit_or_name_is_gone_has_no_part_any_more(world: World) -> None:
    add(world, "units", UNIT)
    add(world, "leaders", LEADER)
    with world.database.writing() as session:
        for login, role, tie in (
            ("unit", Role.UNIT_ADMINISTRATOR, {"unit": "ju"}),
            ("leader", Role.LEADER, {"leader": "zhao"}),
            ("editor", Role.EDITOR, {}),
        ):
            user = people.create(session, world.actor, login, login, "correct horse battery")
            people.enroll(session, world.actor, world.office, user, role, **tie)
    for kind, key, left in (("leaders", "zhao", ["editor", "unit"]), ("units", "ju", ["editor"])):
        with world.database.writing() as session:
            register.remove(session, world.actor, world.office, kind, key, None)
        with world.database.reading() as session:
            assert [one.login for one in people.members(session, world.office, Page()).rows] == left


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_register_taken_from_a_plan_gives_the_same_plan(world: World, path: Path) -> None:
    plan = PlanFile(path.read_bytes(), ".yaml").loaded.plan
    data = plan_data(plan)
    given = {key: data[key] for key in ("title", "period", "pins", "history", "moves") if key in data}
    with world.database.writing() as session:
        register.adopt(session, world.actor, world.office, plan)
        drafted = plans.drafted(session, world.office, given)
    assert drafted.loaded.plan == plan


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(name=st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40))
def test_any_name_comes_back_as_it_was_given(world: World, name: str) -> None:
    unit = {"id": "ju", "name": name, "level": "局"}
    try:
        with world.database.writing() as session:
            register.add(session, world.actor, world.office, "units", unit)
    except InputError:
        assert not name.strip()
        return
    with world.database.writing() as session:
        row = register.entry(session, world.actor, world.office, "units", "ju")
        assert row.value == unit
        session.delete(row)


def test_offices_do_not_see_each_other(world: World) -> None:
    add(world, "units", UNIT)
    with world.database.writing() as session:
        other = offices.create(session, Actor("系统"), "other", "他局").id
    with pytest.raises(NotFoundError), world.database.reading() as session:
        register.entry(session, world.actor, other, "units", "ju")
