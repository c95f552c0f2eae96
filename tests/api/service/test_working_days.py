"""Working days by a pasted notice, in the office's calendar and the plans made of it."""

import json

import pytest

from api.service import offices, plans, register, working_days
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
