from datetime import date

import pytest

from calendars.wording import clock_hours, flat, full_date, month_day, set_name, spoken_hours, weekday
from roster.values import Hours


def hours(*minutes):
    return [Hours(*pair) for pair in minutes]


def test_dates_have_no_leading_zeros():
    assert full_date(date(2026, 1, 4)) == "2026年1月4日"
    assert month_day(date(2026, 1, 4)) == "1月4日"


def test_every_weekday_is_named():
    assert [weekday(date(2026, 1, day)) for day in range(5, 12)] == [
        "星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("session", "spoken", "clock"),
    [
        ([(510, 720), (870, 1080)], "上午8:30至12:00、下午2:30至6:00", "8:30—12:00、14:30—18:00"),
        ([(510, 1020)], "上午8:30至下午5:00", "8:30—17:00"),
        ([(480, 600), (630, 720)], "上午8:00至10:00、10:30至12:00", "8:00—10:00、10:30—12:00"),
        ([(720, 840)], "下午12:00至2:00", "12:00—14:00"),
        ([(1140, 1440)], "晚上7:00至12:00", "19:00—24:00"),
        ([(0, 360)], "凌晨0:00至6:00", "0:00—6:00"),
    ],
)
def test_times_in_running_text_and_in_tables(session, spoken, clock):
    assert spoken_hours(hours(*session)) == spoken
    assert clock_hours(hours(*session)) == clock


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("张三", "张　三"),
        ("𠮷田", "𠮷　田"),
        ("欧阳辛", "欧阳辛"),
        ("李", "李"),
        ("Al", "Al"),
        ("😀😀", "😀😀"),
        ("阿·", "阿·"),
    ],
)
def test_names_of_two_characters_take_the_width_of_three(name, printed):
    assert set_name(name) == printed


def test_free_text_comes_on_one_line():
    assert flat(" 第一行。\r\n第二行\t完 \n") == "第一行。第二行 完"
