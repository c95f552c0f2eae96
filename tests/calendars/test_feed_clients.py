"""Feeds as calendar programs read them that the project did not write: what stands in them, and what is refused."""

from datetime import date

import pytest

from calendars.events import FeedKind
from calendars.feeds import REMINDERS, Feed, Feeds
from roster.values import Hours
from tests.calendars.readers import READERS, MissingError, libical_accepts, load_libical, run_node

ZHANG = Feed(kind=FeedKind.LEADER, id="zhang")
NAME = r"欧阳·𠮷,;\=😀&amp;"


@pytest.fixture
def feeds(office):
    """Every feed of a second publication: sessions held, moved and cancelled, nothing at all; hostile names."""
    office.data["leaders"] = [leader | {"name": NAME} for leader in office.data["leaders"]]
    office.data["duties"][0] |= {"name": NAME, "note": "第一行\n第二行", "access": {"mode": "appointment"}}
    office.data["units"].append({"id": "empty", "name": NAME, "level": "县直单位"})
    tuesdays = (date(2026, 1, day) for day in (6, 13, 20))
    office.publish(*(office.turn("zhang", day=day) for day in tuesdays))
    moved = office.turn("li", standby=["zhang"], day=date(2026, 1, 13), held=date(2026, 1, 14))
    evening = office.turn("zhang", None, hours=(Hours(510, 720), Hours(1200, 1440)))
    published = Feeds(office.plan, office.record_of(evening, moved, office.visit("wang"), days=1))
    return {feed: published.to_bytes(feed, REMINDERS) for feed in published}


@pytest.fixture
def new_york(new_office):
    """A leader's feed in a zone with daylight saving: one session in winter, one in summer, and its reminders."""
    office = new_office()
    office.data |= {"timezone": "America/New_York", "period": {"start": "2026-01-01", "end": "2026-12-31"}}
    turns = (office.turn("zhang", day=day) for day in (date(2026, 1, 6), date(2026, 7, 7)))
    return Feeds(office.plan, office.record_of(*turns)).to_bytes(ZHANG, REMINDERS)


def node(script, feed):
    """What the script, run by Node.js, reads out of a feed."""
    try:
        return run_node(script, [feed])[0]
    except MissingError as missing:
        pytest.skip(str(missing))


NODE_CLIENTS = pytest.mark.parametrize("script", ["icaljs.mjs", "nodeical.mjs"])


@NODE_CLIENTS
def test_node_clients_read_every_feed(feeds, script):
    for feed in feeds.values():
        assert len(node(script, feed)["events"]) == feed.count(b"BEGIN:VEVENT")


@NODE_CLIENTS
def test_node_clients_show_words_and_states_as_they_are(feeds, script):
    shown = node(script, feeds[ZHANG])
    assert [(event["summary"], event["status"], event["sequence"]) for event in shown["events"]] == [
        ("接访 · 县信访局", "CONFIRMED", 1),
        ("接访 · 县信访局", "CONFIRMED", 0),
        ("接访 · 县信访局（候补）", "CONFIRMED", 1),
        ("【取消】接访 · 县信访局", "CANCELLED", 1),
    ]
    assert {event["location"] for event in shown["events"]} == {"县信访局 克山镇新城大街1号"}
    assert f"事项：{NAME}\n预约：须提前预约\n" in shown["events"][0]["description"]
    assert shown["events"][0]["description"].endswith("备注：第一行\n第二行")
    office = node(script, feeds[Feed(kind=FeedKind.OFFICE)])
    assert office["events"][0]["summary"] == f"接访 · 县信访局（{NAME}、待定）"
    assert [event["status"] for event in office["events"]] == [*["CONFIRMED"] * 4, "CANCELLED"]


def test_icaljs_tells_a_backslash_from_a_line_break_and_a_comma_from_a_list(office):
    office.data["venues"][0]["name"] = r"\n\N\\n"
    office.data["duties"][0]["name"] = "信访,接访;值班"
    (event,) = node("icaljs.mjs", office.publish(office.turn("zhang"))["feeds/leaders/zhang.ics"])["events"]
    assert event["categories"] == ["信访,接访;值班"]
    assert event["summary"] == r"接访 · \n\N\\n"


@NODE_CLIENTS
def test_node_clients_show_sessions_at_their_time(feeds, new_york, script):
    times = [(event["start"], event["end"]) for event in node(script, feeds[ZHANG])["events"]]
    assert times[:2] == [
        ("2026-01-06T00:30:00.000Z", "2026-01-06T04:00:00.000Z"),
        ("2026-01-06T12:00:00.000Z", "2026-01-06T16:00:00.000Z"),
    ]
    shown = node(script, new_york)
    assert shown["name"] == "张三 · 接访日程"
    assert [event["start"] for event in shown["events"]] == ["2026-01-06T13:30:00.000Z", "2026-07-07T12:30:00.000Z"]


def test_icaljs_rings_the_day_before_at_four_and_an_hour_before(new_york):
    shown = node("icaljs.mjs", new_york)
    assert shown["refresh"] == 4 * 3600
    assert [event["alarms"] for event in shown["events"]] == [
        ["2026-01-05T21:00:00.000Z", "2026-01-06T12:30:00.000Z"],
        ["2026-07-06T20:00:00.000Z", "2026-07-07T11:30:00.000Z"],
    ]


@pytest.fixture(scope="module")
def libical():
    """libical 3, the parser behind the calendars of GNOME and KDE."""
    try:
        return load_libical()
    except MissingError as missing:
        pytest.skip(str(missing))


def test_libical_accepts_every_feed(libical, feeds, new_york):
    for feed in (*feeds.values(), new_york):
        accepted, read = libical_accepts(libical, feed)
        assert accepted, read.decode()
        assert read.count(b"BEGIN:VEVENT") == feed.count(b"BEGIN:VEVENT")


def test_libical_refuses_what_is_wrong(libical, feeds):
    good = feeds[ZHANG]
    for broken in (
        good.replace(b"TZID:Asia/Shanghai", b"TZID:Asia/Shanghai\r\nCOMMENT:x"),
        good.replace(b"DURATION:PT4H", b"DURATION:P4H"),
        good.replace(b"SEQUENCE:1", b"SEQUENCE:1\r\nSEQUENCE:2"),
        good.replace(b"PRODID", b"X-PRODID"),
        good.replace(b"T083000", b"T0830"),
    ):
        assert broken != good
        assert not libical_accepts(libical, broken)[0]


def test_vobject_finds_every_feed_valid(feeds, new_york):
    for feed in (*feeds.values(), new_york):
        (shown,) = READERS["vobject"]([feed])
        assert len(shown) == feed.count(b"BEGIN:VEVENT")


def test_ruby_finds_every_feed_valid_by_its_strict_rules(feeds, new_york):
    given = [*feeds.values(), new_york]
    try:
        shown = READERS["ruby-icalendar"](given)
    except MissingError as missing:
        pytest.skip(str(missing))
    assert [len(one) for one in shown] == [feed.count(b"BEGIN:VEVENT") for feed in given]
