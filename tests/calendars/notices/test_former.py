"""Duties and units that the plan no longer has: that their sessions are cancelled is told in an adjustment notice."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from calendars.formats import adjustment_content, adjustments_of
from calendars.notices.lead_time import lead_time_warnings
from calendars.pages import notice_pages
from calendars.record import next_record
from calendars.word import notice_documents
from roster.difference import difference
from roster.expansion import Past, expand
from roster.plan import Plan
from roster.result import Roster

FIRST, SECOND = datetime(2025, 12, 20, tzinfo=UTC), datetime(2025, 12, 24, tzinfo=UTC)


@pytest.fixture
def without(county):
    """Publishes the county's roster, and again by a plan from which something was taken, whose slots are gone."""

    def publish(take):
        plan, before = county.plan(), county.roster()
        data = county.data()
        take(data)
        later = Plan.model_validate(data)
        units = {unit["id"] for unit in data["units"]} | {None}
        duties = {duty["id"] for duty in data["duties"]}
        slots = tuple(slot for slot in before.slots if slot.duty in duties and slot.unit in units)
        found = difference(expand(later, Past(before, later.period.start)), before, slots)
        record = next_record(next_record(None, plan, before, FIRST), later, Roster(slots=slots), SECOND, found)
        publication = county.publication(plan=later, roster=Roster(slots=slots), difference=found, before=before)
        return replace(publication, record=record)

    return publish


def duty_gone(name):
    def take(data):
        data["duties"] = [duty for duty in data["duties"] if duty["id"] != name]

    return take


def unit_gone(data):
    data["units"] = [unit for unit in data["units"] if unit["id"] != "other"]
    data["leaders"] = [leader for leader in data["leaders"] if leader["unit"] != "other"]


def only_notice(publication):
    (found,) = adjustments_of(publication)
    return found, adjustment_content(publication, found)


def test_a_duty_that_is_gone_is_told_of_by_its_name_as_published(without):
    publication = without(duty_gone("tuesday"))
    found, said = only_notice(publication)
    assert found.path(".txt") == "notices/tuesday/调整公告.txt"
    assert said["title"] == "克山县信访局2026年第一季度县级领导接访日安排调整公告"
    assert [(row["date"], row["after"]) for row in said["rows"]] == [
        ("1月6日 星期二", "取消"),
        ("1月13日 星期二", "取消"),
        ("2月25日 星期三", "取消"),
    ]
    assert "接访领导：赵　甲（县委书记）" in said["rows"][0]["before"]


def test_visits_that_are_gone_are_told_of_together(without):
    _, said = only_notice(without(duty_gone("visits")))
    assert said["subject"] == "社区接访"
    assert [row["after"] for row in said["rows"]] == ["取消"] * 3


def test_a_unit_that_is_gone_is_named_as_published(without):
    found, said = only_notice(without(unit_gone))
    assert (found.duty.id, found.unit) == ("town-daily", "other")
    assert said["title"] == "丰收镇2026年第一季度乡镇领导接访安排调整公示"


def test_every_format_tells_of_it(county, without):
    publication = without(duty_gone("tuesday"))
    files = county.files(publication) | notice_pages(publication) | notice_documents(publication)
    told = {path for path in files if path.startswith("notices/tuesday/调整公告")}
    assert {path.rpartition(".")[2] for path in told} >= {"txt", "html", "docx"}
    assert any("县级领导接访日" in line for line in lead_time_warnings(publication))


def test_what_the_record_does_not_know_has_no_notice(county, without):
    publication = without(duty_gone("tuesday"))
    fresh = next_record(None, publication.plan, publication.roster, SECOND)
    assert not list(adjustments_of(replace(publication, record=fresh)))
