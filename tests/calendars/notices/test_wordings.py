"""The texts word for word, and what an office may word itself."""

import pytest

from roster.plan import Plan


def test_newspaper_text_word_for_word(county):
    assert (
        county.both()[1]
        == """\
克山县信访局2026年第一季度县级领导接访日安排公告

　　根据《信访工作条例》，按照“每周二轮流到县信访局接待群众”的要求，现将2026年第一季度县级领导接访日安排公告如下：
　　接待时间：上午8:30至12:00、下午2:30至6:00。接待形式：现场。
　　1月6日（星期二），赵甲（县委书记）在县信访局接待大厅接待群众，分管工作：主持全面工作；候补：钱乙丑（副县长）。
　　1月13日（星期二），在县信访局接待大厅接待群众，接访领导另行通知。
　　2月25日（星期三，原定2月17日，顺延），钱乙丑（副县长）在县信访局接待大厅接待群众，分管工作：农业、水务；候补：赵甲（县委书记）。
　　遇法定节假日顺延。因法定节假日，2月17日（星期二）顺延至2月25日（星期三）。如有变动另行公告。多人反映共同事项的，推选代表不超过5人。联系电话：0452-1。地址：中心大街1号。
　　特此公告。

　　　　　　　　　　　　　　　克山县信访工作联席会议
　　　　　　　　　　　　　　　　　2025年12月25日
"""
    )


def test_table_word_for_word(county):
    assert (
        county.both(name="2026-02")[0]
        == """\
　　　　　　　　　　　　　　　　　　　克山县信访局2026年2月县级领导接访日安排公告

　　根据《信访工作条例》，按照“每周二轮流到县信访局接待群众”的要求，现将2026年2月县级领导接访日安排公告如下：

日期            接访领导  职务    时间                       地点              分管工作    形式  候补    备注
--------------------------------------------------------------------------------------------------------------------------
2月25日 星期三  钱乙丑    副县长  8:30—12:00、14:30—18:00  县信访局接待大厅  农业、水务  现场  赵　甲  原定2月17日，顺延

说明：
1. 遇法定节假日顺延。
2. 因法定节假日，2月17日（星期二）顺延至2月25日（星期三）。
3. 如有变动另行公告。
4. 多人反映共同事项的，推选代表不超过5人。
5. 联系电话：0452-1。
6. 地址：中心大街1号。

　　特此公告。

　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　克山县信访工作联席会议
　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　2025年12月25日
"""
    )


@pytest.mark.parametrize("kind", ["公告", "公示", "通知"])
@pytest.mark.parametrize("written", ["公告", "公示", "通知"])
def test_title_lead_and_closing_name_one_type(county, kind, written):
    other = {
        "title": f"接访日安排{written}",
        "lead": f"现将安排{written}如下:",
        "notes": [f"如有变动，另行{written}。", f"特此{written}。"],
    }
    for notice in ({"type": kind}, {"type": kind, **other}):
        for text in county.both(county.plan(notice=notice)):
            assert text.split("\n")[0].endswith(kind)
            assert f"{kind}如下：\n" in text
            assert text.count("特此") == 1
            assert f"　　特此{kind}。\n" in text
            assert not [one for one in ("公告", "公示") if one != kind and one in text]


def test_type_not_given_is_that_of_the_wording_then_of_the_medium(county):
    assert "特此通知。" in county.both(county.plan(notice={"title": "关于接访的通知"}))[0]
    assert "特此公示。" in county.both(county.plan(notice={"lead": "现公示如下："}))[0]
    assert "特此公示。" in county.both(county.plan(notice={"medium": "board"}))[0]
    assert "特此公告。" in county.both(county.plan(notice={"medium": "newspaper"}))[0]
    assert "特此公告。" in county.both(county.plan(notice={}))[0]


def test_own_lead_without_announcement_gets_one(county):
    text = county.both(county.plan(notice={"type": "通知", "lead": "为方便群众。\n欢迎来访。\n特此公告。"}))[1]
    assert "　　为方便群众。\n　　欢迎来访。\n　　现将2026年第一季度县级领导接访日安排通知如下：\n" in text


@pytest.mark.parametrize(
    ("basis", "lead"),
    [
        (None, "根据《信访工作条例》，现将"),
        ("根据县委部署。", "　　根据县委部署，现将"),
        ("《接待日制度》第三条", "根据《信访工作条例》和《接待日制度》第三条，现将"),
        ("《信访工作条例》第十二条", "　　根据《信访工作条例》第十二条，现将"),
    ],
)
def test_lead_names_the_basis(county, basis, lead):
    assert lead in county.both(county.plan(basis=basis))[0]


def test_own_title_names_the_part_of_the_period(county):
    plan = county.plan(notice={"title": "克山县2026年第一季度接访公告"})
    assert county.both(plan, name="2026-02")[0].split("\n")[0].strip() == "克山县2026年2月接访公告"
    plain = county.plan(notice={"title": "接访公告"})
    assert "接访公告\n（2026年2月）\n" in county.both(plain, name="2026-02")[1]
    assert "（2026年" not in county.both(plain)[1]


def test_own_notes_replace_the_standing_ones_and_facts_stay(county):
    text = county.both(county.plan(notice={"notes": ["请带身份证"]}, access={"mode": "open"}))[0]
    assert (
        "1. 请带身份证。\n2. 因法定节假日，2月17日（星期二）顺延至2月25日（星期三）。\n3. 无需预约，群众可直接前来。\n"
        in text
    )
    assert "顺延。" not in text
    assert "另行公告" not in text


@pytest.mark.parametrize(
    ("access", "said"),
    [
        ({"mode": "appointment", "days_before": 3, "phone": "12345"}, "实行预约接待，请提前3天预约。预约电话：12345。"),
        ({"mode": "appointment"}, "实行预约接待，请事先预约。预约电话：0452-1。"),
        ({"mode": "open"}, "无需预约，群众可直接前来。联系电话：0452-1。"),
    ],
)
def test_access_is_printed(county, access, said):
    assert said in county.both(county.plan(access=access))[1]


@pytest.mark.parametrize(("policy", "word"), [("postpone", "顺延"), ("advance", "提前"), ("skip", "取消")])
def test_holiday_policy_is_printed(county, policy, word):
    assert f"遇法定节假日{word}。" in county.both(county.plan(on_holiday=policy))[1]


def test_own_wording_for_the_whole_period_fits_a_month_of_it(county):
    plan = county.plan(notice={"lead": "按2026年第一季度计划，现将2026年第一季度安排公告如下："})
    assert "按2026年2月计划，现将2026年2月安排公告如下：" in county.both(plan, name="2026-02")[1]


def test_an_unsigned_plan_without_office_is_named_by_its_only_unit(county):
    data = county.data()
    data.update(office=None, units=data["units"][:1], leaders=data["leaders"][:1])
    text = county.both(Plan.model_validate({**data, "duties": data["duties"][:1]}))[1]
    assert text.startswith("克山县2026年第一季度县级领导接访日安排公告\n")
    assert text.endswith("\n" + "　" * 19 + "2025年12月25日\n")


def test_holidays_are_not_mentioned_where_no_calendar_knows_them(county):
    data = county.data()
    del data["calendar"], data["duties"][0]["on_holiday"]
    assert "节假日" not in county.both(Plan.model_validate(data))[1]
