"""What no parser notices: line ends, folding, VALUE parameters, times in UTC, what must not stand in a feed."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from calendars.feeds import REMINDERS, Feeds
from calendars.feeds.lines import escaped, text_line

ZHANG = "feeds/leaders/zhang.ics"
HOSTILE = [
    r"a,b;c\d",
    r"\N\n\, \;",
    "=1+1",
    "张·三",
    "😀👨‍👩‍👧",
    "𠮷野家",
    '"quoted"',
    "a:b",
    "&amp;<b>",
    "한" * 60,
    "\u200f\u202e反",
    " 首尾 ",
]


@pytest.fixture
def feeds(office):
    """Feeds with all that may stand in them: held, cancelled, given away, nothing; alarms and free text."""
    office.data["duties"][0]["basis"] = "第一条，领导接访；第二条\r\n" + "每周二轮流到县信访办接待群众" * 20
    office.publish(office.turn("zhang"), office.turn("li", day=date(2026, 1, 13)))
    published = Feeds(office.plan, office.record_of(office.turn("li", standby=["zhang"]), office.visit("wang"), days=1))
    return {feed: published.to_bytes(feed, REMINDERS) for feed in published}


def logical(feed):
    """The feed's lines, unfolded."""
    return feed.decode().replace("\r\n ", "").split("\r\n")


def escaped_back(value):
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_lines_end_with_crlf_and_fold_at_75_octets(feeds):
    for feed in feeds.values():
        assert feed.endswith(b"END:VCALENDAR\r\n")
        assert b"\n" not in feed.replace(b"\r\n", b"")
        assert b"\r" not in feed.replace(b"\r\n", b"")
        lines = feed.split(b"\r\n")
        assert all(len(line) <= 75 for line in lines)
        for line in lines:
            line.decode()  # no character is cut


def test_control_characters_are_gone(office):
    office.data["duties"][0]["basis"] = "一\t二"
    office.record_of(office.turn("zhang"))
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", b"".join(office.publish(office.turn("zhang")).values()))
    assert escaped("a\x00b\x1b\x7fc\x85d\u2028e\ud800f\tg") == "abc\\nd\\nef\tg"


def test_text_is_escaped_as_the_rfc_says():
    assert escaped('a,b;c\\d\\N\r\ne:"f"') == r"a\,b\;c\\d\\N\ne:" + '"f"'


def test_calendar_says_what_it_is_in_full(feeds):
    for feed, data in feeds.items():
        head = logical(data)[: logical(data).index("BEGIN:VEVENT")]
        names = [line.split(":")[0] for line in head]
        assert head[:4] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lunzhi//Calendars//ZH", "CALSCALE:GREGORIAN"]
        assert {"REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H"} <= set(head)
        assert {"NAME", "X-WR-CALNAME", "COLOR"} <= set(names)
        assert ("SOURCE;VALUE=URI" in names) == feed.public
        assert not {"METHOD", "UID"} & set(names)


def test_private_feed_never_says_where_it_is(feeds):
    for feed, data in feeds.items():
        assert (b"SOURCE" in data) == (b"/feeds/" in data) == feed.public


def test_public_feed_says_where_it_is(office):
    feed = office.publish()["feeds/units/keshan.ics"]
    assert "SOURCE;VALUE=URI:https://keshan.example/jiefang/feeds/units/keshan.ics" in logical(feed)


def test_without_an_address_there_is_neither_source_nor_url(office):
    del office.data["office"]["base_url"]
    for feed in office.publish(office.turn("zhang")).values():
        assert b"SOURCE" not in feed
        assert b"URL" not in feed


def test_times_of_a_publication_are_utc(feeds):
    for feed in feeds.values():
        stamps = [line for line in logical(feed) if line.startswith(("DTSTAMP", "LAST-MODIFIED"))]
        assert stamps
        assert all(re.fullmatch(r"(DTSTAMP|LAST-MODIFIED):2026010[45]T020000Z", stamp) for stamp in stamps)


def test_times_of_sessions_name_a_zone_that_the_feed_defines(feeds):
    for feed in feeds.values():
        lines = logical(feed)
        named = {found[1] for line in lines if (found := re.match(r"DT(?:START|END);TZID=([^:]+):\d{8}T\d{6}$", line))}
        assert named == {line.removeprefix("TZID:") for line in lines if line.startswith("TZID:")}
        zones = [re.sub(r"(?s)END:VTIMEZONE.*", "", part) for part in feed.decode().split("BEGIN:VTIMEZONE")[1:]]
        assert not any("COMMENT" in zone or "DAYLIGHT" in zone for zone in zones)


def test_uids_are_unique_and_name_nobody(feeds):
    for feed in feeds.values():
        uids = [line for line in logical(feed) if line.startswith("UID:")]
        assert len(uids) == len(set(uids))
        assert all(re.fullmatch(r"UID:[0-9a-f]{40}@lunzhi", uid) for uid in uids)


def test_uid_stays_the_same_in_later_versions_of_the_program(office):
    (uid,) = (line for line in logical(office.publish(office.turn("zhang"))[ZHANG]) if line.startswith("UID:"))
    assert uid == "UID:4e3e2f41fdd13c6b77390b395c94e826d6335919@lunzhi"


def test_durations_name_hours_in_their_time_part(feeds):
    durations = re.findall(
        r"^(?:TRIGGER|REFRESH-INTERVAL;VALUE=DURATION|X-PUBLISHED-TTL):(.*)\r$", b"".join(feeds.values()).decode(), re.M
    )
    assert durations
    assert all(re.fullmatch(r"-?P(\d+D)?T(\d+H)?(\d+M)?", duration) for duration in durations)


@pytest.mark.parametrize(
    "zone", ["Asia/Urumqi", "Europe/London", "America/New_York", "Asia/Kathmandu", "UTC", "Africa/Casablanca"]
)
def test_session_is_at_its_local_time_in_every_zone(office, zone):
    office.data["timezone"] = zone
    office.data["period"] = {"start": "2026-01-01", "end": "2026-12-31"}
    feed = office.publish(*(office.turn("zhang", day=day) for day in (date(2026, 1, 6), date(2026, 7, 7))))[ZHANG]
    assert len(re.findall(rb"BEGIN:VTIMEZONE", feed)) == 1
    for line, day in zip(re.findall(rb"DTSTART;TZID=.*\r", feed), (b"0106", b"0707"), strict=True):
        assert line == b"DTSTART;TZID=%b:2026%bT083000\r" % (zone.encode(), day)
    assert [event.start.utcoffset() for event in Calendar.from_ical(feed).walk("VEVENT")] == [
        event.start.replace(tzinfo=office.plan.zone).utcoffset() for event in Calendar.from_ical(feed).walk("VEVENT")
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_come_back_as_they_are(office, name):
    office.data["leaders"][0]["name"] = office.data["venues"][0]["name"] = office.data["duties"][0]["name"] = name
    lines = logical(office.publish(office.turn("zhang", "li"))["feeds/office.ics"])
    values = {line.split(":", 1)[0]: escaped_back(line.split(":", 1)[1]) for line in lines if ":" in line}
    assert values["SUMMARY"] == f"接访 · {name}（{name}、李四）"
    assert values["CATEGORIES"] == name
    assert values["LOCATION"] == f"{name} 克山镇新城大街1号"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_survives_escapes_and_folding(text):
    data = text_line("X", text)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (value, _) = logical(data)
    clean = "\n".join(
        "".join(char for char in row if char == "\t" or char.isprintable() or ord(char) > 0x9F)
        for row in text.splitlines()
    )
    assert escaped_back(value.removeprefix("X:")) == clean
