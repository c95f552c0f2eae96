"""Slips planted in notices that were right: each is found, in its line, with what was expected."""

import pytest

from calendars.notices import Span

RUNNING, TABLE = "登报", "表格"
ROW = "1月6日 星期二   赵　甲    县委书记    8:30—12:00、14:30—18:00"

SLIPS = [
    # weekdays and dates
    (RUNNING, "1月13日（星期二）", "1月13日（星期三）", "第6行：1月13日的星期应为“星期二”，实际为“星期三”。"),
    (TABLE, "1月13日 星期二", "1月13日 星期一", "第8行：1月13日的星期应为“星期二”，实际为“星期一”。"),
    (RUNNING, "1月13日（星期二）", "1月13日（星期七）", "1月13日的星期应为“星期二”，实际为“星期七”。"),
    (RUNNING, "1月13日（星期二）", "1月13日（周二）", "应为与别处一样写“星期二”，实际为“周二”。"),
    (RUNNING, "1月13日（星期二）", "1月13日", "1月13日后面应有“星期二”，实际没有。"),
    (RUNNING, "1月13日（星期二）", "1月32日（星期二）", "应为有的日期，实际2026年没有“1月32日”这一天。"),
    (
        RUNNING,
        "1月13日（星期二）",
        "4月14日（星期二）",
        "应为2026年1月1日至2026年3月31日之间的日期，实际为“2026年4月14日”。",
    ),
    (RUNNING, "1月13日（星期二）", "2025年1月14日（星期二）", "实际为“2025年1月14日”。"),
    (RUNNING, "1月13日（星期二）", "1月14日（星期三）", "1月14日这一天没有班次。最近的一场在1月13日（星期二）。"),
    (RUNNING, "1月13日（星期二）", "01月13日（星期二）", "应为“1月”（不加0），实际为“01月”。"),
    (RUNNING, "1月6日（星期二）", "1月06日（星期二）", "应为“6日”（不加0），实际为“06日”。"),
    (TABLE, "8:30—12:00", "08:30—12:00", "应为“8:30”（不加0），实际为“08:30”。"),
    (RUNNING, "2025年12月24日", "2025-12-24", "应为“2025年12月24日”，实际为“2025-12-24”。"),
    (
        RUNNING,
        "2025年12月24日",
        "二〇二五年十二月二十四日",
        "应为阿拉伯数字的日期（如2026年1月6日），实际为“二〇二五年”。",
    ),
    (RUNNING, "1月13日（", "1月１３日（", "应为半角数字“13”，实际为“１３”。"),
    (RUNNING, "1月13日（", "1月13号（", "应为“1月13日”，实际为“1月13号”。"),
    # hours
    (
        RUNNING,
        "上午8:30至12:00、下午2:30至6:00",
        "8:30—12:00、下午2:30至6:00",
        "应为“上午8:30至12:00”（时间应全文一种写法），实际为“8:30—12:00”。",
    ),
    (
        TABLE,
        ROW,
        ROW.replace("8:30—12:00", "上午8:30至12:00"),
        "应为“8:30—12:00”（时间应全文一种写法），实际为“上午8:30至12:00”。",
    ),
    (
        TABLE,
        ROW,
        ROW.replace("8:30—12:00", "8:30-12:00"),
        "应为“8:30—12:00”（时间应全文一种写法），实际为“8:30-12:00”。",
    ),
    (
        TABLE,
        ROW,
        ROW.replace("8:30—12:00", "8:30—11:30"),
        "1月6日的时间应为“8:30—12:00、14:30—18:00”，实际为“8:30—11:30、14:30—18:00”。",
    ),
    (
        RUNNING,
        "上午8:30至12:00",
        "上午9:00至12:00",
        "的时间应为“8:30—12:00、14:30—18:00”，实际为“上午9:00至12:00、下午2:30至6:00”。",
    ),
    # people
    (RUNNING, "赵甲（县委书记）", "孙丙（县政协主席）", "1月6日应为“赵甲”，实际为“孙丙”。"),
    (TABLE, ROW, ROW.replace("赵　甲", "孙　丙"), "1月6日应为“赵甲”，实际为“孙丙”。"),
    (RUNNING, "赵甲（县委书记）", "赵申（县委书记）", "1月6日应有“赵甲”，实际没有。"),
    (
        RUNNING,
        "候补：钱乙丑（副县长）",
        "候补：钱乙丑（副县长）、孙丙（县政协主席）",
        "孙丙1月6日没有班，不应写在这一天。有班的是1月20日、2月25日。",
    ),
    (RUNNING, "候补：钱乙丑（副县长）", "候补：孙丙（县政协主席）", "1月6日应为“钱乙丑”，实际为“孙丙”。"),
    (RUNNING, "赵甲（县委书记）", "赵甲（县长）", "1月6日“赵甲”的职务应为“县委书记”，实际不是。"),
    (RUNNING, "赵甲（县委书记）在", "赵甲（县委书记）、赵甲在", "1月6日的“赵甲”应只有一处，实际重复。"),
    (TABLE, ROW, ROW.replace("赵　甲", "赵甲  "), "应为“赵　甲”（两字姓名占三字，全文一致），实际为“赵甲”。"),
    # sessions and venues
    (
        RUNNING,
        "在县信访局接待大厅接待群众，分管工作：主持",
        "在东社区接待群众，分管工作：主持",
        "1月6日的地点应有“县信访局接待大厅”，实际为“东社区”。",
    ),
    (RUNNING, "原定2月17日", "原定2月16日", "原定日期应为“2月17日”，实际为“2月16日”。"),
    (
        RUNNING,
        "顺延至2月25日（星期三）",
        "顺延至2月26日（星期四）",
        "2月17日改在的日期应为“2月25日”，实际为“2月26日”。",
    ),
    # wording
    (RUNNING, "特此公告。", "特此公示。", "结尾应为“特此公告。”（与标题一致），实际为“特此公示。”。"),
    (RUNNING, "特此公告。", "", "结尾应有“特此公告。”，实际没有。"),
    (RUNNING, "安排公告如下：", "安排公示如下：", "导语应为“公告如下”，实际为“公示如下”。"),
    (RUNNING, "安排公告\n", "安排通知\n", "结尾应为“特此通知。”（与标题一致），实际为“特此公告。”。"),
    (RUNNING, "另行公告", "另行通知", "应为“另行公告”，实际为“另行通知”。"),
    (
        RUNNING,
        "《信访工作条例》",
        "《信访条例》",
        "第3行：应为《信访工作条例》（2022年5月1日起施行），实际为“《信访条例》”。《信访条例》已废止。",
    ),
    (RUNNING, "遇法定节假日顺延。", "遇法定节假日取消。", "节假日的说明应为“"),
    (RUNNING, "不超过5人", "不超过3人", "应为代表不超过5人，实际为“推选代表不超过3人”。"),
    (RUNNING, "0452-1234567", "0452-1234576", "电话应为“0452-1234567”，实际为“0452-1234576”。"),
    (
        RUNNING,
        "现将2026年第一季度",
        "现将2025年第四季度",
        "导语的期间应为“2026年第一季度”（与标题一致），实际为“2025年第四季度”。",
    ),
    (
        RUNNING,
        "信访局2026年第一季度",
        "信访局2025年第四季度",
        "标题的期间应为排班期（2026年第一季度）之内的期间，实际为“2025年第四季度”。",
    ),
    (RUNNING, "　克山县信访工作联席会议\n", "　克山县信访办\n", "落款应为“克山县信访工作联席会议”，实际没有。"),
    (
        RUNNING,
        "；候补：钱乙丑（副县长）",
        "；候补：钱乙丑（副县长），孙丙因病请假",
        "不应公布请假的事由，实际写了“因病”。可写“因工作安排”。",
    ),
    (
        RUNNING,
        "；候补：钱乙丑（副县长）",
        "；候补：钱乙丑（副县长），另有领导赴省党校学习",
        "不应公布请假的事由，实际写了“赴省党校学习”。可写“因工作安排”。",
    ),
]


