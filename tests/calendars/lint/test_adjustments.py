"""Adjustment notices, and schedules that were adjusted, are clean too; slips in them are found."""

from datetime import date

import pytest

from calendars.notices.adjustment import adjustment_content, adjustments_of
from calendars.notices.text import adjustment_newspaper_of, adjustment_table_of
from roster.difference import difference
from roster.expansion import Past, expand
from roster.result import Roster


def changed(roster, replacements, gone=()):
    """The roster with other leaders in the first seats of slots, and without some slots."""
    data = roster.model_dump(mode="json", by_alias=True)
    data["slots"] = [slot for slot in data["slots"] if slot["id"] not in gone]
    for slot in data["slots"]:
        if slot["id"] in replacements:
            slot["seats"][0]["leader"] = replacements[slot["id"]]
    return Roster.model_validate(data)


@pytest.fixture(params=[{"tuesday/2026-01-20": "b"}, {"tuesday/2026-01-20": "b", "tuesday/2026-01-13": "c"}])
def adjusted(request, desk):
    before, desk.roster = (
        desk.roster,
        changed(desk.roster, request.param, ["tuesday/2026-01-06"] * (len(request.param) - 1)),
    )
    found = difference(expand(desk.plan, Past(before, date(2026, 1, 1))), before, desk.roster.slots)
    return desk.publication(difference=found, before=before)


def texts(publication):
    for found in adjustments_of(publication):
        said = adjustment_content(publication, found)
        yield adjustment_table_of(said, publication.words)
        yield adjustment_newspaper_of(said, publication.words)


def test_what_changed_and_the_whole_anew(desk, notices, adjusted):
    told = list(texts(adjusted))
    assert told
    for text in told:
        assert "调整" in text
        assert desk.slips(text) == [], text
    for name, text in notices(adjusted):
        assert desk.slips(text) == [], (name, text)


def test_a_wrong_weekday_and_a_wrong_type_in_it(desk, adjusted):
    for text in texts(adjusted):
        assert any("的星期应为" in line for line in desk.slips(text.replace("星期二", "星期三", 1)))
        assert any("结尾" in line for line in desk.slips(text.replace("特此公告", "特此公示")))


def test_somebody_else_than_the_roster_has_comes_in(desk, adjusted):
    names = {leader.id: leader.name for leader in desk.plan.leaders}
    for text in (text for text in texts(adjusted) if f"调整为{names['b']}" in text):
        slipped = text.replace(f"调整为{names['b']}", f"调整为{names['c']}")
        assert any("1月20日调整后的人选应为" in line and names["c"] in line for line in desk.slips(slipped)), slipped
