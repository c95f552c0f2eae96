"""Adjustment notices: what changed, before and after, why and from when, and nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from calendars.formats import adjustment_content, adjustments_of, content_of, notices_of
from calendars.notices import Wordings
from calendars.record import next_record
from roster.difference import difference
from roster.expansion import Past, expand

TUESDAY = "notices/tuesday/调整公告-登报.txt"


class Change:
    """A county's roster that was published, and another in its place."""

    def __init__(self, county):
        self.county = county
        self.before = [
            self.tuesday("2026-01-06", "a", "b"),
            self.tuesday("2026-01-13", None, None),
            self.tuesday("2026-02-03", "b", "a"),
            self.visit("t", "2026-01-05", "west"),
        ]

    def tuesday(self, day, leader, standby, **more):
        seats = [self.county.seat(leader), self.county.seat(standby, "候补")]
        return self.county.slot("tuesday", day, seats, id=f"tuesday/{day}", venue="hall", **more)

    def visit(self, leader, day, venue):
        name = f"visits/{leader}/{day[:7]}/1"
        return self.county.slot("visits", day, [self.county.seat(leader)], id=name, venue=venue)

    def to(self, changed=None, plan=None, **more):
        """The publication after the slots changed, by id (None: cancelled; a new one is added)."""
        plan = plan or self.county.plan()
        slots = {slot["id"]: slot for slot in self.before} | (changed or {})
        before = self.county.roster(*self.before)
        roster = self.county.roster(*(slot for slot in slots.values() if slot))
        found = difference(expand(plan, Past(before, plan.period.start)), before, roster.slots)
        return self.county.publication(plan=plan, roster=roster, difference=found, before=before, **more)

    def substituted(self):
        return {"tuesday/2026-01-06": self.tuesday("2026-01-06", "b", None)}

    def text(self, publication, path=TUESDAY):
        return self.county.files(publication)[path].decode("utf-8-sig").replace("\r\n", "\n")


@pytest.fixture
def change(county):
    return Change(county)


def contents(publication):
    return [adjustment_content(publication, found) for found in adjustments_of(publication)]


def sentences(publication):
    return [line for said in contents(publication) for line in said["sentences"]]


def content_rows(publication):
    return [[row[column] for column in said["columns"]] for said in contents(publication) for row in said["rows"]]


def test_one_substitution_is_one_sentence(change):
    assert change.text(change.to(change.substituted())) == (
        "克山县信访局2026年第一季度县级领导接访日安排调整公告\n\n"
        "　　因工作安排，1月6日（星期二）在县信访局接待大厅的接访，接访领导由赵甲（县委书记）调整为钱乙丑（副县长）。\n"
        "　　联系电话：0452-1。\n\n"
        "　　特此公告。\n\n"
        "　　　　　　　　　　　　　　　克山县信访工作联席会议\n"
        "　　　　　　　　　　　　　　　　　2025年12月25日\n"
    )


def test_more_changes_are_a_table_and_a_sentence_each(change):
    moved = change.tuesday("2026-02-03", "b", "a", date="2026-02-04")
    publication = change.to({**change.substituted(), "tuesday/2026-02-03": moved, "tuesday/2026-01-13": None})
    assert change.text(publication).split("\n\n")[1] == (
        "　　因工作安排，现将2026年第一季度县级领导接访日安排调整公告如下：\n"
        "　　1月6日（星期二）在县信访局接待大厅的接访，接访领导由赵甲（县委书记）调整为钱乙丑（副县长）。\n"
        "　　原定1月13日（星期二）在县信访局接待大厅的接访取消。\n"
        "　　原定2月3日（星期二）在县信访局接待大厅的接访，改为2月4日（星期三）进行。\n"
        "　　以上调整自2026年1月6日起执行，其余安排不变。\n"
        "　　联系电话：0452-1。"
    )
    assert content_rows(publication) == [
        ["1月6日 星期二", "调整人员", "接访领导：赵　甲（县委书记）", "接访领导：钱乙丑（副县长）"],
        ["1月13日 星期二", "取消", "1月13日 星期二 8:30—12:00、14:30—18:00 县信访局接待大厅", "取消"],
        ["2月3日 星期二", "改期", "2月3日 星期二", "2月4日 星期三"],
    ]
    table = change.text(publication, "notices/tuesday/调整公告-表格.txt")
    assert "日期            事项      调整前" in table
    assert "2月3日 星期二   改期      2月3日 星期二" in table


