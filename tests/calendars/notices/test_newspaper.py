"""Running text for a newspaper: its encodings, its count, and what gives way to a length."""

import pytest

from calendars.notices.newspaper import COUNTS, characters, newspaper_files, running_texts

TUESDAY = "notices/tuesday/公告"


def tuesday(county, length=None, **more):
    """The text of the whole period's notice of Tuesdays."""
    publication = county.publication(length=length, **more)
    return next(one for one in running_texts(publication) if one.path("") == TUESDAY)


def test_both_encodings_say_the_same(county):
    files = newspaper_files(county.publication())
    utf8, gb = files[f"{TUESDAY}-登报.txt"], files[f"{TUESDAY}-登报-GB18030.txt"]
    assert utf8.startswith(b"\xef\xbb\xbf")
    assert gb.decode("gb18030") == utf8.decode("utf-8-sig")
    assert b"\r\n" in gb
    assert gb.count(b"\n") == gb.count(b"\r\n")


def test_any_name_survives_gb18030(county):
    data = county.data()
    data["leaders"][0]["name"] = "𠮷·😀㛃"
    plan = type(county.plan()).model_validate(data)
    assert "𠮷·😀㛃" in newspaper_files(county.publication(plan=plan))[f"{TUESDAY}-登报-GB18030.txt"].decode("gb18030")


def test_characters_are_counted_as_word_does_without_spaces():
    assert characters("　　1月6日（星期二），张　三。\r\n") == 13


def test_without_a_length_nothing_is_left_out(county):
    text = tuesday(county)
    assert (text.dropped, text.excess, text.remark) == ((), 0, "")
    assert "分管工作：主持全面工作" in text.text
    assert "地址：中心大街1号" in text.text


def test_first_the_portfolio_then_the_address(county):
    whole = tuesday(county)
    first = tuesday(county, whole.characters - 1)
    assert first.dropped == ("分管工作",)
    assert "主持全面工作" not in first.text
    assert "地址：中心大街1号" in first.text
    assert first.characters < whole.characters
    second = tuesday(county, first.characters - 1)
    assert second.dropped == ("分管工作", "地址")
    assert "中心大街1号" not in second.text
    assert second.excess == 0


def test_names_posts_dates_and_places_always_stay_and_it_is_said(county):
    text = tuesday(county, 50)
    for fact in (
        "1月6日（星期二）",
        "赵甲（县委书记）",
        "在县信访局接待大厅",
        "上午8:30至12:00",
        "2月25日",
        "钱乙丑（副县长）",
    ):
        assert fact in text.text
    assert text.excess == text.characters - 50
    assert text.remark == f"已略去分管工作、地址；仍超出限长{text.excess}字，姓名、职务、日期、地点不能再减"


def test_only_what_was_there_is_said_to_be_left_out(county):
    data = county.data()
    del data["venues"][0]["address"]
    plan = type(county.plan()).model_validate(data)
    assert tuesday(county, 10, plan=plan).dropped == ("分管工作",)


def test_the_counts_of_all_texts_are_told(county):
    files = newspaper_files(county.publication(length=200))
    told = files[COUNTS].decode("utf-8-sig")
    text = files[f"{TUESDAY}-登报.txt"].decode("utf-8-sig")
    line = next(line for line in told.splitlines() if f"{TUESDAY}-登报.txt" in line)
    assert line.strip().startswith(f"{characters(text)}字")
    assert "已略去分管工作" in line
    assert "限长：200字。" in told
    assert "字符数（不计空格）" in told


def test_a_shorter_text_leaves_the_table_as_it_is(county):
    words = {path: data for path, data in county.notices().items() if "表格" in path}
    publication = county.publication(length=10)
    assert {path: data for path, data in county.files(publication).items() if "表格" in path} == words


@pytest.mark.parametrize("length", [1, 150, 300, 330, 350, 400, 500, 600])
def test_within_the_length_or_said(county, length):
    text = tuesday(county, length)
    assert text.characters <= length or text.remark.startswith("已略去分管工作、地址；仍超出限长")
