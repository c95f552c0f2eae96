from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.cadence import check_phrase, check_since, needs_since, parse
from roster.periods import every_day
from roster.plan.people import Calendar
from roster.workdays import WorkingDays

CHINA = WorkingDays(Calendar.model_validate({"country": "CN"}))
START, END = date(2026, 2, 1), date(2026, 3, 31)
PHRASES = ["每天", "每周二", "每周一、周三至周五", "每月第一个周二", "每月最后一个周五", "每月第四周周一至周日"]
PHRASES += ["每月15日", "每月8日、31日", "每两周周三", "FREQ=DAILY", "FREQ=MONTHLY;BYDAY=-1MO,2SU"]


def dates(phrase: str, since: date | None = None, start: date = START, end: date = END) -> list[str]:
    return [day.isoformat()[5:] for day in parse(phrase, since).dates(CHINA, start, end)]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("每周二", "02-03 02-10 02-17 02-24 03-03 03-10 03-17 03-24 03-31"),
        ("每星期二", "02-03 02-10 02-17 02-24 03-03 03-10 03-17 03-24 03-31"),
        ("每周天", "02-01 02-08 02-15 02-22 03-01 03-08 03-15 03-22 03-29"),
        ("每月第一个周二", "02-03 03-03"),
        ("每月第四个周日", "02-22 03-22"),
        ("每月第一个周日", "02-01 03-01"),
        ("每月最后一个周二", "02-24 03-31"),
        ("每月最后一个周六", "02-28 03-28"),
        ("每月最后一个周日", "02-22 03-29"),
        ("每月第一周周一至周五", "02-02 02-03 02-04 02-05 02-06 03-02 03-03 03-04 03-05 03-06"),
        ("每月第一周星期一、星期三", "02-02 02-04 03-02 03-04"),
        ("每月第三周周二", "02-17 03-17"),
        # January's fourth week begins on the 26th and ends on 1 February; February's ends on 1 March.
        ("每月第四周周日", "02-01 03-01 03-29"),
        ("每月15日", "02-15 03-15"),
        ("每月8日、25日", "02-08 02-25 03-08 03-25"),
        ("每月30日", "03-30"),
    ],
)
def test_what_a_phrase_gives(phrase: str, expected: str) -> None:
    assert dates(phrase) == expected.split()


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("每周二、周四", "02-03 02-05 02-10 02-12"),
        ("每周一至周五", "02-02 02-03 02-04 02-05 02-06 02-09 02-10 02-11 02-12 02-13"),
        ("每周一、周三至周五", "02-02 02-04 02-05 02-06 02-09 02-11 02-12 02-13"),
        ("每周五至周日", "02-01 02-06 02-07 02-08 02-13 02-14"),
        ("每天", "02-01 02-02 02-03 02-04 02-05 02-06 02-07 02-08 02-09 02-10 02-11 02-12 02-13 02-14"),
        ("每个工作日", "02-02 02-03 02-04 02-05 02-06 02-09 02-10 02-11 02-12 02-13 02-14"),
    ],
)
def test_two_weeks_of_a_phrase(phrase: str, expected: str) -> None:
    assert dates(phrase, end=date(2026, 2, 14)) == expected.split()


@pytest.mark.parametrize("since", [date(2026, 2, 9), date(2026, 2, 15), date(2026, 3, 25), date(2025, 12, 29)])
def test_every_two_weeks_counts_before_and_behind_since(since: date) -> None:
    assert dates("每两周周三", since) == ["02-11", "02-25", "03-11", "03-25"]


def test_every_two_weeks_takes_lists_and_ranges() -> None:
    assert dates("每两周周一、周三", date(2026, 2, 3))[:4] == ["02-02", "02-04", "02-16", "02-18"]
    assert dates("每两周周五至周日", date(2026, 2, 1))[:4] == ["02-01", "02-13", "02-14", "02-15"]


def test_a_week_without_the_months_first_monday_belongs_to_the_month_before() -> None:
    """2026-04-01 is a Wednesday: April's first week begins on the 6th, the days before are March's fifth."""
    found = dates("每月第一周周一至周五", start=date(2026, 4, 1), end=date(2026, 4, 30))
    assert found == ["04-06", "04-07", "04-08", "04-09", "04-10"]


def test_a_rule_starts_at_since_or_at_the_period() -> None:
    rule = "FREQ=WEEKLY;INTERVAL=2"
    assert dates(rule, end=date(2026, 2, 28)) == ["02-01", "02-15"]
    assert dates(rule, date(2026, 1, 7), end=date(2026, 2, 28)) == ["02-04", "02-18"]


