"""Feeds: who finds what in them, in which words, and how they live from one publication to the next."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from calendars.feeds import REMINDERS, Feed, FeedKind, Feeds, all_feeds
from calendars.record import next_record
from roster.result import Gap, Reason, Roster
from roster.values import Hours

ZHANG, LI, WANG = (f"feeds/leaders/{leader}.ics" for leader in ("zhang", "li", "wang"))
KESHAN, GUBEI = "feeds/units/keshan.ics", "feeds/units/gubei.ics"
TUESDAY, VISITS = "feeds/duties/tuesday.ics", "feeds/duties/visits.ics"
OFFICE = "feeds/office.ics"
WEDNESDAY = date(2026, 1, 7)


def events(feed):
    return Calendar.from_ical(feed).walk("VEVENT")


def told(feed, *names):
    """Those properties of every event, as text; one property alone without its tuple."""
    rows = [tuple(str(event.get(name, "")) for name in names) for event in events(feed)]
    return [row[0] for row in rows] if len(names) == 1 else rows


def test_there_is_a_feed_for_every_leader_unit_duty_and_the_office(office):
    assert set(office.publish()) == {ZHANG, LI, WANG, KESHAN, GUBEI, TUESDAY, VISITS, OFFICE}


def test_feed_with_nothing_in_it_says_so_all_day(office):
    for feed in office.publish().values():
        (event,) = events(feed)
        assert event["SUMMARY"] == "本期暂无安排"
        assert (event.start, event.end) == (date(2026, 1, 1), date(2026, 1, 2))


def test_leader_finds_turns_standbys_and_visits(office):
    feeds = office.publish(office.turn("zhang", standby=["li"]), office.visit("wang", WEDNESDAY))
    assert told(feeds[ZHANG], "SUMMARY", "TRANSP") == [("接访 · 县信访局", "OPAQUE")]
    assert told(feeds[LI], "SUMMARY", "TRANSP") == [("接访 · 县信访局（候补）", "TRANSPARENT")]
    assert told(feeds[WANG], "SUMMARY", "TRANSP") == [("下访 · 更好村", "OPAQUE")]


def test_leader_is_told_role_fellows_standby_and_basis(office):
    feeds = office.publish(office.turn("zhang", "li", standby=["wang"]))
    assert told(feeds[ZHANG], "DESCRIPTION", "LOCATION", "CATEGORIES", "URL") == [
        (
            "您的角色：接访领导\n接访领导：李四（副县长）\n候补：王五\n事项：县级领导群众接待日\n"
            "依据：副县级以上党员领导干部每周二轮流到县信访办接待群众",
            "县信访局 克山镇新城大街1号",
            str(events(feeds[ZHANG])[0]["CATEGORIES"]),
            "https://keshan.example/jiefang/",
        )
    ]
    assert events(feeds[ZHANG])[0]["CATEGORIES"].cats == ["县级领导群众接待日"]


def test_public_is_told_who_receives_and_who_stands_by(office):
    office.data["duties"][0] |= {"access": {"mode": "appointment", "days_before": 3, "phone": "0452-1"}, "form": "现场"}
    office.data["duties"][0] |= {"accompany": "信访局值班人员", "note": "遇法定节假日顺延"}
    feeds = office.publish(office.turn("zhang", standby=["li"], unit="gubei"))
    (event,) = events(feeds[TUESDAY])
    assert event["SUMMARY"] == "接访 · 县信访局（张三）"
    assert event["DESCRIPTION"].split("\n") == [
        "接访领导：张三（县委书记）",
        "候补：李四（副县长）",
        "事项：县级领导群众接待日",
        "单位：古北乡",
        "形式：现场",
        "预约：须提前3天预约，电话0452-1",
        "陪同：信访局值班人员",
        "依据：副县级以上党员领导干部每周二轮流到县信访办接待群众",
        "备注：遇法定节假日顺延",
    ]


def test_public_feeds_take_nobodys_time(office):
    feeds = office.publish(office.turn("zhang"))
    assert {*told(feeds[OFFICE], "TRANSP"), *told(feeds[TUESDAY], "TRANSP"), *told(feeds[KESHAN], "TRANSP")} == {
        "TRANSPARENT"
    }


def test_session_without_a_venue_is_called_after_its_duty(office):
    feeds = office.publish(office.turn("zhang", venue=None))
    assert told(feeds[ZHANG], "SUMMARY", "LOCATION") == [("县级领导群众接待日", "")]


def test_many_who_receive_are_counted(office):
    office.data["leaders"] += [{"id": "zhao", "name": "赵六", "unit": "keshan"}]
    feeds = office.publish(office.turn("zhang", "li", "wang", "zhao"))
    assert told(feeds[OFFICE], "SUMMARY") == ["接访 · 县信访局（张三、李四、王五等4人）"]


def test_empty_seat_is_open_and_says_no_more(office):
    gap = Gap(slot="tuesday/2026-01-06", role="接访领导", reasons=(Reason(leader="li", why="机密理由"),))
    office.data["absences"] = [{"leader": "li", "start": "2026-01-06", "end": "2026-01-06", "reason": "机密理由"}]
    roster = Roster(slots=(office.turn(None, standby=["zhang"]),), gaps=(gap,), warnings=("机密理由",))
    feeds = all_feeds(office.plan, next_record(None, office.plan, roster, datetime(2026, 1, 4, tzinfo=ZoneInfo("UTC"))))
    assert told(feeds[OFFICE], "SUMMARY") == ["接访 · 县信访局（待定）"]
    for feed in feeds.values():
        text = feed.replace(b"\r\n ", b"").decode()
        assert not {word for word in ("机密理由", "主持县委全面工作", "农业农村", "0452-4520001") if word in text}


def test_unit_finds_what_it_holds_and_whom_it_sends(office):
    feeds = office.publish(
        office.turn("zhang"), office.turn("li", unit="gubei", day=WEDNESDAY), office.visit("wang", date(2026, 1, 8))
    )
    assert told(feeds[KESHAN], "SUMMARY") == ["接访 · 县信访局（张三）", "接访 · 县信访局（李四）"]
    assert told(feeds[GUBEI], "SUMMARY") == ["接访 · 县信访局（李四）", "下访 · 更好村（王五）"]


def test_duty_and_office_find_their_own_in_order_of_time(office):
    feeds = office.publish(office.turn("zhang", day=date(2026, 1, 13)), office.visit("wang"), office.turn("li"))
    assert told(feeds[TUESDAY], "SUMMARY") == ["接访 · 县信访局（李四）", "接访 · 县信访局（张三）"]
    assert told(feeds[VISITS], "SUMMARY") == ["下访 · 更好村（王五）"]
    assert [event.start.day for event in events(feeds[OFFICE])] == [6, 6, 13]


def test_morning_and_afternoon_are_two_events_of_all_feeds_alike(office):
    hours = (Hours(8 * 60 + 30, 12 * 60), Hours(20 * 60, 24 * 60))
    feeds = office.publish(office.turn("zhang", hours=hours))
    morning, evening = events(feeds[ZHANG])
    shanghai = ZoneInfo("Asia/Shanghai")
    assert morning.start == datetime(2026, 1, 6, 8, 30, tzinfo=shanghai)
    assert evening.end == datetime(2026, 1, 7, tzinfo=shanghai)
    assert morning["UID"] != evening["UID"]
    assert told(feeds[OFFICE], "UID") == told(feeds[ZHANG], "UID")


def test_same_roster_published_again_gives_the_same_bytes(office):
    roster = (office.turn("zhang", standby=["li"]), office.visit("wang"))
    first = office.publish(*roster)
    assert office.publish(*roster, days=9) == first


def test_empty_feeds_published_again_give_the_same_bytes(office):
    first = office.publish()
    assert office.publish(days=9) == first


def test_substitution_changes_the_event_in_place(office):
    first = office.publish(office.turn("zhang", standby=["li"]))
    second = office.publish(office.turn("li"), days=1)
    assert told(first[LI], "UID") == told(second[LI], "UID") == told(second[OFFICE], "UID")
    assert told(second[LI], "SUMMARY", "SEQUENCE") == [("接访 · 县信访局", "1")]
    assert events(second[LI])[0]["LAST-MODIFIED"].dt - events(first[LI])[0]["LAST-MODIFIED"].dt == timedelta(days=1)


def test_turn_given_away_stays_cancelled_for_thirty_days_then_goes(office):
    office.publish(office.turn("zhang"))
    feeds = office.publish(office.turn("wang"), days=1)
    cancelled = [("【取消】接访 · 县信访局", "CANCELLED", "1", "TRANSPARENT")]
    assert told(feeds[ZHANG], "SUMMARY", "STATUS", "SEQUENCE", "TRANSP") == cancelled
    assert told(feeds[ZHANG], "DESCRIPTION")[0].startswith("已不再参加本场次。\n您的角色：接访领导\n")
    assert told(feeds[KESHAN], "SUMMARY", "STATUS") == [("【取消】接访 · 县信访局（张三）", "CANCELLED")]
    assert told(feeds[OFFICE], "SUMMARY", "STATUS") == [("接访 · 县信访局（王五）", "CONFIRMED")]
    assert office.publish(office.turn("wang"), days=31)[ZHANG] == feeds[ZHANG]
    assert told(office.publish(office.turn("wang"), days=32)[ZHANG], "SUMMARY") == ["本期暂无安排"]


def test_moved_session_is_the_same_event(office):
    first = office.publish(office.turn("zhang"))
    second = office.publish(office.turn("zhang", held=WEDNESDAY), days=1)
    assert told(first[ZHANG], "UID") == told(second[ZHANG], "UID")
    assert [event.start.day for event in events(second[ZHANG])] == [7]
    assert told(second[ZHANG], "SEQUENCE", "STATUS") == [("1", "CONFIRMED")]


def test_cancelled_session_stays_for_thirty_days_and_may_return(office):
    first = office.publish(office.turn("zhang"))
    cancelled = office.publish(days=1)
    for feed in (ZHANG, KESHAN, TUESDAY, OFFICE):
        assert told(cancelled[feed], "UID") == told(first[feed], "UID")
        ((summary, status, sequence),) = told(cancelled[feed], "SUMMARY", "STATUS", "SEQUENCE")
        assert (summary[:4], status, sequence) == ("【取消】", "CANCELLED", "1")
    assert told(cancelled[ZHANG], "DESCRIPTION")[0].startswith("本场次已取消。\n")
    returned = office.publish(office.turn("zhang"), days=2)
    assert told(returned[ZHANG], "SUMMARY", "SEQUENCE") == [("接访 · 县信访局", "2")]
    office.publish(days=3)
    assert told(office.publish(days=40)[ZHANG], "SUMMARY") == ["本期暂无安排"]


def test_next_quarter_keeps_the_sessions_of_the_last(office):
    march = office.turn("zhang", day=date(2026, 3, 31))
    office.publish(march)
    office.data["period"] = {"start": "2026-04-01", "end": "2026-06-30"}
    office.data["leaders"] = office.data["leaders"][1:]
    feeds = office.publish(office.turn("li", day=date(2026, 4, 7)), days=80)
    assert told(feeds[ZHANG], "SUMMARY", "SEQUENCE") == [("接访 · 县信访局", "0")]
    assert [event.start.month for event in events(feeds[OFFICE])] == [3, 4]


def test_two_offices_never_share_a_uid(office, new_office):
    other = new_office()
    other.data["office"]["name"] = "依安县信访局"
    mine, theirs = (one.publish(one.turn("zhang"))[OFFICE] for one in (office, other))
    assert not set(told(mine, "UID")) & set(told(theirs, "UID"))


def test_alarms_come_only_on_request_and_only_for_what_is_held(office):
    feeds = Feeds(office.plan, office.record_of(office.turn("zhang")))
    zhang = Feed(kind=FeedKind.LEADER, id="zhang")
    assert b"VALARM" not in feeds.to_bytes(zhang)
    alarms = Calendar.from_ical(feeds.to_bytes(zhang, REMINDERS)).walk("VALARM")
    assert [alarm["TRIGGER"].to_ical() for alarm in alarms] == [b"-PT16H30M", b"-PT1H"]
    assert b"VALARM" not in feeds.to_bytes(zhang)
    cancelled = Feeds(office.plan, office.record_of(days=1))
    assert b"VALARM" not in cancelled.to_bytes(zhang, REMINDERS)


def test_alarm_of_the_day_before_rings_at_four_though_the_clocks_change(office):
    office.data["timezone"] = "Europe/London"
    sunday = date(2026, 3, 29)
    feeds = Feeds(office.plan, office.record_of(office.turn("zhang", day=sunday)))
    feed = feeds.to_bytes(Feed(kind=FeedKind.LEADER, id="zhang"), REMINDERS[:1])
    (alarm,) = Calendar.from_ical(feed).walk("VALARM")
    assert alarm["TRIGGER"].to_ical() == b"-PT15H30M"


def test_feed_that_is_not_there_is_a_key_error(office):
    feeds = Feeds(office.plan, office.record_of())
    with pytest.raises(KeyError):
        feeds.to_bytes(Feed(kind=FeedKind.LEADER, id="nobody"))
