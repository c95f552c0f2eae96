"""The regulation that is cited is the one in force, whatever the office's wording says."""

import pytest

from calendars.events import contents
from calendars.notices.regulation import in_force, repealed_citations


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("根据《信访条例》", "根据《信访工作条例》"),
        ("根据国务院《信访条例》第十条规定", "根据《信访工作条例》的规定"),
        ("按照《信访条例》第十条第二款、第十六条的规定", "按照《信访工作条例》的规定"),
        ("根据《信访工作条例》和《信访条例》", "根据《信访工作条例》"),
        ("根据《信访工作条例》", "根据《信访工作条例》"),
        ("根据《黑龙江省信访条例》", "根据《黑龙江省信访条例》"),
    ],
)
def test_the_repealed_one_is_mended(written, printed):
    assert in_force(written) == printed


@pytest.mark.parametrize(
    "change",
    [
        {"basis": "《信访条例》第十条"},
        {"note": "按《信访条例》办理，凭身份证取号，有关材料请自备复印件"},
        {"accompany": "按《信访条例》由局长陪同"},
        {"notice": {"lead": "根据《信访条例》，现将安排公告如下："}},
        {"notice": {"notes": ["依照《信访条例》办理"]}},
        {"notice": {"title": "按《信访条例》接访公告"}},
    ],
)
def test_no_notice_and_no_feed_cites_it_and_the_place_is_told(county, change):
    plan = county.plan(**change)
    assert all("《信访条例》" not in text and "《信访工作条例》" in text for text in county.both(plan))
    told = [str(fact) for _, fact in contents(plan, county.roster(), {})]
    assert all("《信访条例》" not in fact for fact in told)
    (fault,) = repealed_citations(plan)
    assert fault.path.startswith("duties[0].")
    assert "已废止" in fault.reason


def test_a_plan_that_cites_the_right_one_is_not_told_anything(county):
    assert repealed_citations(county.plan(basis="《信访工作条例》")) == []
