"""Hours that an office wrote in its own words, in the style of the notice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.notices.times import in_clock_style, in_spoken_style, written_hours
from calendars.wording import clock_hours, spoken_hours
from roster.values import Hours


@pytest.mark.parametrize(
    ("written", "clock", "spoken"),
    [
        ("上午8:30-12:00,下午2:30-6:00", "8:30—12:00,14:30—18:00", "上午8:30至12:00,下午2:30至6:00"),
        ("每天08:30—11:30接待", "每天8:30—11:30接待", "每天上午8:30至11:30接待"),
        ("上午9时至11时30分", "9:00—11:30", "上午9:00至11:30"),
        ("下午2点半到5点", "14:30—17:00", "下午2:30至5:00"),
        ("下午1:30～2:30、3:00～4:00", "13:30—14:30、15:00—16:00", "下午1:30至2:30、下午3:00至4:00"),
        ("上午9：00至下午1：00", "9:00—13:00", "上午9:00至下午1:00"),
        ("晚上7:00—9:00", "19:00—21:00", "晚上7:00至9:00"),
        ("中午12:00至1:00", "12:00—13:00", "下午12:00至1:00"),
        ("3:00-4:00", "3:00-4:00", "3:00-4:00"),
        ("电话0452-1234567，1至2人", "电话0452-1234567，1至2人", "电话0452-1234567，1至2人"),
        ("1月6日至2月3日", "1月6日至2月3日", "1月6日至2月3日"),
    ],
)
def test_both_styles(written, clock, spoken):
    assert in_clock_style(written) == clock
    assert in_spoken_style(written) == spoken


@given(
    st.integers(7 * 60, 24 * 60 - 2).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, 24 * 60 - 1))
    )
)
def test_what_notices_write_is_read_again(both):
    hours = Hours(*both)
    for style in (clock_hours, spoken_hours):
        assert [one.hours for one in written_hours(style([hours]))] == [hours]


def test_tables_and_running_text_keep_to_one_style(county):
    change = {"basis": "每周二上午8:30-12:00，下午2:30-6:00接待群众", "accompany": "局长（8时30分至9时）"}
    table, text = county.both(county.plan(**change, notice={"notes": ["上午8:30至11:30取号"]}))
    assert "按照“每周二8:30—12:00，14:30—18:00接待群众”的要求" in table
    assert "局长（8:30—9:00）" in table
    assert "8:30—11:30取号" in table
    assert "按照“每周二上午8:30至12:00，下午2:30至6:00接待群众”的要求" in text
    assert "局长（上午8:30至9:00）" in text
    assert "—" not in text
