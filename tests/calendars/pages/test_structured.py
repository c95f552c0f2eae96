"""Sessions as Events of schema.org: the facts of the record, with the status that it knows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from calendars.events import uid
from calendars.formats import adjustments_of, notices_of
from calendars.notices import Span
from calendars.pages.structured import Structured
from roster.difference import difference
from roster.expansion import Past, expand
from roster.result import Roster
from roster.values import Hours

MORNING, AFTERNOON = Hours(510, 720), Hours(870, 1080)
WEDNESDAY = date(2026, 1, 7)


def events(publication, place=0):
    """The structured data of the publication's notice at that place."""
    data = Structured(publication).of(list(notices_of(publication))[place])
    return data["@graph"] if data else []


def test_an_event_for_each_session_with_all_that_a_notice_says(office, published):
    turn = office.turn("zhang", standby=["li"], hours=(MORNING, AFTERNOON))
    morning, afternoon = events(published(turn))
    assert morning == {
        "@type": "Event",
        "identifier": uid("克山县信访局", turn.id, 0),
        "name": "县级领导群众接待日",
        "startDate": "2026-01-06T08:30:00+08:00",
        "endDate": "2026-01-06T12:00:00+08:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": "县信访局", "address": "克山镇新城大街1号"},
        "organizer": {
            "@type": "GovernmentOrganization",
            "name": "克山县信访局",
            "url": "https://keshan.example/jiefang/",
        },
        "performer": [{"@type": "Person", "name": "张三", "jobTitle": "县委书记"}],
        "isAccessibleForFree": True,
        "inLanguage": "zh-CN",
    }
    assert afternoon["startDate"] == "2026-01-06T14:30:00+08:00"
    assert afternoon["identifier"] != morning["identifier"]


def test_times_are_those_of_the_plan_s_zone(office, published):
    office.data |= {"timezone": "America/New_York", "period": {"start": "2026-01-01", "end": "2026-12-31"}}
    winter, summer = events(published(office.turn("zhang"), office.turn("zhang", day=date(2026, 7, 7))))
    assert [event["startDate"][-6:] for event in (winter, summer)] == ["-05:00", "-04:00"]


def test_a_session_off_its_nominal_date_is_rescheduled(office, published):
    (event,) = events(published(office.turn("zhang", held=WEDNESDAY)))
    assert (event["eventStatus"], event["previousStartDate"]) == ("https://schema.org/EventRescheduled", "2026-01-06")


def test_a_session_at_another_time_than_published_says_when_it_was(office, published):
    before = Roster(slots=(office.turn("zhang", hours=(MORNING,)),))
    (event,) = events(published(office.turn("zhang", held=WEDNESDAY, hours=(AFTERNOON,)), before=before))
    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert event["previousStartDate"] == "2026-01-06T08:30:00+08:00"
    assert event["startDate"] == "2026-01-07T14:30:00+08:00"


def test_a_cancelled_session_is_told_as_such_in_its_notice_alone(office, published):
    other = office.turn("li", day=date(2026, 1, 13))
    published(office.turn("zhang"), other, office.visit("wang"))
    publication = published(other)
    held, gone = events(publication)
    assert (held["startDate"], held["eventStatus"]) == (
        "2026-01-13T08:30:00+08:00",
        "https://schema.org/EventScheduled",
    )
    assert (gone["startDate"], gone["eventStatus"]) == (
        "2026-01-06T08:30:00+08:00",
        "https://schema.org/EventCancelled",
    )
    february = replace(publication, span=Span.of(office.plan.period, "2026-02"))
    assert events(february) == []


def test_a_unit_s_cancelled_session_stands_with_that_unit(office, published):
    office.data["units"].append({"id": "xinxiang", "name": "新乡", "level": "乡镇"})
    office.data["leaders"].append({"id": "zhao", "name": "赵六", "unit": "xinxiang"})
    office.data["duties"][0] |= {
        "for_each": {"level": "乡镇"},
        "seats": [{"role": "接访领导", "who": {"unit": "same"}}],
    }
    gone, held = office.turn("wang", unit="gubei"), office.turn("zhao", unit="xinxiang")
    published(gone, held)
    publication = published(held)
    assert [event["eventStatus"][19:] for event in events(publication, 0)] == ["EventCancelled"]
    units = [part.unit for part in notices_of(publication)]
    assert [event["eventStatus"][19:] for event in events(publication, units.index("xinxiang"))] == ["EventScheduled"]


@pytest.mark.parametrize(
    ("form", "venue", "mode", "kind"),
    [
        ("现场", "hall", "Offline", "Place"),
        ("电话", "hall", "Online", "Place"),
        ("网络", None, "Online", "VirtualLocation"),
    ],
)
def test_what_is_held_by_wire_is_online(office, published, form, venue, mode, kind):
    office.data["duties"][0]["form"] = form
    (event,) = events(published(office.turn("zhang", venue=venue)))
    assert event["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert event["location"]["@type"] == kind


def test_an_adjustment_tells_of_what_changed_alone(office, published):
    before = (office.turn("zhang"), office.turn("li", day=date(2026, 1, 13)))
    published(*before)
    now = (before[0], office.turn("li", day=date(2026, 1, 13), held=WEDNESDAY + timedelta(days=7)))
    old = Roster(slots=before)
    found = difference(expand(office.plan, Past(old, office.plan.period.start)), old, now)
    publication = published(*now, difference=found, before=old)
    (adjustment,) = adjustments_of(publication)
    (event,) = Structured(publication).of_changes(adjustment)["@graph"]
    assert (event["startDate"], event["previousStartDate"]) == (
        "2026-01-14T08:30:00+08:00",
        "2026-01-13T08:30:00+08:00",
    )