@pytest.mark.parametrize(
    ("slot", "said"),
    [
        (
            ("2026-01-06", "b", "a"),
            "接访领导由赵甲（县委书记）调整为钱乙丑（副县长）；候补由钱乙丑（副县长）调整为赵甲（县委书记）",
        ),
        (("2026-01-06", None, "b"), "接访领导不再由赵甲（县委书记）担任，人选另行通知"),
        (("2026-01-06", "a", None), "不再安排候补钱乙丑（副县长）"),
        (("2026-01-13", "a", None), "接访领导确定为赵甲（县委书记）"),
        (("2026-01-13", None, "a"), "增加候补赵甲（县委书记）"),
    ],
)
def test_every_way_a_place_passes_has_its_words(change, slot, said):
    day = date.fromisoformat(slot[0])
    publication = change.to({f"tuesday/{day}": change.tuesday(*slot)})
    assert sentences(publication) == [f"因工作安排，1月{day.day}日（星期二）在县信访局接待大厅的接访，{said}。"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"date": "2026-01-07"}, "在县信访局接待大厅的接访，改为1月7日（星期三）进行。"),
        (
            {"hours": ["09:00-11:30"]},
            "上午8:30至12:00、下午2:30至6:00在县信访局接待大厅的接访，改为上午9:00至11:30进行。",
        ),
        ({"venue": "east"}, "在县信访局接待大厅的接访，改为在东社区进行。"),
        ({"venue": None}, "在县信访局接待大厅的接访，地点另行通知。"),
        ({"date": "2026-01-07", "venue": "east"}, "在县信访局接待大厅的接访，改为1月7日（星期三）在东社区进行。"),
    ],
)
def test_what_moved_says_from_where_to_where(change, more, said):
    moved = {**change.tuesday("2026-01-06", "a", "b"), **more}
    assert sentences(change.to({"tuesday/2026-01-06": moved})) == [f"原定1月6日（星期二）{said}"]


def test_what_is_added_names_who_receives(change):
    plan = change.county.plan(dates=["2026-01-15"])
    added = change.tuesday("2026-01-15", "a", None)
    assert sentences(change.to({added["id"]: added}, plan=plan)) == [
        "增加1月15日（星期四）上午8:30至12:00、下午2:30至6:00在县信访局接待大厅的接访，接访领导赵甲（县委书记）。"
    ]


def test_a_visit_is_told_of_its_leader_to_all_and_to_its_unit(change):
    moved = change.visit("t", "2026-01-08", "east")
    plan = change.county.plan()
    other = change.visit("a", "2026-01-07", "east")
    publication = change.to({moved["id"]: moved, other["id"]: other}, plan=plan)
    told = {found.unit: adjustment_content(publication, found)["sentences"] for found in adjustments_of(publication)}
    of_town = "张己（镇长）原定1月5日（星期一）在西社区的下访，改为1月8日（星期四）在东社区进行。"
    assert told["town"] == [of_town]
    assert told[None] == ["赵甲（县委书记）增加1月7日（星期三）上午9:00至11:30在东社区的下访。", of_town]


def test_reason_is_the_office_s_and_no_one_s_absence(change):
    publication = replace(change.to(change.substituted()), reason="因全县会议安排")
    for path, data in change.county.files(publication).items():
        text = data.decode("gb18030" if "GB18030" in path else "utf-8-sig")
        assert change.county.secret not in text
        assert "不在岗" not in text
        assert ("因全县会议安排" in text) == ("调整" in text), path
    assert "因全县会议安排，1月6日" in change.text(publication)


