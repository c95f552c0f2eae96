"""Names of feed files: every file system takes them and tells them apart."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.events import OFFICE, Feed, FeedKind
from calendars.feeds.files import file_path, safe_name

RESERVED = {"con", "prn", "aux", "nul", "com1", "com9", "lpt1", "com¹", "conin$"}
IDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="/"), min_size=1, max_size=100
)


@pytest.mark.parametrize("ordinary", ["zhang", "county-tuesday", "l_01", "张三", "𠮷田", "2026"])
def test_ordinary_id_is_its_own_name(ordinary):
    assert safe_name(ordinary) == ordinary


def test_paths_say_what_a_feed_is_for():
    assert file_path(OFFICE) == "feeds/office.ics"
    assert file_path(Feed(kind=FeedKind.UNIT, id="keshan")) == "feeds/units/keshan.ics"


@pytest.mark.parametrize(
    "strange", ["Zhang", "a.b", "a b", "-a", "..", "a:b", "CON", "nul", "com1", "😀", "e\u0301", "x" * 200]
)
def test_other_ids_keep_what_is_readable_and_get_a_hash(strange):
    name = safe_name(strange)
    assert "~" in name
    assert name == safe_name(strange)


@given(IDS)
def test_every_file_system_takes_a_name(identifier):
    name = safe_name(identifier)
    assert not set('<>:"/\\|?*.') & set(name)
    assert name.isprintable()
    assert name.split(".", maxsplit=1)[0].casefold() not in RESERVED
    assert name[0] not in "- "
    assert name[-1] not in "- ."
    assert len(name.encode()) <= 140


@given(st.sampled_from(sorted(RESERVED)).flatmap(lambda name: st.sampled_from([name, name.upper(), name.title()])))
def test_no_name_is_a_device_of_windows(identifier):
    assert safe_name(identifier).casefold() not in RESERVED


@given(
    st.lists(IDS | st.sampled_from(["zhang", "Zhang", "ZHANG", "ｚhang", "\u00e9", "e\u0301", "ß", "ss"]), unique=True)
)
def test_names_differ_even_where_case_and_composition_do_not_count(identifiers):
    names = {unicodedata.normalize("NFKC", safe_name(one)).casefold() for one in identifiers}
    assert len(names) == len(identifiers)
