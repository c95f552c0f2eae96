import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.notices.layout import aligned, centred, signed, width, wrapped

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("接访", 4),
        ("8:30", 4),
        ("—", 2),
        ("·", 2),
        ("😀", 2),
        ("𠮷", 2),
        ("e\u0301", 1),
        ("葛\U000e0100", 2),
        ("　", 2),
    ],
)
def test_width_in_a_chinese_font(text, columns):
    assert width(text) == columns


@given(st.lists(st.fixed_dictionaries({"a": TEXT, "b": TEXT, "c": TEXT}), max_size=5))
def test_columns_begin_at_the_same_place_in_every_line(rows):
    marked = [{key: f"|{text}"[:20] for key, text in row.items()} for row in rows]
    lines = aligned(marked, ["a", "b", "c"], {"a": "|甲", "b": "|乙", "c": "|丙"}).split("\n")
    head = lines[0]
    starts = [width(head[: head.index(mark)]) for mark in ("|甲", "|乙", "|丙")]
    assert len(lines) == 2 + len(rows)
    for line in lines[2:]:
        places = {width(line[:at]) for at, char in enumerate(line) if char == "|"}
        assert set(starts) <= places


@given(TEXT, st.integers(2, 40))
def test_wrapping_loses_nothing_and_keeps_the_width(text, columns):
    lines = wrapped(text, columns)
    assert "".join(lines) == text
    assert all(width(line) <= columns for line in lines)


def test_wrapping_breaks_behind_a_comma():
    assert wrapped("原定1月13日，顺延；请携带身份证", 24) == ["原定1月13日，顺延；", "请携带身份证"]


def test_title_stands_in_the_middle():
    assert centred("公告", 12) == "　　公告"
    assert centred("很长的标题", 4) == "很长的标题"


def test_date_begins_two_characters_behind_the_signature():
    assert signed(["某县信访工作联席会议办公室", "2026年1月4日"], 56).split("\n") == [
        "　" * 13 + "某县信访工作联席会议办公室",
        "　" * 15 + "2026年1月4日",
    ]
    assert signed(["某局", "2026年1月4日"], 56).split("\n") == ["　" * 18 + "某局", "　" * 20 + "2026年1月4日"]
    assert signed([None, "2026年1月4日"], 56) == "　" * 20 + "2026年1月4日"