@pytest.mark.parametrize(("form", "before", "after", "told"), SLIPS)
def test_each_slip_is_found(desk, form, before, after, told):
    found = desk.edited(form, before, after)
    assert any(told in line for line in found), found


def test_there_are_slips_enough():
    assert len(SLIPS) >= 25


def test_the_line_is_that_of_the_slip(desk):
    text = desk.text(RUNNING)
    lines = text.split("\n")
    number = next(place for place, line in enumerate(lines, 1) if "1月20日" in line)
    (found,) = desk.edited(RUNNING, "1月20日（星期二）", "1月20日（星期四）")
    assert found.startswith(f"第{number}行：")


def test_a_missing_session_is_told_where_it_should_stand(desk):
    lines = desk.text(RUNNING).split("\n")
    number = next(place for place, line in enumerate(lines, 1) if "1月13日" in line)
    del lines[number - 1]
    assert desk.slips("\n".join(lines)) == [
        f"第{number - 1}行：应有1月13日（星期二）的班次（钱乙丑、赵甲），实际没有。"
    ]


def test_a_row_twice(desk):
    lines = desk.text(TABLE).split("\n")
    number = next(place for place, line in enumerate(lines, 1) if "1月13日" in line)
    lines.insert(number, lines[number - 1])
    found = desk.slips("\n".join(lines))
    assert f"第{number + 1}行：1月13日的“钱乙丑”应只有一处，实际重复。" in found


