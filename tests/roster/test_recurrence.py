from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from roster.recurrence import parse_rule

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def dates(rule: str, since: str, end: str, start: str | None = None) -> list[str]:
    first = date.fromisoformat(since)
    found = parse_rule(rule).dates(first, date.fromisoformat(start or since), date.fromisoformat(end))
    return [day.isoformat() for day in found]


@pytest.mark.parametrize(
    ("rule", "since", "end", "expected"),
    [
        # Examples of RFC 5545, section 3.8.5.3.
        ("FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", "2000-01-01", "09-02 09-12 09-22 10-02 10-12"),
        ("FREQ=DAILY;UNTIL=19970904", "1997-09-02", "1997-12-31", "09-02 09-03 09-04"),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=3", "1997-09-02", "1997-12-31", "09-02 09-16 09-30"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", "1997-12-31", "08-05 08-10 08-19 08-24"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", "1997-12-31", "08-05 08-17 08-19 08-31"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=1FR", "1997-09-05", "1997-12-31", "09-05 10-03 11-07"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "1997-09-22", "1997-12-31", "09-22 10-20 11-17"),
        ("FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "1997-09-28", "1997-12-31", "09-28 10-29 11-28"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", "1997-12-31", "09-04 10-07 11-06"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3", "1997-09-29", "1997-12-31", "09-29 10-30 11-27"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12", "1998-12-31", "05-12 05-11"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1998-02-13", "1998-12-31", "02-13 03-13 11-13"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15", "2007-12-31", "01-15 01-30 02-15 03-15 03-30"),
        ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "1998-12-31", "05-19 05-18"),
        # DTSTART counts only if it matches, and gives what the rule leaves open.
        ("FREQ=WEEKLY;BYDAY=WE", "2026-05-05", "2026-05-20", "05-06 05-13 05-20"),
        ("FREQ=WEEKLY", "2026-05-05", "2026-05-20", "05-05 05-12 05-19"),
        ("FREQ=MONTHLY", "2026-01-31", "2026-05-31", "01-31 03-31 05-31"),
        ("FREQ=YEARLY;BYMONTH=3", "2026-01-09", "2027-12-31", "03-09 03-09"),
        # Where dateutil alone reads otherwise than the RFC says.
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1", "2026-05-06", "2026-05-20", "05-11 05-18"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1;COUNT=1", "2026-05-06", "2026-05-20", "05-11"),
        ("FREQ=MONTHLY;BYDAY=MO,1TU", "2026-06-01", "2026-06-30", "06-01 06-02 06-08 06-15 06-22 06-29"),
        ("FREQ=YEARLY;BYWEEKNO=20", "2026-01-06", "2026-12-31", "05-12"),
        ("freq=weekly;byday=we", "2026-05-05", "2026-05-13", "05-06 05-13"),
    ],
)
def test_what_a_rule_gives(rule: str, since: str, end: str, expected: str) -> None:
    assert [day[5:] for day in dates(rule, since, end)] == expected.split()


def test_the_count_begins_at_since_not_at_the_period() -> None:
    assert dates("FREQ=DAILY;COUNT=5", "2026-01-01", "2026-12-31", start="2026-01-04") == ["2026-01-04", "2026-01-05"]


def test_a_start_behind_the_end_gives_nothing() -> None:
    assert parse_rule("FREQ=DAILY").dates(date(2027, 1, 1), date(2026, 1, 1), date(2026, 12, 31)) == []
    assert dates("FREQ=DAILY;UNTIL=20251231", "2026-01-01", "2026-12-31") == []


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;COUNT=1",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=3",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
    ],
)
def test_a_rule_that_never_matches_gives_nothing(rule: str) -> None:
    for end in (date(2027, 12, 31), date(1999, 12, 31), date.max):
        start = end.replace(month=1, day=5)
        assert parse_rule(rule).dates(start, start, end) == [] or "INTERVAL" in rule


