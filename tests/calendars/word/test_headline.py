"""Lines of a title: as few as hold it, words whole, and nothing lost."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from calendars.notices.layout import width
from calendars.word.headline import title_lines

WORDS = ["克山县信访局", "2026年第一季度", "县级领导群众接待日"]


def test_a_title_breaks_between_its_words():
    title = "克山县信访局2026年第一季度县级领导群众接待日安排公告"
    assert title_lines(title, WORDS, 20) == ["克山县信访局2026年第一季度", "县级领导群众接待日安排公告"]


def test_a_title_that_fits_is_one_line():
    assert title_lines("接待日安排公告", WORDS, 20) == ["接待日安排公告"]


def test_no_line_begins_with_a_mark_or_ends_within_a_number():
    lines = title_lines("关于印发领导干部接访下访日程安排的通知（2026年1月至2026年12月）以及有关事项", [], 20)
    assert not [line for line in lines[1:] if line[0] in "的、，）年月日"]
    assert not [one for one, other in pairwise(lines) if one[-1].isdigit() and other[0].isdigit()]


@given(st.text(st.sampled_from("克山县2026年的、（）公告ab"), min_size=1, max_size=90), st.integers(10, 30))
def test_nothing_of_a_title_is_lost_and_every_line_fits(title, characters):
    lines = title_lines(title, WORDS, characters)
    assert "".join(lines) == title
    assert all(width(line) <= 2 * characters for line in lines)