def test_leader_and_standby_exchanged(desk):
    found = desk.edited(
        RUNNING,
        "赵甲（县委书记）在县信访局接待大厅接待群众，分管工作：主持全面工作；候补：钱乙丑（副县长）",
        "钱乙丑（副县长）在县信访局接待大厅接待群众，分管工作：农业、水务；候补：赵甲（县委书记）",
    )
    assert any("1月6日应为接访的赵甲在前、候补的钱乙丑在后，实际相反。" in line for line in found)


def test_an_unknown_weekday_anywhere(desk):
    found = desk.edited(RUNNING, "如有变动", "星期八不办公。如有变动")
    assert [line.split("：", 1)[1] for line in found] == ["应为星期一至星期日之一，实际为“星期八”。"]


def test_a_title_of_another_unit(desk):
    found = desk.edited(TABLE, "向阳镇2026年", "丰收镇2026年", duty="town-daily", unit="town")
    assert any("标题的单位应为“向阳镇”，实际为“丰收镇”。" in line for line in found), found


def test_a_visit_on_the_wrong_day_at_the_wrong_place(desk):
    found = desk.edited(RUNNING, "1月8日（星期四）：东社区，孙丙", "1月8日（星期四）：西社区，孙丙", duty="visits")
    assert any("1月8日的地点应有“东社区”，实际为“西社区”。" in line for line in found)


def test_a_draft_that_does_not_say_so(desk):
    text = desk.text(RUNNING)
    desk.roster = desk.roster.model_copy(update={"calendar": "projected"})
    assert any("应注明草案" in line for line in desk.slips(text))


def test_a_month_s_notice_may_not_hold_another_month(desk):
    found = desk.edited(RUNNING, "1月13日（星期二）", "2月25日（星期三）", span="2026-01")
    assert any("应为2026年1月1日至2026年1月31日之间的日期，实际为“2026年2月25日”。" in line for line in found)


def test_duty_unit_and_span_may_be_given(desk):
    text = desk.text(RUNNING, span="2026-01").replace("2026年1月", "")
    assert any("应有2月25日" in line for line in desk.slips(text))
    assert desk.slips(text, span=Span.of(desk.plan.period, "2026-01"), duty="tuesday") == []
