"""What is printed of the sessions, and what never is."""

import pytest

from calendars.notices.layout import width
from roster.faults import InputError
from roster.plan import Plan

HOSTILE = ("=1+1,甲;", "买买提\\·艾力", "赵😀", "𠮷田", "<b>&amp;", "{{ 7*7 }}", "-@“乙”")


def cells(line):
    return [cell for cell in line.split(" ") if cell]


def test_moved_slots_say_so_but_not_why(county):
    data = county.data()
    data["moves"] = [
        {"duty": "tuesday", "date": "2026-01-06", "to": "2026-01-08", "reason": county.secret},
        {
            "duty": "tuesday",
            "date": "2026-01-13",
            "to": "2026-01-13",
            "hours": ["09:00-10:00"],
            "reason": county.secret,
        },
    ]
    slots = [
        county.slot("tuesday", "2026-01-08", [county.seat("a")], nominal_date="2026-01-06"),
        county.slot("tuesday", "2026-01-13", [county.seat("a")], hours=["09:00-10:00"]),
        county.slot("tuesday", "2026-02-13", [county.seat("a")], nominal_date="2026-02-17"),
    ]
    table, text = county.both(Plan.model_validate(data), county.roster(*slots))
    assert "1月8日（星期四，原定1月6日，因工作安排调整），上午8:30至12:00、下午2:30至6:00，赵甲" in text
    assert "1月13日（星期二，时间因工作安排调整），上午9:00至10:00，赵甲" in text
    assert "2月13日（星期五，原定2月17日，提前）" in text
    assert "9:00—10:00" in table
    assert county.secret not in table + text


def test_no_reason_reaches_any_notice(county):
    for path, body in county.notices(roster=county.roster(warnings=[county.secret])).items():
        assert county.secret not in body.decode("gb18030" if "GB18030" in path else "utf-8-sig")


def test_empty_seats_are_announced_later_and_empty_standbys_not_at_all(county):
    row = next(line for line in county.both()[0].split("\n") if line.startswith("1月13日"))
    assert row.count("另行通知") == 1


def test_several_roles_stand_under_each_other(county):
    seats = [{"role": "局长", "who": {"unit": "county"}}, {"role": "科长", "who": {"unit": "town"}, "count": 2}]
    held = county.slot(
        "tuesday",
        "2026-01-06",
        [county.seat("a", "局长"), county.seat("t", "科长"), county.seat(None, "科长"), county.seat("b", "候补")],
    )
    table, text = county.both(county.plan(seats=seats), county.roster(held))
    rows = table.split("\n")
    at = next(place for place, line in enumerate(rows) if line.startswith("日期"))
    assert rows[at].split()[:4] == ["日期", "岗位", "姓名", "职务"]
    assert [cells(line)[:2] for line in rows[at + 3 : at + 5]] == [["科长", "张　己"], ["科长", "另行通知"]]
    assert (
        "局长赵甲（县委书记，主持全面工作）、科长张己（镇长）接待群众；科长（1名）另行通知；候补：钱乙丑（副县长）。"
        in text
    )


def test_visits_by_date_venue_and_order(county):
    table, text = county.both(duty="visits")
    rows = [cells(line) for line in table.split("\n") if "星期" in line]
    assert [(row[0], row[2]) for row in rows] == [
        ("1月5日", "张　己"), ("1月7日", "赵　甲"), ("1月7日", "钱乙丑"), ("1月7日", "张　己"),
    ]  # fmt: skip
    day = next(line for line in text.split("\n") if "1月7日" in line)
    assert day.split("；") == [
        "　　1月7日（星期三）：东社区，赵甲（县委书记，主持全面工作）、钱乙丑（副县长，分管农业、水务）",
        "西社区，张己（镇长）。",
    ]


def test_each_unit_has_its_own_notice(county):
    table, text = county.both(duty="town-daily", unit="town")
    assert text.startswith("向阳镇2026年第一季度乡镇领导接访安排公示\n")
    assert "张　己" in table
    assert "姜　丁" not in table
    own = county.both(duty="visits", unit="town")[1]
    assert own.startswith("向阳镇2026年第一季度社区接访安排公告")
    assert "张己" in own
    assert "赵甲" not in own


