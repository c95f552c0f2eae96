"""Working days by a pasted notice, in the office's calendar and the plans made of it."""

import json
from datetime import date

import pytest

from api.lists.holiday_notice import Day
from api.service import offices, plans, register, working_days
from api.service.errors import NotFoundError
from api.service.working_days import DayKind
from roster.faults import InputError
from tests.api.world import World, small_plan

TEXT = "元旦：1月1日（周五）至3日（周日）放假，共3天。春节：2月5日至11日放假调休，共7天。2月14日（周日）上班。"


def calendar(world: World) -> dict[str, object]:
    with world.database.reading() as session:
        return dict(offices.get(session, world.office).settings["calendar"])


def save(world: World, text: str, year: int | None = None) -> None:
    with world.database.writing() as session:
        working_days.save(session, world.actor, world.office, text, year)


def test_a_notice_goes_into_the_calendar_once(world: World) -> None:
    with world.database.writing() as session:
        file = plans.PlanFile(json.dumps(small_plan()).encode(), ".json")
        register.adopt(session, world.actor, world.office, file.loaded.plan)
    with world.database.reading() as session:
        shown = working_days.preview(session, world.office, TEXT, 2027)
    assert (len(shown.notice.off), len(shown.notice.worked)) == (10, 1)
    before = calendar(world)
    assert "2027-02-14" not in str(before)
    save(world, TEXT, 2027)
    after = calendar(world)
    assert after == shown.calendar
    assert {"date": "2027-02-14", "name": "春节"} in after["workdays"]  # type: ignore[operator]
    save(world, TEXT, 2027)
    assert calendar(world) == after
    # A notice that is changed later stands in the place of what it said of a date.
    save(world, "春节：2月12日至14日放假，共3天。", 2027)
    assert "2027-02-14" not in str(calendar(world).get("workdays"))
    with world.database.reading() as session:
        period = {"title": "一季度", "period": {"start": "2027-01-01", "end": "2027-03-31"}}
        plan = plans.drafted(session, world.office, period).loaded.plan
    assert {day.date.isoformat() for day in plan.calendar.holidays} >= {"2027-01-01", "2027-02-05", "2027-02-14"}


def test_one_wrong_sentence_and_nothing_is_saved(world: World) -> None:
    before = calendar(world)
    with pytest.raises(InputError) as refused:
        save(world, TEXT.replace("共7天", "共8天"), 2027)
    assert [fault.path for fault in refused.value.faults] == ["第2句"]
    assert calendar(world) == before


def test_a_preview_names_the_dates_that_become_something_else(world: World) -> None:
    with world.database.reading() as session:
        told = {one.date: one for one in working_days.preview(session, world.office, TEXT, 2027).changes}
    made_up = told[date(2027, 2, 14)]
    assert (made_up.before, made_up.after, made_up.name) == (DayKind.WEEKEND, DayKind.MADE_UP, "春节")
    assert (told[date(2027, 2, 9)].before, told[date(2027, 2, 9)].after) == (DayKind.WORKING, DayKind.OFF)
    assert date(2027, 2, 5) not in told, "a day off by law as it is"
    save(world, TEXT, 2027)
    with world.database.reading() as session:
        assert working_days.preview(session, world.office, TEXT, 2027).changes == ()


def test_a_date_of_the_offices_own_stands_until_it_is_taken_out(world: World) -> None:
    day = Day(date(2026, 3, 9), "机关搬迁")
    for works, key, other in ((False, "holidays", "workdays"), (True, "workdays", "holidays")):
        with world.database.writing() as session:
            working_days.put(session, world.actor, world.office, day, works=works)
        assert calendar(world)[key] == [{"date": "2026-03-09", "name": "机关搬迁"}]
        assert other not in calendar(world)
    with world.database.writing() as session:
        working_days.take_out(session, world.actor, world.office, day.date)
    assert calendar(world) == {"country": "CN"}
    with pytest.raises(NotFoundError), world.database.writing() as session:
        working_days.take_out(session, world.actor, world.office, day.date)
