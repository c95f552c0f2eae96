"""Periods as people name them."""

from datetime import date

import pytest

from api.new import next_quarter, read_period
from api.new.period import label
from roster.plan.people import Period


@pytest.mark.parametrize(
    ("written", "start", "end", "named"),
    [
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31), "2026年第一季度"),
        ("2026-q4", date(2026, 10, 1), date(2026, 12, 31), "2026年第四季度"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026年"),
    ],
)
def test_period_is_read_and_named(written, start, end, named):
    assert read_period(written) == Period(start=start, end=end)
    assert label(read_period(written)) == named


@pytest.mark.parametrize("written", ["", "2026Q5", "2026-13", "2026-00", "26Q1", "2026Q1 ", "0000", "二零二六"])
def test_anything_else_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011
        read_period(written)


def test_other_periods_are_named_by_their_dates():
    assert label(Period(start=date(2026, 2, 3), end=date(2026, 3, 4))) == "2026年2月3日至3月4日"
    assert label(Period(start=date(2026, 12, 3), end=date(2027, 3, 4))) == "2026年12月3日至2027年3月4日"
    assert label(Period(start=date(2026, 2, 1), end=date(2026, 4, 30))) == "2026年2月1日至4月30日"


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 3, 31), date(2026, 4, 1)),
        (date(2026, 4, 1), date(2026, 7, 1)),
        (date(2026, 11, 23), date(2027, 1, 1)),
    ],
)
def test_next_quarter_begins_after_today(today, start):
    assert next_quarter(today).start == start
