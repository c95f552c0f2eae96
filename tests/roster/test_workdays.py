from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.faults import InputError
from roster.periods import every_day
from roster.plan.people import Calendar
from roster.workdays import WorkingDays

CHINA = WorkingDays(Calendar.model_validate({"country": "CN"}))
NO_COUNTRY = WorkingDays(Calendar())
# The State Council's notice for 2026: days off (first, last), and working days made up at weekends.
OFF_2026 = [("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("05-01", "05-05")]
OFF_2026 += [("06-19", "06-21"), ("09-25", "09-27"), ("10-01", "10-07")]
MADE_UP_2026 = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
STATUTORY_2027 = ["01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01", "05-02"]
STATUTORY_2027 += ["06-09", "09-15", "10-01", "10-02", "10-03"]


def on(year: int, text: str) -> date:
    return date.fromisoformat(f"{year}-{text}")


def days_off(year: int) -> set[date]:
    return {day for day in every_day(date(year, 1, 1), date(year, 12, 31)) if CHINA.is_day_off(day)}


def office(**entries: object) -> WorkingDays:
    return WorkingDays(Calendar.model_validate({"country": "CN", **entries}))


def test_2026_is_the_notice_on_all_365_days() -> None:
    off = {day for first, last in OFF_2026 for day in every_day(on(2026, first), on(2026, last))}
    made_up = {on(2026, text) for text in MADE_UP_2026}
    assert days_off(2026) == off
    for day in every_day(date(2026, 1, 1), date(2026, 12, 31)):
        assert CHINA.is_working(day) == (day in made_up or (day.weekday() < 5 and day not in off)), day


def test_2027_has_the_statutory_days_and_nothing_made_up() -> None:
    off = {on(2027, text) for text in STATUTORY_2027}
    assert days_off(2027) == off
    for day in every_day(date(2027, 1, 1), date(2027, 12, 31)):
        assert CHINA.is_working(day) == (day.weekday() < 5 and day not in off), day


def test_the_quarters_of_2026_have_59_61_66_and_62_working_days() -> None:
    starts = [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)]
    ends = [start - timedelta(days=1) for start in starts[1:]]
    assert [len(CHINA.in_period(*quarter)) for quarter in zip(starts, ends, strict=False)] == [59, 61, 66, 62]


def test_projected_once_a_date_lies_in_an_unknown_year() -> None:
    assert not CHINA.projected(date(2026, 1, 1), date(2026, 12, 31))
    assert CHINA.projected(date(2026, 12, 1), date(2027, 1, 1))
    assert not NO_COUNTRY.projected(date(2027, 1, 1), date(2027, 3, 31))


def test_without_a_country_monday_to_friday() -> None:
    assert NO_COUNTRY.is_working(date(2026, 1, 1))
    assert not NO_COUNTRY.is_working(date(2026, 1, 4))
    assert not NO_COUNTRY.is_day_off(date(2026, 1, 4))
    assert NO_COUNTRY.is_working(date(2150, 1, 1))


def test_the_office_stands_above_the_notice() -> None:
    own = office(holidays=["2026-01-04", {"date": "2026-01-05", "name": "地方节日"}], workdays=["2026-01-01"])
    assert own.is_working(date(2026, 1, 1))
    assert not own.is_day_off(date(2026, 1, 1))
    assert not own.is_working(date(2026, 1, 4))
    assert own.is_day_off(date(2026, 1, 5))


def test_a_workday_of_the_office_wins_over_its_holiday() -> None:
    own = office(holidays=["2026-03-03"], workdays=["2026-03-03"])
    assert own.is_working(date(2026, 3, 3))
    assert own.name_of(date(2026, 3, 3)) is None


def test_an_ordinary_weekend_is_one_that_nothing_makes_a_day_off() -> None:
    assert CHINA.is_ordinary_weekend(date(2026, 3, 7))
    assert not CHINA.is_ordinary_weekend(date(2026, 1, 3))
    assert not CHINA.is_ordinary_weekend(date(2027, 2, 6))
    assert not office(holidays=["2026-03-07"]).is_ordinary_weekend(date(2026, 3, 7))
    assert not CHINA.is_ordinary_weekend(date(2026, 3, 6))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 3), "元旦"),
        (date(2026, 2, 15), "春节"),
        (date(2026, 4, 6), "清明节"),
        (date(2026, 5, 5), "劳动节"),
        (date(2026, 6, 21), "端午节"),
        (date(2026, 9, 25), "中秋节"),
        (date(2026, 10, 7), "国庆节"),
        (date(2027, 2, 5), "春节"),
        (date(2027, 6, 9), "端午节"),
        (date(2026, 3, 7), None),
        (date(2026, 2, 14), None),
    ],
)
def test_a_day_off_has_its_festivals_name(day: date, name: str | None) -> None:
    assert CHINA.name_of(day) == name


def test_the_offices_own_name_comes_first() -> None:
    own = office(
        holidays=[{"date": "2026-01-01", "name": "新年"}, "2026-01-02", {"date": "2026-03-08", "name": "妇女节"}]
    )
    assert own.name_of(date(2026, 1, 1)) == "新年"
    assert own.name_of(date(2026, 1, 2)) == "元旦"
    assert own.name_of(date(2026, 3, 8)) == "妇女节"


def test_before_the_first_notice_only_the_law_counts() -> None:
    """In 2003 the source lists bridged days whose make-up days it does not give as such."""
    assert CHINA.is_working(date(2003, 2, 6))
    assert not CHINA.is_working(date(2003, 2, 3))
    assert CHINA.projected(date(2003, 1, 1), date(2003, 1, 1))


@pytest.mark.parametrize("year", [1900, 2101, 2150, 9999])
def test_a_year_of_which_nothing_is_known_is_a_fault(year: int) -> None:
    with pytest.raises(InputError, match=f"period：应为法定节假日已知的年份.*{year}年"):
        CHINA.in_period(date(year, 12, 1), date(year, 12, 31))
    with pytest.raises(InputError):
        CHINA.projected(date(year, 12, 1), date(year, 12, 31))


@given(st.dates(date(2004, 1, 1), date(2100, 12, 31)))
def test_a_day_off_never_works_and_a_working_weekend_is_made_up(day: date) -> None:
    assert not (CHINA.is_day_off(day) and CHINA.is_working(day))
    assert CHINA.is_working(day) or CHINA.is_day_off(day) or CHINA.is_ordinary_weekend(day)
