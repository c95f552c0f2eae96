"""What no parser notices: line ends, folding, VALUE parameters, times in UTC, what must not stand in a feed."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from calendars.feeds import REMINDERS, Feed, FeedKind, Feeds
from calendars.feeds.lines import escaped, text_line
from roster.values import Hours
from tests.calendars.life import Life
from tests.calendars.octets import flaws, logical

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
    office.data["duties"][0]["basis"] = "第一条,领导接访；第二条\r\n" + "每周二轮流到县信访办接待群众" * 20
    office.publish(office.turn("zhang"), office.turn("li", day=date(2026, 1, 13)))
    published = Feeds(office.plan, office.record_of(office.turn("li", standby=["zhang"]), office.visit("wang"), days=1))
    return {feed: published.to_bytes(feed, REMINDERS) for feed in published}


def escaped_back(value):
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_no_feed_has_a_flaw_at_any_step_of_its_life(feeds, new_office):
    every = [*feeds.values(), *new_office().publish().values()]
    every += [feed for step in Life(new_office()).live() for feed in step.feeds.values()]
    assert [flaws(feed) for feed in every] == [[]] * len(every)


BREAKS = {
    "lines ended by LF alone": lambda feed: feed.replace(b"\r\n", b"\n"),
    "one line ended by LF alone": lambda feed: feed.replace(b"\r\nVERSION", b"\nVERSION"),
    "lines that are not folded": lambda feed: feed.replace(b"\r\n ", b""),
    "a fold within a character": lambda feed: feed.replace(
        "接".encode(), "接".encode()[:1] + b"\r\n " + "接".encode()[1:]
    ),
    "no line end at the end": lambda feed: feed[:-2],
    "a control character": lambda feed: feed.replace(b"SUMMARY:", b"SUMMARY:\x07"),
    "VALUE missing at REFRESH-INTERVAL": lambda feed: feed.replace(
        b"REFRESH-INTERVAL;VALUE=DURATION", b"REFRESH-INTERVAL"
    ),
    "VALUE missing at SOURCE": lambda feed: feed.replace(b"SOURCE;VALUE=URI", b"SOURCE"),
    "VALUE missing at a date": lambda feed: re.sub(rb"DTSTART;TZID=[^:]+:(\d{8})T\d{6}", rb"DTSTART:\1", feed),
    "a local DTSTAMP": lambda feed: re.sub(rb"(DTSTAMP:\d{8}T\d{6})Z", rb"\1", feed),
    "a local LAST-MODIFIED": lambda feed: re.sub(rb"(LAST-MODIFIED:\d{8}T\d{6})Z", rb"\1", feed),
    "a UID on the calendar": lambda feed: feed.replace(b"CALSCALE", b"UID:" + b"0" * 40 + b"@lunzhi\r\nCALSCALE"),
    "a METHOD": lambda feed: feed.replace(b"CALSCALE", b"METHOD:PUBLISH\r\nCALSCALE"),
    "two events of one UID": lambda feed: re.sub(rb"UID:[0-9a-f]{40}", b"UID:" + b"0" * 40, feed),
    "an event twice": lambda feed: re.sub(rb"(?s)(BEGIN:VEVENT.*?END:VEVENT\r\n)", rb"\1\1", feed, count=1),
    "no VTIMEZONE": lambda feed: re.sub(rb"(?s)BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", b"", feed),
    "another VTIMEZONE": lambda feed: feed.replace(b"TZID:Asia/Shanghai", b"TZID:Asia/Urumqi"),
    "a COMMENT in VTIMEZONE": lambda feed: feed.replace(b"TZID:Asia", b"COMMENT:x\r\nTZID:Asia"),
    "times without a zone": lambda feed: feed.replace(b"DTSTART;TZID=Asia/Shanghai", b"DTSTART"),
    "times in UTC without a zone": lambda feed: re.sub(rb"DTEND;TZID=[^:]+:(\w+)", rb"DTEND:\1Z", feed),
    "no SEQUENCE": lambda feed: re.sub(rb"SEQUENCE:\d+\r\n", b"", feed),
    "SEQUENCE twice": lambda feed: re.sub(rb"(SEQUENCE:\d+\r\n)", rb"\1\1", feed),
    "no DTSTAMP": lambda feed: re.sub(rb"DTSTAMP:\w+\r\n", b"", feed),
    "no events": lambda feed: re.sub(rb"(?s)BEGIN:VEVENT.*END:VEVENT\r\n", b"", feed),
    "no PRODID": lambda feed: re.sub(rb"PRODID:[^\r]+\r\n", b"", feed),
    "a comma that is not escaped": lambda feed: feed.replace(b"\\,", b","),
    "a lone backslash": lambda feed: feed.replace(b"SUMMARY:", b"SUMMARY:\\x"),
    "a duration P4H": lambda feed: feed.replace(b"PT4H", b"P4H"),
    "a reminder of days": lambda feed: feed.replace(b"-PT16H30M", b"-P1DT1H"),
    "CANCELLED without a word": lambda feed: feed.replace("【取消】".encode(), b""),
    "a word without CANCELLED": lambda feed: feed.replace(b"STATUS:CANCELLED", b"STATUS:CONFIRMED"),
    "an end before the start": lambda feed: re.sub(rb"(DTEND;[^:]+:)2026", rb"\g<1>2025", feed),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_flaws_that_clients_let_pass_are_noticed(feeds, broken):
    feed = next(data for feed, data in feeds.items() if feed.id == "tuesday")
    assert BREAKS[broken](feed) != feed
    assert flaws(BREAKS[broken](feed))


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
    assert all(re.fullmatch(r"-?PT(?=\d)(\d+H)?(\d+M)?", duration) for duration in durations)


@pytest.mark.parametrize(("start", "before"), [(960, "-PT24H"), (1020, "-PT25H"), (975, "-PT24H15M"), (0, "-PT8H")])
def test_reminder_of_the_day_before_counts_in_hours_however_late_the_session(office, start, before):
    turn = office.turn("zhang", hours=(Hours(start, start + 60),))
    feed = Feeds(office.plan, office.record_of(turn)).to_bytes(Feed(kind=FeedKind.LEADER, id="zhang"), REMINDERS[:1])
    assert f"TRIGGER:{before}" in logical(feed)


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
    (value,) = logical(data)
    clean = "\n".join(
        "".join(char for char in row if char == "\t" or char.isprintable() or ord(char) > 0x9F)
        for row in text.splitlines()
    )
    assert escaped_back(value.removeprefix("X:")) == clean