@pytest.mark.parametrize(
    ("duty", "unit"), [("nix", None), ("tuesday", "town"), ("town-daily", None), ("visits", "nix")]
)
def test_what_the_plan_does_not_have_is_a_fault(county, duty, unit):
    with pytest.raises(InputError):
        county.both(duty=duty, unit=unit)


def test_a_projected_roster_is_a_draft(county):
    data = county.data()
    data["period"] = {"start": "2031-12-01", "end": "2032-01-31"}
    plan = Plan.model_validate(data)
    held = county.slot("tuesday", "2032-01-06", [county.seat("a")])
    table, text = county.both(plan, county.roster(held, calendar="projected"))
    assert "（草案：2031、2032年节假日安排尚未公布）" in table
    assert "2032年1月6日（星期二）" in text
    assert "草案" not in "".join(county.both())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_printed_as_they_are(county, name):
    data = county.data()
    data["leaders"][0]["name"] = name
    data["venues"][0]["name"] = name
    data["office"]["name"] = name
    table, text = county.both(Plan.model_validate(data))
    assert text.startswith(f"{name}2026年")
    assert f"{name}（县委书记）在{name}接待群众" in text
    head = next(line for line in table.split("\n") if line.startswith("日期"))
    row = next(line for line in table.split("\n") if line.startswith("1月6日"))
    assert name in row or "　".join(name) in row
    assert width(row[: row.index("县委书记")]) == width(head[: head.index("职务")])


def test_one_style_of_times_in_a_notice(county):
    table, text = county.both()
    assert "上午" not in table
    assert "—" not in text


def test_a_part_without_sessions_says_so(county):
    for text in county.both(name="2026-03"):
        assert "本期无安排。" in text
        assert "特此公告。" in text


def test_someone_the_plan_no_longer_has_is_not_printed_by_id(county):
    table, text = county.both(
        None, county.roster(county.slot("tuesday", "2026-01-06", [county.seat("id-of-somebody")]))
    )
    assert "id-of-somebody" not in table + text


def test_signature_and_date_can_be_the_duty_s_own(county):
    text = county.both(county.plan(notice={"signed_by": "克山县委", "date": "2025-12-30"}))[1]
    assert text.endswith("克山县委\n" + "　" * 19 + "2025年12月30日\n")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("现场", "在县信访局接待大厅接待群众"),
        ("电话", "在县信访局接待大厅接听群众来电"),
        ("网络", "在县信访局接待大厅网上接待群众"),
        ("下访", "到县信访局接待大厅接待群众"),
        ("约访", "在县信访局接待大厅约访群众"),
    ],
)
def test_form_is_said_in_the_sentence(county, form, said):
    text = county.both(county.plan(form=form))[1]
    assert f"赵甲（县委书记）{said}，" in text
    assert f"接待形式：{form}。" in text
    assert ("多人反映" in text) == (form not in ("电话", "网络"))


def test_company_and_remark_stand_in_columns_and_once_in_running_text(county):
    table, text = county.both(county.plan(accompany="信访局局长", note="凭身份证取号"))
    assert table.count("信访局局长") == table.count("凭身份证取号") == 3
    assert "陪同人员：信访局局长。凭身份证取号。" in text
    assert "原定2月17日，顺延；凭身份证取号" in table


def test_a_long_remark_is_a_footer_note(county):
    long = "来访群众请遵守接待场所秩序，如实反映情况，配合工作人员登记。"
    for text in county.both(county.plan(note=long)):
        assert text.count(long) == 1


def test_a_table_has_no_empty_column(county):
    bare = county.plan(form=None, standby=None, venue=None)
    table = county.both(bare, county.roster(county.slot("tuesday", "2026-01-06", [county.seat("t")])))[0]
    assert cells(next(line for line in table.split("\n") if "日期" in line)) == ["日期", "接访领导", "职务", "时间"]
