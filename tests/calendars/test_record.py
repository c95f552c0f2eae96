"""The publication record: what a publication changes in it, and what it leaves alone."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.events import Feed, FeedKind
from calendars.record import next_record, read_record, record_bytes, without_expired
from roster.faults import InputError
from roster.result import Gap, Reason, Roster
from roster.values import Hours

FIRST = datetime(2026, 1, 4, 2, tzinfo=UTC)
LATER = FIRST + timedelta(days=1)


def states(record):
    return [(event.sequence, event.changed, event.cancelled) for event in record.events]


def faults(data, tmp_path):
    path = tmp_path / "publication.json"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_record(path)
    return [str(fault) for fault in caught.value.faults]


def test_first_publication_begins_at_zero(office):
    record = office.record_of(office.turn("zhang"))
    assert (record.number, record.time) == (1, FIRST)
    assert states(record) == [(0, FIRST, None)]


def test_what_is_the_same_keeps_sequence_and_time(office):
    first = office.record_of(office.turn("zhang"))
    second = office.record_of(office.turn("zhang"), days=1)
    assert second.number == 2
    assert second.events == first.events


@pytest.mark.parametrize(
    "changed",
    [
        {"leaders": ["li"]},
        {"standby": ["li"]},
        {"held": date(2026, 1, 8)},
        {"hours": (Hours(480, 720),)},
        {"venue": "village"},
        {"venue": None},
    ],
)
def test_what_changed_has_the_next_sequence_and_the_new_time(office, changed):
    office.record_of(office.turn("zhang"))
    record = office.record_of(office.turn(*changed.pop("leaders", ["zhang"]), **changed), days=1)
    assert states(record) == [(1, LATER, None)]


def test_new_name_of_a_venue_changes_its_events(office):
    office.record_of(office.turn("zhang"), office.visit("wang"))
    office.data["venues"][0]["name"] = "县群众来访接待中心"
    record = office.record_of(office.turn("zhang"), office.visit("wang"), days=1)
    assert [event.sequence for event in record.events] == [1, 0]


def test_sessions_of_one_slot_change_apart(office):
    office.record_of(office.turn("zhang", hours=(Hours(510, 720), Hours(870, 1080))))
    record = office.record_of(office.turn("zhang", hours=(Hours(510, 720), Hours(840, 1080))), days=1)
    assert [event.sequence for event in record.events] == [0, 1]


def test_what_is_gone_is_cancelled_and_leaves_after_thirty_days(office):
    office.record_of(office.turn("zhang"))
    assert states(office.record_of(days=1)) == [(1, LATER, LATER)]
    assert states(office.record_of(days=2)) == [(1, LATER, LATER)]
    assert states(office.record_of(days=31)) == [(1, LATER, LATER)]
    assert office.record_of(days=32).events == ()


def test_what_returns_has_a_higher_sequence(office):
    office.record_of(office.turn("zhang"))
    office.record_of(days=1)
    record = office.record_of(office.turn("zhang"), days=2)
    assert states(record) == [(2, FIRST + timedelta(days=2), None)]


def test_feed_of_one_who_gave_a_turn_away_keeps_it_thirty_days(office):
    office.record_of(office.turn("zhang"))
    given_away = office.record_of(office.turn("li"), days=1).events[0].left
    assert [(one.feed, one.sequence, one.changed) for one in given_away] == [
        (Feed(kind=FeedKind.LEADER, id="zhang"), 1, LATER)
    ]
    assert office.record_of(office.turn("li"), days=31).events[0].left == given_away
    assert office.record_of(office.turn("li"), days=32).events[0].left == ()


def test_two_publications_within_a_second_move_the_time_of_the_change_all_the_same(office):
    times = []
    for leader in ("zhang", "li", "zhang"):
        (event,) = office.record_of(office.turn(leader)).events
        times.append(event.changed)
    assert times == [FIRST, FIRST + timedelta(seconds=1), FIRST + timedelta(seconds=2)]
    (event,) = office.record_of().events
    assert event.changed == event.cancelled == FIRST + timedelta(seconds=3)


def test_visit_owed_once_a_plan_does_not_take_the_place_of_the_last_plan_s(office):
    def visit(day):
        return office.visit("wang", day).model_copy(update={"id": "visits/wang/period/1"})

    (first,) = office.record_of(visit(date(2026, 3, 30))).events
    office.data["period"] = {"start": "2026-04-01", "end": "2026-06-30"}
    events = office.record_of(visit(date(2026, 4, 7)), days=80).events
    assert first in events
    assert len(events) == 2


def test_one_who_has_a_turn_back_has_not_given_it_away(office):
    office.record_of(office.turn("zhang"))
    office.record_of(office.turn("li"), days=1)
    (event,) = office.record_of(office.turn("zhang"), days=2).events
    assert event.sequence == 2
    assert [departure.feed.id for departure in event.left] == ["li"]


def test_cancelled_turn_that_returns_with_another_stays_cancelled_for_the_first(office):
    office.record_of(office.turn("zhang"))
    office.record_of(days=1)
    (event,) = office.record_of(office.turn("li"), days=2).events
    (departure,) = event.left
    assert (departure.feed.id, departure.sequence, departure.changed) == ("zhang", 1, LATER)


def test_next_quarter_leaves_the_last_one_as_it_was_until_it_is_long_past(office):
    before = office.record_of(office.turn("zhang"), office.turn("li", day=date(2026, 3, 31))).events
    office.data["period"] = {"start": "2026-04-01", "end": "2026-06-30"}
    office.data["leaders"] = office.data["leaders"][2:]
    spring = office.turn("wang", day=date(2026, 4, 7))
    assert office.record_of(spring, days=80).events[:2] == before
    assert [event.slot for event in office.record_of(spring, days=100).events] == ["tuesday/2026-03-31", spring.id]


def test_period_published_stays_whole_however_long_ago_it_began(office):
    office.record_of(office.turn("zhang"), days=1000)
    assert len(office.record_of(office.turn("zhang"), days=2000).events) == 1


def test_daily_refresh_drops_what_has_expired_and_nothing_else(office):
    office.record_of(office.turn("zhang"), office.visit("wang"))
    record = office.record_of(office.visit("wang"), days=1)
    assert without_expired(record, LATER + timedelta(days=30)) == record
    kept = without_expired(record, LATER + timedelta(days=31))
    assert [event.slot for event in kept.events] == ["visits/wang/2026-01/1"]
    assert (kept.number, kept.time) == (record.number, record.time)


def test_past_slot_that_the_plan_no_longer_knows_stands_as_published(office):
    first = office.record_of(office.turn("zhang", standby=["li"])).events
    office.data["leaders"] = office.data["leaders"][1:]
    assert office.record_of(office.turn("zhang", standby=["li"]), days=9).events == first


def test_past_slot_never_published_before_is_named_by_its_ids(office):
    (event,) = office.record_of(office.turn("former", duty="old", venue="gone")).events
    assert (event.content.duty_name, event.content.venue, event.content.people[0].name) == ("old", "gone", "former")


def test_renamed_office_keeps_the_name_that_uids_are_made_of(office):
    office.record_of(office.turn("zhang"))
    office.data["office"]["name"] = "克山县信访工作局"
    assert office.record_of(office.turn("zhang"), days=1).office == "克山县信访局"


def test_office_without_a_name_is_called_after_its_first_unit(office):
    del office.data["office"]
    record = office.record_of(office.turn("zhang"))
    assert (record.office, record.base_url, record.events[0].content.url) == ("克山县", None, None)


@pytest.mark.parametrize(
    "address", ["keshan.example", "ftp://keshan.example", "https://", "https://a b.example", "https://[x"]
)
def test_office_address_that_is_none_is_a_fault(office, address):
    office.data["office"]["base_url"] = address
    with pytest.raises(InputError, match=r"office\.base_url.*应为网址"):
        office.record_of(office.turn("zhang"))


def test_address_in_chinese_becomes_a_uri(office):
    office.data["office"]["base_url"] = "https://keshan.example/接访"
    assert office.record_of().base_url == "https://keshan.example/%E6%8E%A5%E8%AE%BF"


def test_time_of_a_publication_is_kept_in_utc_to_the_second(office):
    shanghai = timezone(timedelta(hours=8))
    record = next_record(None, office.plan, Roster(), datetime(2026, 1, 4, 10, 0, 0, 999, tzinfo=shanghai))
    assert (record.time, record.time.tzinfo) == (FIRST, UTC)
    with pytest.raises(ValueError, match="time zone"):
        next_record(None, office.plan, Roster(), datetime(2026, 1, 4))


def test_publication_before_the_last_one_is_a_fault(office):
    office.record_of(office.turn("zhang"))
    with pytest.raises(InputError, match="应不早于上一次发布"):
        office.record_of(office.turn("zhang"), days=-1)


def test_record_comes_back_from_its_file_with_the_same_bytes(office, tmp_path):
    office.data["duties"][0]["access"] = {"mode": "appointment", "days_before": 3}
    office.record_of(office.turn("zhang", None, standby=["li"]), office.visit("wang"))
    record = office.record_of(office.turn("li"), days=1)
    path = tmp_path / "publication.json"
    path.write_bytes(record_bytes(record))
    assert read_record(path) == record
    assert record_bytes(read_record(path)) == record_bytes(record)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff\xfe", '{"office": "信访"'.encode("gbk"), b"[" * 100_000, b"[]", b"null", b"\x00" * 50]
)
def test_file_that_is_no_record_is_one_fault(data, tmp_path):
    (line,) = faults(data, tmp_path)
    assert "发布记录" in line


def test_each_fault_of_a_record_names_its_place(office, tmp_path):
    good = record_bytes(office.record_of(office.turn("zhang"))).decode()
    bad = good.replace('"number": 1', '"number": 0, "nummer": 1').replace('"Asia/Shanghai"', '"Asia/Shangai"')
    found = faults(bad.replace('"sequence": 0,', "").encode(), tmp_path)
    assert {line.split("：")[0] for line in found} == {
        "number",
        "nummer",
        "events[0].sequence",
        "events[0].content.timezone",
    }
    assert any("时区" in line for line in found)


def test_session_that_stands_twice_is_a_fault(office, tmp_path):
    record = office.record_of(office.turn("zhang"))
    twice = record.model_copy(update={"events": record.events * 2})
    assert any("场次重复" in line for line in faults(record_bytes(twice), tmp_path))


def test_file_that_is_not_there_is_a_fault(tmp_path):
    with pytest.raises(InputError, match=r"publication\.json"):
        read_record(tmp_path / "publication.json")


def test_no_reason_reaches_the_record(office):
    office.data["absences"] = [{"leader": "li", "start": "2026-01-06", "end": "2026-01-06", "reason": "机密理由"}]
    office.data["moves"] = [{"duty": "tuesday", "date": "2026-01-06", "to": "2026-01-07", "reason": "机密理由"}]
    gap = Gap(slot="tuesday/2026-01-06", role="候补", reasons=(Reason(leader="li", why="机密理由"),))
    roster = Roster(slots=(office.turn("zhang", standby=[None]),), gaps=(gap,), warnings=("机密理由",))
    written = record_bytes(next_record(None, office.plan, roster, FIRST)).decode()
    assert "机密理由" not in written
    assert "主持县委全面工作" not in written
    assert "0452-4520001" not in written


TURNS = st.lists(st.sampled_from(["zhang", "li", "wang"]), max_size=2, unique=True)


@given(turns=st.lists(TURNS, min_size=2, max_size=6), days=st.integers(1, 20))
def test_sequence_rises_exactly_when_something_changed(new_office, turns, days):
    office, last = new_office(), None
    for number, leaders in enumerate(turns):
        record = office.record_of(*([office.turn(*leaders)] if leaders else []), days=number * days)
        event = next(iter(record.events), None)
        if event and last:
            same = (event.content, bool(event.cancelled)) == (last.content, bool(last.cancelled))
            assert (event.sequence, event.changed) == (
                (last.sequence, last.changed) if same else (last.sequence + 1, record.time)
            )
        last = event
