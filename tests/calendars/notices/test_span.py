from datetime import date

import pytest

from calendars.notices import Span
from roster.faults import InputError
from roster.plan.people import Period


def period(start, end):
    return Period(start=date.fromisoformat(start), end=date.fromisoformat(end))


QUARTER = period("2026-01-01", "2026-03-31")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-01-01", "2026-03-31", "2026年第一季度"),
        ("2026-10-01", "2026-12-31", "2026年第四季度"),
        ("2026-02-01", "2026-02-28", "2026年2月"),
        ("2026-01-01", "2026-12-31", "2026年"),
        ("2026-07-01", "2026-12-31", "2026年下半年"),
        ("2026-02-01", "2026-04-30", "2026年2月至4月"),
        ("2026-12-01", "2027-01-31", "2026年12月至2027年1月"),
        ("2026-01-05", "2026-01-11", "2026年1月5日至1月11日"),
        ("2025-12-29", "2026-01-04", "2025年12月29日至2026年1月4日"),
        ("2026-01-05", "2026-01-05", "2026年1月5日"),
    ],
)
def test_span_in_words(start, end, words):
    assert Span.whole(period(start, end)).words == words


def test_month_and_week_of_a_quarter():
    assert Span.of(QUARTER, "2026-02").words == "2026年2月"
    assert Span.of(QUARTER, "2026-W02").words == "2026年1月5日至1月11日"
    assert Span.of(QUARTER, "period") == Span.whole(QUARTER)


def test_a_part_that_the_period_cuts_says_what_is_left():
    assert Span.of(QUARTER, "2026-W01").words == "2026年1月1日至1月4日"
    assert Span.of(period("2026-01-12", "2026-03-31"), "2026-01").words == "2026年1月12日至1月31日"


def test_months_and_weeks_hold_every_date_once():
    for spans in (Span.months(QUARTER), Span.weeks(QUARTER)):
        days = [day for span in spans for day in range(span.start.toordinal(), span.end.toordinal() + 1)]
        assert days == list(range(QUARTER.start.toordinal(), QUARTER.end.toordinal() + 1))


@pytest.mark.parametrize("name", ["2026-04", "2026-13", "2026-W54", "2026-W20", "一月", "", "2026-1", "9999-W53"])
def test_a_name_that_is_no_part_of_the_period_is_a_fault(name):
    with pytest.raises(InputError, match="span"):
        Span.of(QUARTER, name)
