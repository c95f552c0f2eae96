"""Notices of holidays, as their text is pasted."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from api.lists.holiday_notice import parse_notice
from roster.faults import InputError

NOTICE = """国务院办公厅关于2026年部分节假日安排的通知

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。
"""


def test_the_notice_of_2026_gives_the_days_that_are_known_of_it() -> None:
    notice = parse_notice(NOTICE)
    off, worked = {day.date for day in notice.off}, {day.date for day in notice.worked}
    for number in range(365):
        day = date(2026, 1, 1) + timedelta(days=number)
        weekend = day.weekday() >= 5
        known_off = chinese_calendar.is_holiday(day)
        assert ((day in off) or (weekend and day not in worked)) == known_off, day
    assert {day.name for day in notice.off} == {"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}
    assert {(day.date, day.name) for day in notice.worked} >= {
        (date(2026, 2, 14), "春节"),
        (date(2026, 9, 20), "国庆节"),
    }


@pytest.mark.parametrize(
    ("text", "off", "worked"),
    [
        ("春节：2月15日至23日放假调休，共9天。2月14日（星期六）、2月28日（星期六）上班。", 9, 2),
        ("元旦：2026年1月1日放假，共1天。", 1, 0),
        ("国庆节、中秋节：10月1日（星期四）至8日放假调休，共8天；9月27日（星期天）上班。", 8, 1),
        ("元旦：1月1日至3日放假，1月4日（周日）上班。", 3, 1),
        ("劳动节：４月２９日至５月３日放假调休，共５天。", 5, 0),
    ],
)
def test_sentences_as_notices_have_them(text: str, off: int, worked: int) -> None:
    notice = parse_notice(text, 2026)
    assert (len(notice.off), len(notice.worked)) == (off, worked)


@pytest.mark.parametrize(
    ("text", "path", "word"),
    [
        ("元旦：1月1日至3日放假。春节：2月15日至23日放假调休，共8天。", "第2句", "共8天"),
        ("春节：2月15日（周六）至23日放假调休。", "第1句", "星期日"),
        ("春节：2月30日放假。", "第1句", "2月30日"),
        ("春节：2月23日至15日放假。", "第1句", "不是一段"),
        ("元旦：1月1日至3日放假。1月6日上班。", "第2句", "星期二"),
        ("元旦：1月1日至4日放假。1月4日上班。", "第2句", "既放假又上班"),
        ("元旦：1日至3日放假。", "第1句", "月份"),
        ("明天天气很好。", "", "没有读到"),
    ],
)
def test_what_contradicts_itself_is_told_by_its_sentence(text: str, path: str, word: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_notice(text, 2026)
    assert refused.value.faults[0].path == path
    assert word in str(refused.value)


def test_a_notice_without_a_year_is_asked_for_it() -> None:
    with pytest.raises(InputError) as refused:
        parse_notice("元旦：1月1日至3日放假。")
    assert refused.value.faults[0].path == "year"