@pytest.mark.parametrize(
    ("phrase", "keeps"),
    [
        ("每天", True),
        ("每周六", True),
        ("每周五至周日", True),
        ("每两周星期天", True),
        ("每月第一个周六", True),
        ("每月最后一个周日", True),
        ("每月第一周周一至周六", True),
        ("FREQ=WEEKLY;BYDAY=FR,SA", True),
        ("FREQ=MONTHLY;BYDAY=1SU", True),
        ("FREQ=DAILY", False),
        ("每个工作日", False),
        ("每周一至周五", False),
        ("每月8日", False),
    ],
)
def test_whether_ordinary_weekends_are_kept(phrase: str, keeps: bool) -> None:
    assert parse(phrase, date(2026, 2, 2)).keeps_weekends == keeps


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("每日", "每天"),
        ("工作日", "每个工作日"),
        ("每周2", "每周二"),
        ("周二", "每周二"),
        ("每礼拜二", "每周二"),
        ("每周二、四", "每周二、周四"),
        ("每周一,三,五", "每周一、周三、周五"),
        ("每周一到周五", "每周一至周五"),
        ("每周一-五", "每周一至周五"),
        ("每隔一周周三", "每两周周三"),
        ("每月的第一周的星期一至星期五", "每月第一周星期一至星期五"),
        ("每月第1个周二", "每月第一个周二"),
        ("每月15号", "每月15日"),
        ("每月8、25日", "每月8日、25日"),
        ("每月第五个周二", "每月第四个周二"),
    ],
)
def test_a_near_miss_is_told_what_was_probably_meant(wrong: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"应为频次.*实际为“{wrong}”。你是不是想写“{meant}”？"):
        check_phrase(wrong)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("每周五至周一", "从前到后的星期范围（如“周一至周五”），实际为“周五至周一”"),
        ("每周一至周一", "实际为“周一至周一”"),
        ("每周一至周三至周五", "实际为“周一至周三至周五”"),
        ("每周二、周二", "“周二”出现多次"),
        ("每周一至周三、星期二", "“周二”出现多次"),
        ("每月8日、8日", "“8日”出现多次"),
        ("每月32日", "应为1日至31日，实际为“32日”"),
        ("每月0日", "应为1日至31日，实际为“0日”"),
        ("", "应为频次"),
        ("每周二\n", "应为频次"),
        ("每" * 100_000, "应为频次"),
        ("FREQ=HOURLY", "以天为最小单位"),
    ],
)
def test_what_is_no_phrase_is_a_fault(wrong: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        check_phrase(wrong)


def test_a_phrase_is_kept_as_it_is_written() -> None:
    for phrase in PHRASES:
        assert check_phrase(phrase) == phrase


def test_since_goes_with_every_two_weeks_and_rules_alone() -> None:
    day = date(2026, 1, 5)
    assert "应有 since" in (check_since("每两周周三", None) or "")
    assert "不应有 since" in (check_since("每周三", day) or "")
    assert "不应有 since" in (check_since(None, day) or "")
    for phrase, since in (("每两周周三", day), ("FREQ=DAILY", day), ("FREQ=DAILY", None), ("每天", None), (None, None)):
        assert check_since(phrase, since) is None
    assert needs_since("每两周周三")
    assert not needs_since("每周三")
    with pytest.raises(ValueError, match="应有 since"):
        parse("每两周周三", None)


@given(st.sampled_from(PHRASES), st.dates(date(2005, 1, 1), date(2090, 1, 1)), st.integers(0, 400), st.integers(0, 400))
def test_two_halves_give_what_the_whole_gives(phrase: str, start: date, first: int, second: int) -> None:
    cadence = parse(phrase, date(2004, 12, 27))
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second + 1)
    halves = cadence.dates(CHINA, start, middle) + cadence.dates(CHINA, middle + timedelta(days=1), end)
    assert cadence.dates(CHINA, start, end) == halves


@pytest.mark.parametrize("phrase", PHRASES)
def test_the_ends_of_the_calendar_are_dates_like_others(phrase: str) -> None:
    for start, end in ((date.min, date(1, 2, 1)), (date(9999, 11, 1), date.max)):
        found = parse(phrase, start).dates(CHINA, start, end)
        assert found
        assert set(found) <= set(every_day(start, end))
