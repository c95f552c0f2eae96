"""The tree of feeds for a portal: names that nobody can guess, addresses that are renewed and end."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from calendars.events import Feed, FeedKind
from calendars.feeds import Feeds
from calendars.feeds.static import INDEX, PRIVATE, address_table, generation, renew, static_tree, token
from calendars.record import next_record, read_record, record_bytes
from roster.result import Roster

KEY = bytes(range(32))
ZHANG = Feed(kind=FeedKind.LEADER, id="zhang")
LI = Feed(kind=FeedKind.LEADER, id="li")


def private(tree):
    return {path for path in tree if path.startswith(PRIVATE) and path != INDEX}


def test_token_stays_the_same_in_later_versions_of_the_program():
    assert token(KEY, "克山县信访局", ZHANG, 0).startswith("60e9e2e6e5ea5f4be1c837cf227e1aed")


def test_token_is_another_for_every_key_office_feed_and_generation():
    named = {
        token(key, office, feed, times)
        for key in (KEY, KEY[::-1])
        for office in ("a", "b")
        for feed in (ZHANG, LI)
        for times in (0, 1)
    }
    assert len(named) == 16
    assert all(len(name) == 64 for name in named)


def test_tree_has_every_feed_and_names_no_leader(office):
    record = office.record_of(office.turn("zhang"), office.visit("wang"))
    tree, feeds = static_tree(office.plan, record, KEY), Feeds(office.plan, record)
    assert set(tree) - private(tree) == {
        "feeds/office.ics",
        "feeds/units/keshan.ics",
        "feeds/units/gubei.ics",
        "feeds/duties/tuesday.ics",
        "feeds/duties/visits.ics",
        INDEX,
    }
    assert len(private(tree)) == 3
    assert sorted(tree.values()) == sorted([b"", *(feeds.to_bytes(feed) for feed in feeds)])
    assert not any(leader in path for path in tree for leader in ("zhang", "wang", "li.ics"))


def test_same_publication_gives_the_same_tree_and_a_change_only_the_feeds_that_it_touches(office):
    turns = (office.turn("zhang"), office.turn("wang", day=office.visit("wang").date + timedelta(days=7)))
    first = static_tree(office.plan, office.record_of(*turns), KEY)
    assert static_tree(office.plan, office.record_of(*turns, days=1), KEY) == first
    second = static_tree(office.plan, office.record_of(office.turn("li"), turns[1], days=2), KEY)
    assert set(second) == set(first)
    wang = Feed(kind=FeedKind.LEADER, id="wang")
    same = {path for path, data in first.items() if second[path] == data}
    assert f"{PRIVATE}/{token(KEY, '克山县信访局', wang, 0)}.ics" in same
    assert len(first) - len(same) == 5  # of zhang, li, their unit, the duty, the office


def test_renewed_address_ends_the_old_one_which_says_so_for_thirty_days(office):
    slots = (office.turn("zhang"),)
    first = static_tree(office.plan, office.record_of(*slots), KEY)
    renewed = renew(office.record_of(*slots, days=1), [ZHANG])
    second = static_tree(office.plan, renewed, KEY)
    (new,) = private(second) - private(first)
    (old,) = (path for path in private(first) if second[path] != first[path])
    assert second[new] == first[old]
    assert [event["SUMMARY"] for event in Calendar.from_ical(second[old]).walk("VEVENT")] == ["订阅已停用"]
    for days, there in ((31, True), (32, False)):
        at = office.record.time + timedelta(days=days - 1)
        later = static_tree(office.plan, next_record(renewed, office.plan, Roster(slots=slots), at), KEY)
        assert (old in later) == there
        assert later[new] == second[new]


def test_address_renewed_twice_counts_on_though_the_first_has_expired(office):
    record = renew(office.record_of(), [ZHANG])
    later = renew(next_record(record, office.plan, Roster(), record.time + timedelta(days=40)), [ZHANG, LI])
    assert [(generation(later, feed), len(later.renewed)) for feed in (ZHANG, LI)] == [(2, 2), (1, 2)]


def test_renewals_come_back_from_the_record_s_file(office, tmp_path):
    record = renew(office.record_of(), [ZHANG])
    (tmp_path / "publication.json").write_bytes(record_bytes(record))
    assert read_record(tmp_path / "publication.json") == record
    assert KEY.hex().encode() not in record_bytes(record)


@pytest.mark.parametrize(("base", "scheme"), [("https://keshan.example/jiefang/", "webcal"), (None, None)])
def test_addresses_are_listed_for_the_office(office, base, scheme):
    office.data["office"]["base_url"] = base
    if base is None:
        del office.data["office"]["base_url"]
    record = office.record_of()
    lines = address_table(office.plan, record, KEY).decode("utf-8-sig").splitlines()
    path = f"feeds/private/{token(KEY, record.office, ZHANG, 0)}.ics"
    (line,) = (line for line in lines if line.startswith("张三 · 接访日程"))
    assert line.split(",")[1] == (f"{base}{path}" if base else path)
    assert line.split(",")[2] == (f"webcal://keshan.example/jiefang/{path}" if scheme else "")
