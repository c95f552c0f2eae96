from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.periods import Per, every_day, period_of, periods_in

PERS: tuple[Per, ...] = ("day", "week", "month", "quarter", "period")


@pytest.mark.parametrize(
    ("day", "per", "written"),
    [
        (date(2026, 2, 3), "day", "2026-02-03"),
        (date(2026, 2, 3), "week", "2026-W06"),
        (date(2026, 2, 3), "month", "2026-02"),
        (date(2026, 3, 31), "quarter", "2026-Q1"),
        (date(2026, 4, 1), "quarter", "2026-Q2"),
        (date(2026, 12, 31), "quarter", "2026-Q4"),
        (date(2026, 2, 3), "period", "period"),
        (date(2027, 1, 3), "week", "2026-W53"),
        (date(2024, 12, 30), "week", "2025-W01"),
    ],
)
def test_written(day: date, per: Per, written: str) -> None:
    assert period_of(day, per) == written


def test_weeks_across_new_year_stand_in_order() -> None:
    assert periods_in(date(2026, 12, 27), date(2027, 1, 5), "week") == ("2026-W52", "2026-W53", "2027-W01")


def test_a_cut_quarter_counts() -> None:
    assert periods_in(date(2026, 3, 31), date(2026, 7, 1), "quarter") == ("2026-Q1", "2026-Q2", "2026-Q3")


def test_the_calendar_ends_without_harm() -> None:
    assert periods_in(date(9999, 12, 30), date.max, "week") == ("9999-W52",)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 731), st.sampled_from(PERS))
def test_every_date_lies_in_one_of_the_periods(start: date, length: int, per: Per) -> None:
    end = start + timedelta(days=length)
    names = periods_in(start, end, per)
    assert list(names) == sorted(set(names))
    assert {period_of(day, per) for day in every_day(start, end)} == set(names)
