"""All notices as files, and templates that an office brings."""

import pytest

from calendars.notices import Span, Wordings, newspaper_text
from roster.faults import InputError


def test_files_for_all_duties_units_and_months_that_have_sessions(county):
    found = county.notices()
    assert {path for path in found if path.endswith("-表格.txt")} == {
        "notices/tuesday/公告-表格.txt",
        "notices/tuesday/公告-2026-01-表格.txt",
        "notices/tuesday/公告-2026-02-表格.txt",
        "notices/town-daily/town/公示-表格.txt",
        "notices/town-daily/town/公示-2026-01-表格.txt",
        "notices/town-daily/other/公示-表格.txt",
        "notices/town-daily/other/公示-2026-01-表格.txt",
        "notices/visits/公告-表格.txt",
        "notices/visits/公告-2026-01-表格.txt",
        "notices/visits/county/公告-表格.txt",
        "notices/visits/county/公告-2026-01-表格.txt",
        "notices/visits/town/公告-表格.txt",
        "notices/visits/town/公告-2026-01-表格.txt",
    }
    running = {path.replace("-GB18030", "").replace("-登报", "-表格") for path in found if "-登报" in path}
    assert running == {path for path in found if "表格" in path}


def test_files_are_what_the_functions_say_with_mark_and_crlf(county):
    plan = county.plan()
    found = county.notices()
    table, text = county.both(plan, name="2026-01")
    for form, body in (("表格", table), ("登报", text)):
        assert (
            found[f"notices/tuesday/公告-2026-01-{form}.txt"] == b"\xef\xbb\xbf" + body.replace("\n", "\r\n").encode()
        )
    assert found == county.notices()


def test_order_of_the_roster_s_slots_changes_nothing(county):
    assert county.notices(roster=county.roster(*reversed(county.slots))) == county.notices()


def test_an_office_s_own_wording(county):
    words = Wordings({"title.txt.j2": "{{ place }}：{{ subject }}"})
    assert newspaper_text(
        county.plan(), county.roster(), "tuesday", None, Span.of(county.plan().period, "2026-01"), county.issued, words
    ).startswith("克山县信访局：县级领导接访日\n")


@pytest.mark.parametrize(
    "template",
    [
        "{{ plcae }}",
        "{% if %}",
        "{{ place.__class__.__mro__ }}",
        "{{ 1 // 0 }}",
        "{% include 'nix' %}",
        "{{ type.x() }}",
    ],
)
def test_a_template_that_does_not_work_is_a_fault(county, template):
    with pytest.raises(InputError, match=r"title\.txt\.j2"):
        county.notices(words=Wordings({"title.txt.j2": template}))
