from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from roster.cadence import parse
from roster.placement import OnHoliday, Placement, place
from roster.plan.people import Calendar
from roster.workdays import WorkingDays

CHINA = WorkingDays(Calendar.model_validate({"country": "CN"}))
PHRASES = [
    "每天",
    "每周二",
    "每周一、周二",
    "每周六",
    "每周五至周日",
    "每月8日、25日",
    "每月第一周周一至周五",
    "每个工作日",
]
PHRASES += ["每两周周三", "FREQ=DAILY", "FREQ=MONTHLY;BYDAY=1SU,-1FR"]
SINCE = date(2025, 12, 29)


def on(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def placed(
    when: str | None, start: str, end: str, on_holiday: OnHoliday = "skip", extra: tuple[str, ...] = ()
) -> Placement:
    return place(parse(when, None) if when else None, map(on, extra), on_holiday, CHINA, on(start), on(end))


def moved(placement: Placement) -> list[str]:
    """The slots that are not held on their nominal date, as `nominal>held`."""
    return [f"{slot.nominal:%m-%d}>{slot.held:%m-%d}" for slot in placement.slots if slot.nominal != slot.held]


def held(placement: Placement) -> list[str]:
    return [f"{slot.held:%m-%d}" for slot in placement.slots]


def test_a_holiday_tuesday_moves_behind_the_next_tuesday() -> None:
    found = placed("每周二", "02-01", "02-28", "postpone")
    assert moved(found) == ["02-17>02-25"]
    assert held(found) == ["02-03", "02-10", "02-24", "02-25"]


def test_advancing_takes_the_nearest_free_days_in_order_of_time() -> None:
    """The Saturday of 02-14 is a make-up day; each date takes the latest one still free before it."""
    found = placed("每周一、周二", "02-09", "03-01", "advance")
    assert moved(found) == ["02-23>02-12", "02-17>02-13", "02-16>02-14"]


def test_skipping_leaves_the_date_out_and_says_nothing() -> None:
    found = placed("每周二", "02-01", "02-28")
    assert held(found) == ["02-03", "02-10", "02-24"]
    assert found.dropped == ()


def test_what_finds_no_day_inside_the_period_is_dropped() -> None:
    found = placed("每周二", "02-10", "02-23", "postpone")
    assert held(found) == ["02-10"]
    assert found.dropped == (on("02-17"),)
    assert placed("每月1日", "01-01", "01-31", "advance").dropped == (on("01-01"),)


def test_ordinary_weekends_stand_where_the_phrase_names_them() -> None:
    assert held(placed("每周六", "02-07", "03-01", "postpone")) == ["02-07", "02-14", "02-24", "02-28"]
    assert moved(placed("每周六", "02-07", "03-01", "postpone")) == ["02-21>02-24"]
    assert "02-15" not in held(placed("每天", "02-07", "03-01"))
    assert "03-01" in held(placed("每天", "02-07", "03-01"))


def test_a_weekend_that_the_phrase_does_not_name_is_displaced() -> None:
    assert moved(placed("每月8日", "03-01", "03-31", "postpone")) == ["03-08>03-09"]
    assert moved(placed("每月8日", "03-01", "03-31", "advance")) == ["03-08>03-06"]
    assert held(placed("FREQ=DAILY", "03-06", "03-09")) == ["03-06", "03-09"]


def test_make_up_days_are_staffed_by_working_day_alone() -> None:
    assert held(placed("每个工作日", "02-13", "02-24")) == ["02-13", "02-14", "02-24"]
    assert held(placed("每周一至周五", "02-13", "02-24")) == ["02-13", "02-24"]


def test_extra_dates_stand_even_on_a_holiday() -> None:
    assert held(placed(None, "02-01", "02-28", extra=("02-18", "02-20"))) == ["02-18", "02-20"]


def test_an_extra_date_that_the_phrase_also_gives_is_one_slot_and_stays() -> None:
    found = placed("每周二", "02-01", "02-28", "postpone", extra=("02-17", "02-24"))
    assert held(found) == ["02-03", "02-10", "02-17", "02-24"]
    assert moved(found) == []


def test_an_extra_date_is_placed_before_a_displaced_one() -> None:
    assert moved(placed("每周二", "02-01", "02-28", "postpone", extra=("02-25",))) == ["02-17>02-26"]


@given(
    when=st.sampled_from(PHRASES),
    on_holiday=st.sampled_from(("skip", "postpone", "advance")),
    start=st.dates(date(2004, 1, 1), date(2035, 1, 1)),
    length=st.integers(0, 200),
    extra=st.sets(st.integers(0, 200), max_size=6),
)
def test_no_date_is_lost_or_doubled(
    when: str, on_holiday: OnHoliday, start: date, length: int, extra: set[int]
) -> None:
    end = start + timedelta(days=length)
    added = {start + timedelta(days=offset) for offset in extra if offset <= length}
    cadence = parse(when, SINCE if when.startswith("每两周") else None)
    nominal = set(cadence.dates(CHINA, start, end)) | added
    found = place(cadence, added, on_holiday, CHINA, start, end)

    stands = [slot.nominal for slot in found.slots]
    assert len(set(stands)) == len(stands)
    assert all(one.held < other.held for one, other in pairwise(found.slots))
    assert all(start <= slot.held <= end for slot in found.slots)
    assert all(slot.nominal == slot.held for slot in found.slots if slot.nominal in added)
    assert all(CHINA.is_working(slot.held) for slot in found.slots if slot.nominal != slot.held)
    if on_holiday == "skip":
        assert set(stands) <= nominal
        assert not found.dropped
    else:
        assert sorted([*stands, *found.dropped]) == sorted(nominal)
        sign = 1 if on_holiday == "postpone" else -1
        assert all((slot.held - slot.nominal).days * sign >= 0 for slot in found.slots)


@given(st.sampled_from(PHRASES[:-3]), st.dates(date(2024, 1, 1), date(2026, 10, 1)), st.integers(0, 90))
def test_a_dropped_date_really_had_no_free_day_behind_it(when: str, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    found = place(parse(when, None), (), "postpone", CHINA, start, end)
    taken = {slot.held for slot in found.slots}
    for day in found.dropped:
        assert set(CHINA.in_period(day, end)) <= taken
