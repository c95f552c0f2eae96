"""Notices that are right are clean, also as offices may set them out otherwise; what is no notice of theirs is told."""

from textwrap import wrap

import pytest

from roster.faults import InputError


def test_every_notice_is_clean(desk, notices):
    for name, text in notices(desk.publication()):
        assert desk.slips(text) == [], (name, text)


@pytest.mark.parametrize("form", ["登报", "表格"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("根据《信访工作条例》，", "根据《信访工作条例》和《黑龙江省信访条例》，"),
        ("多人反映共同事项的", "请携带身份证，每天限接待10批。多人反映共同事项的"),
        ("如有变动", "群众也可在2026年1月1日以前预约。如有变动"),
        ("特此公告。", "　特此公告。"),
    ],
)
def test_what_an_office_may_change(desk, form, before, after):
    assert desk.edited(form, before, after) == []


def test_hard_line_breaks_of_a_newspaper(desk):
    lines = [part for line in desk.text("登报").split("\n") for part in wrap(line, 28, drop_whitespace=False) or [""]]
    assert desk.slips("\n".join(lines)) == []


def test_leading_spaces_line_ends_and_set_names_do_not_matter(desk):
    text = desk.text("登报")
    assert desk.slips("\ufeff" + text.replace("　　1月", "    1月").replace("\n", " \n")) == []
    assert desk.slips(text.replace("赵甲", "赵　甲").replace("孙丙", "孙　丙")) == []


def test_a_notice_without_standbys_portfolios_and_posts(desk):
    text = desk.text("登报")
    for name in ("钱乙丑", "赵甲", "孙丙"):
        for post in ("（县委书记）", "（副县长）", "（县政协主席）"):
            text = text.replace(f"；候补：{name}{post}", "")
    for post in ("（县委书记）", "（副县长）", "（县政协主席）"):
        text = text.replace(post, "")
    assert desk.slips(text) == []


def test_a_notice_that_cannot_be_told(desk):
    with pytest.raises(InputError, match="--duty"):
        desk.slips("关于开展大扫除的通知\n请各科室准备。\n特此通知。")
    with pytest.raises(InputError, match="空的"):
        desk.slips("\n \n")


def test_duty_and_unit_are_told_from_the_plan(desk):
    with pytest.raises(InputError, match="你是不是想写“tuesday”"):
        desk.slips("公告", duty="tuesdays")
    with pytest.raises(InputError, match="没有班次"):
        desk.slips("公告", duty="tuesday", unit="town")


def test_a_title_on_two_lines(desk):
    text = desk.text("登报", span="2026-01")
    assert desk.slips(text.replace("克山县信访局2026年1月", "克山县信访局\n2026年1月", 1)) == []
