"""Who is away on which days."""

from datetime import date

from api.new.period import read_period
from api.service import away, register
from api.service.actor import Actor
from api.service.permissions import ALLOWED, Role
from tests.api.world import World

JANUARY = read_period("2026-01")


def test_absences_and_meetings_stand_on_their_days(world: World) -> None:
    world.adopt("e")
    with world.database.writing() as session:
        value = {"leader": "zhao-jia", "start": "2025-12-30", "end": "2026-01-02", "reason": "学习"}
        register.add(session, world.actor, world.office, "absences", value)
    with world.database.reading() as session:
        found = away.calendar(session, world.actor, world.office, JANUARY, None)
    assert (found.days[0], found.days[-1]) == (JANUARY.start, JANUARY.end)
    rows = {row.leader.id: row for row in found.rows}
    assert len(rows) == 143
    own = rows["zhao-jia"].days
    assert [(day.day, one.meeting) for day, listed in sorted(own.items()) for one in listed if "学习" in one.words] == [
        (1, False),
        (2, False),
    ]
    meetings = [day for day, listed in own.items() if any(one.meeting and "县委常委会" in one.words for one in listed)]
    assert sorted(meetings) == [date(2026, 1, 14), date(2026, 1, 27)]
    assert date(2026, 1, 1) not in found.working
    assert date(2026, 1, 6) in found.working


def test_a_unit_administrator_sees_the_own_unit_alone(world: World) -> None:
    world.adopt("e")
    actor = Actor("某镇", world.office, ALLOWED[Role.UNIT_ADMINISTRATOR], unit="xiangyang")
    with world.database.reading() as session:
        found = away.calendar(session, actor, world.office, JANUARY, "county")
    assert {row.leader.unit for row in found.rows} == {"xiangyang"}
    assert not any("常委" in one.words for row in found.rows for listed in row.days.values() for one in listed)


def test_an_empty_register_has_an_empty_calendar(world: World) -> None:
    with world.database.reading() as session:
        assert away.calendar(session, world.actor, world.office, JANUARY, None).rows == ()