@pytest.mark.parametrize("year", [1, 399, 1999, 2000, 9598, 9999])
def test_any_year_of_the_calendar_has_its_sundays(year: int) -> None:
    start, end = date(year, 1, 1), date(year, 12, 31)
    sundays = [start + timedelta(days=offset) for offset in range((end - start).days + 1)]
    sundays = [day for day in sundays if day.weekday() == 6]
    for week_start in WEEKDAYS:
        assert parse_rule(f"FREQ=WEEKLY;BYDAY=SU;WKST={week_start}").dates(start, start, end) == sundays


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("FREQ=HOURLY", "以天为最小单位.*“HOURLY”"),
        ("FREQ=SECONDLY;COUNT=3", "以天为最小单位.*“SECONDLY”"),
        ("FREQ=WEEKLYY", "应为 FREQ.*你是不是想写“WEEKLY”"),
        ("BYDAY=TU", "应有 FREQ"),
        ("FREQ=", "FREQ 应有值"),
        ("FREQ=DAILY;BYHOUR=9", "不支持BYHOUR"),
        ("FREQ=YEARLY;BYEASTER=1", "RRULE 的键.*“BYEASTER”"),
        ("FREQ=WEEKLY;BYDAYS=TU", "RRULE 的键.*你是不是想写“BYDAY”"),
        ("FREQ=WEEKLY;", "RRULE 的键"),
        ("RRULE:FREQ=DAILY", "RRULE 的键"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ 应只出现一次"),
        ("FREQ=WEEKLY;BYDAY=TU;BYDAY=WE", "BYDAY 应只出现一次"),
        ("FREQ=WEEKLY;BYDAY=1TU", "不应有序号"),
        ("FREQ=DAILY;BYDAY=-1TU", "不应有序号"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", "不应有序号"),
        ("FREQ=MONTHLY;BYDAY=6TU", "1至5"),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=-10TU", "1至5"),
        ("FREQ=YEARLY;BYDAY=54TU", "1至53"),
        ("FREQ=MONTHLY;BYDAY=0TU", "序号"),
        ("FREQ=WEEKLY;BYDAY=TX", "BYDAY.*MO"),
        ("FREQ=WEEKLY;BYDAY=TU, WE", "BYDAY"),
        ("FREQ=WEEKLY;BYDAY=TU,", "BYDAY"),
        ("FREQ=MONTHLY;BYWEEKNO=2", "BYWEEKNO 不能与 FREQ=MONTHLY"),
        ("FREQ=DAILY;BYYEARDAY=2", "BYYEARDAY 不能与 FREQ=DAILY"),
        ("FREQ=MONTHLY;BYYEARDAY=2", "BYYEARDAY 不能与 FREQ=MONTHLY"),
        ("FREQ=WEEKLY;BYMONTHDAY=2", "BYMONTHDAY 不能与 FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS 应与另一个"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "BYSETPOS"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH（1至12"),
        ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH（1至12"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=-32", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=１", "BYMONTHDAY"),
        ("FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY"),
        ("FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20260630", "COUNT 与 UNTIL"),
        ("FREQ=DAILY;UNTIL=20260230", "没有20260230这一天"),
        ("FREQ=DAILY;UNTIL=20260630T000000Z", "UNTIL 的日期"),
        ("FREQ=DAILY;UNTIL=2026-06-30", "UNTIL 的日期"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL（1至1000"),
        ("FREQ=DAILY;INTERVAL=1001", "INTERVAL（1至1000"),
        ("FREQ=DAILY;COUNT=-1", "COUNT（1至10000"),
        ("FREQ=DAILY;COUNT=10001", "COUNT（1至10000"),
        ("FREQ=DAILY;COUNT=" + "9" * 5000, "COUNT（1至10000"),
        ("FREQ=WEEKLY;WKST=XX", "WKST"),
    ],
)
def test_what_the_rfc_forbids_is_a_fault(rule: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_rule(rule)


def some(*entries: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(entries), min_size=1, max_size=3, unique=True).map(",".join)


MONTHS = some(*map(str, range(1, 13)))
MONTH_DAYS = some("1", "15", "28", "-1", "-7")
# Rules on which dateutil and the RFC agree, by frequency: the lists that may stand in them. Left alone,
# dateutil searches a rule that never matches up to the year 9999, so that few of these are such.
SHAPES = {
    "DAILY": {"BYDAY": some(*WEEKDAYS), "BYMONTH": MONTHS, "BYMONTHDAY": MONTH_DAYS},
    "WEEKLY": {"BYDAY": some(*WEEKDAYS), "BYMONTH": MONTHS},
    "MONTHLY": {"BYDAY": some("1MO", "2TU", "-1FR", "5SU"), "BYMONTH": MONTHS, "BYMONTHDAY": MONTH_DAYS},
    "YEARLY": {"BYDAY": some("MO", "TH"), "BYMONTH": MONTHS, "BYYEARDAY": some("1", "60", "366", "-1")},
}


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(sorted(SHAPES)))
    lists = draw(st.fixed_dictionaries({}, optional=SHAPES[frequency]))
    more = draw(
        st.fixed_dictionaries(
            {},
            optional={"INTERVAL": st.integers(1, 5).map(str), "WKST": st.sampled_from(WEEKDAYS)}
            | ({"BYSETPOS": some("1", "2", "-1")} if lists and frequency in ("MONTHLY", "YEARLY") else {}),
        )
    )
    ends = draw(st.sampled_from(["", ";COUNT=1", ";COUNT=12", ";UNTIL=20261001"]))
    return ";".join(f"{key}={value}" for key, value in {"FREQ": frequency, **lists, **more}.items()) + ends


@settings(deadline=None, max_examples=60)
@given(rules(), st.dates(date(2022, 1, 1), date(2026, 6, 30)))
def test_rules_agree_with_dateutil(rule: str, since: date) -> None:
    start, end = date(2026, 1, 1), date(2027, 12, 31)
    bounded = rule if "UNTIL" in rule or "COUNT" in rule else f"{rule};UNTIL=20271231"
    reference = rrulestr(bounded, dtstart=datetime.combine(since, time()))
    found = {moment.date() for moment in reference}
    assert parse_rule(rule).dates(since, start, end) == sorted(day for day in found if start <= day <= end)