def test_whole_schedule_anew_is_called_adjusted_where_it_changed(change):
    publication = change.to(change.substituted())
    said = {(part.duty.id, part.span.name): content_of(publication, part) for part in notices_of(publication)}
    whole, january, february = (said["tuesday", name] for name in ("period", "2026-01", "2026-02"))
    assert whole["title"] == "克山县信访局2026年第一季度县级领导接访日安排（调整）公告"
    assert whole["lead"] == [
        "根据《信访工作条例》，按照“每周二轮流到县信访局接待群众”的要求，因工作安排，"
        "现将调整后的2026年第一季度县级领导接访日安排公告如下："
    ]
    assert "调整" in january["title"]
    assert "调整" not in february["title"] + said["visits", "period"]["title"]


def test_schedule_published_again_unchanged_is_still_an_adjusted_one(change):
    """It differs from the first one that people saw, whatever stands published by now."""
    first = change.to(change.substituted())
    plan, roster = first.plan, first.roster
    adjusted = next_record(first.record, plan, roster, datetime(2026, 1, 2, tzinfo=UTC), first.difference)
    again = next_record(adjusted, plan, roster, datetime(2026, 1, 3, tzinfo=UTC))
    later = replace(first, record=again, difference=None, before=None)
    titles = {(part.duty.id, part.span.name): content_of(later, part)["title"] for part in notices_of(later)}
    assert "（调整）" in titles["tuesday", "period"]
    assert "（调整）" in titles["tuesday", "2026-01"]
    assert "调整" not in titles["tuesday", "2026-02"] + titles["visits", "period"]
    assert not list(adjustments_of(later))


def test_own_title_and_lead_of_the_office_say_that_it_was_adjusted(change):
    own = {"title": "克山县县级领导接访日安排公示", "lead": "现将有关安排公告如下："}
    publication = change.to(change.substituted(), plan=change.county.plan(notice=own))
    part = next(notices_of(publication))
    said = content_of(publication, part)
    assert said["title"] == "克山县县级领导接访日安排（调整）公示"
    assert said["lead"] == ["因工作安排，对原安排作了调整。", "现将有关安排公示如下："]


def test_nothing_changed_needs_no_adjustment_notice(change):
    publication = change.to()
    assert not list(adjustments_of(publication))
    assert not any("调整" in path for path in change.county.files(publication))


def test_only_the_span_and_the_duty_asked_for(change):
    publication = change.to(change.substituted())
    february = next(part.span for part in notices_of(publication) if part.span.name == "2026-02")
    assert not list(adjustments_of(replace(publication, span=february)))
    assert not list(adjustments_of(replace(publication, duties=frozenset({"visits"}))))


def test_leader_who_left_the_plan_is_named_as_published_and_never_by_an_id(change):
    plan = change.county.plan()
    data = plan.model_dump(mode="json", exclude_none=True)
    data["leaders"] = [leader for leader in data["leaders"] if leader["id"] != "a"]
    without = type(plan).model_validate(data)
    changed = {
        "tuesday/2026-01-06": change.tuesday("2026-01-06", "b", None),
        "tuesday/2026-02-03": change.tuesday("2026-02-03", "b", None),
    }
    publication = change.to(changed, plan=without)
    assert "接访领导由—调整为钱乙丑（副县长）" in sentences(publication)[0]
    first = next_record(None, plan, publication.before, datetime(2025, 12, 20, tzinfo=UTC))
    record = next_record(first, without, publication.roster, datetime(2025, 12, 24, tzinfo=UTC))
    assert "接访领导由赵甲（县委书记）调整为钱乙丑（副县长）" in sentences(replace(publication, record=record))[0]


def test_wording_is_a_template_of_the_office(change):
    words = Wordings({"adjustment-title.txt.j2": "{{ place }}更正{{ type }}"})
    assert change.text(change.to(change.substituted(), words=words)).startswith("克山县信访局更正公告\n")
