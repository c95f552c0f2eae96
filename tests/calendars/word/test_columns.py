"""Widths of columns: all of the room is used, words stay whole where they can, and rows get no taller than need be."""

from hypothesis import given
from hypothesis import strategies as st

from calendars.word.columns import Column, lines, room, widths

CELLS = st.lists(st.text(st.sampled_from("县委书记、张三1:—； \nab😀"), max_size=40), min_size=1, max_size=6)
COLUMNS = st.lists(st.tuples(CELLS, st.booleans()), min_size=1, max_size=8)


@given(COLUMNS, st.integers(8, 200))
def test_columns_take_all_of_the_room_and_none_less_than_its_longest_word_if_all_fit(given_columns, available):
    columns = [Column(cells, whole) for cells, whole in given_columns]
    found = widths(columns, available)
    assert sum(found) == available
    if sum(column.least for column in columns) <= available:
        assert all(wide >= column.least for wide, column in zip(found, columns, strict=True))


def test_names_and_dates_are_not_broken_while_long_texts_are():
    date, work = (
        Column(["1月13日 星期二"], whole=True),
        Column(["发展改革、财政、应急管理、国有资产监督管理"], whole=False),
    )
    narrow = widths([date, work], 24)
    assert narrow[0] >= room("1月13日")
    assert lines("1月13日 星期二", narrow[0]) == 2


def test_the_tallest_cell_gets_the_room():
    short, long = Column(["一二三四五六"] * 3, whole=False), Column(["一二三四五六七八九十" * 3] * 3, whole=False)
    first, second = widths([short, long], 40)
    assert second > first
    assert lines("一二三四五六七八九十" * 3, second) <= 3


def test_what_fits_on_one_line_gets_one():
    columns = [Column(["赵甲", "欧阳某某"], whole=True), Column(["县委常委、副县长"], whole=False)]
    assert [lines("欧阳某某", widths(columns, 30)[0]), lines("县委常委、副县长", widths(columns, 30)[1])] == [1, 1]
