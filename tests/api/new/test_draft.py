"""`lunzhi new`: whatever the list, the plan is valid and holds everyone."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.lists import LeadersList, ListedLeader
from api.new import SYSTEMS, draft_plan, read_period
from roster.expansion import expand
from roster.files import parse_plan
from roster.plan import CoverageDuty, Plan, VisitDuty
from roster.values import WEEKDAYS

QUARTER = read_period("2026Q2")
RANKS = ("正县级", "副县级", "正科级", "副科级", "股级", None)


def plan_of(letter: str, *leaders: ListedLeader) -> Plan:
    listed = LeadersList(leaders, ()) if leaders else None
    return parse_plan(draft_plan(letter, QUARTER, listed).text.encode()).plan


def county(*, communities: bool = True, ranks: bool = True) -> tuple[ListedLeader, ...]:
    """A county with two townships and two bureaus."""
    units = {"某县": RANKS[:2], "东乡": RANKS[2:4], "西镇": RANKS[2:4], "县教育局": RANKS[2:4], "县司法局": RANKS[2:3]}
    return tuple(
        ListedLeader(
            f"{unit}{rank}{number}",
            "科长" if number else "局长",
            rank if ranks else None,
            unit,
            number + 1,
            ("教育", "卫生"),
            (f"第{number}社区",) if communities else (),
        )
        for unit, held in units.items()
        for rank in held
        for number in range(2)
    )


@pytest.mark.parametrize("letter", SYSTEMS)
def test_every_system_drafts_a_valid_plan_without_a_list(letter):
    draft = draft_plan(letter, QUARTER)
    plan = parse_plan(draft.text.encode()).plan
    assert expand(plan).slots
    assert "虚构" in draft.remarks[0]
    assert len(plan.leaders) == len(draft.staff.leaders) >= 4


@pytest.mark.parametrize("letter", SYSTEMS)
@pytest.mark.parametrize("communities", [True, False])
@pytest.mark.parametrize("ranks", [True, False])
def test_every_system_takes_a_county(letter, communities, ranks):
    listed = county(communities=communities, ranks=ranks)
    plan = plan_of(letter, *listed)
    assert [leader.name for leader in plan.leaders] == [leader.name for leader in listed]
    assert [leader.rank for leader in plan.leaders] == [leader.rank for leader in listed]


@pytest.mark.parametrize("letter", SYSTEMS)
def test_every_system_takes_one_leader_of_one_unit(letter):
    assert len(plan_of(letter, ListedLeader("张三")).leaders) == 1


def test_levels_are_guessed_by_the_units_names():
    names = {
        "某县": "县", "某县委": "县", "某县人民政府": "县", "县政协": "县", "东山区": "县",
        "向阳镇": "乡镇", "红星乡政府": "乡镇", "城关街道": "街道", "城关街道办事处": "街道",
        "县教育局": "县直单位", "县委办公室": "县直单位", "信访局": "县直单位",
    }  # fmt: skip
    plan = plan_of("H", *(ListedLeader(f"人{number}", unit=unit) for number, unit in enumerate(names)))
    assert {unit.name: unit.level for unit in plan.units} == names


def test_county_system_selects_by_rank_where_the_list_has_ranks():
    duties = plan_of("E", *county()).duty
    assert [duty.who.rank if isinstance(duty, VisitDuty) else duty.seats[0].who.rank for duty in duties.values()] == [
        "副县级以上",
        "副科级以上",
        "副科级以上",
        "副科级以上",
    ]


def test_without_ranks_selects_by_unit_and_says_so():
    draft = draft_plan("E", QUARTER, LeadersList(county(ranks=False), ()))
    duties = parse_plan(draft.text.encode()).plan.duty.values()
    assert all(duty.seats[0].who.rank is None for duty in duties if isinstance(duty, CoverageDuty))
    assert "先按单位选人" in draft.text
    assert any("没有职级" in remark for remark in draft.remarks)


def test_communities_are_linked_where_everyone_has_one():
    linked = plan_of("E", *county()).duty["community"]
    free = plan_of("E", *county(communities=False)).duty["community"]
    some = plan_of("E", *county()[:-1], ListedLeader("新人", "局长", "正科级", "县司法局")).duty["community"]
    assert isinstance(linked, VisitDuty)
    assert linked.venues == "linked"
    assert isinstance(free, VisitDuty)
    assert free.venues != "linked"
    assert isinstance(some, VisitDuty)
    assert some.venues != "linked"


def test_further_communities_are_not_lost():
    draft = draft_plan("E", QUARTER, LeadersList((ListedLeader("张三", communities=("东社区", "西社区")),), ()))
    plan = parse_plan(draft.text.encode()).plan
    assert plan.venue[plan.leaders[0].venue or ""].name == "东社区"
    assert "名单里还有联系点：西社区" in draft.text
    assert {"东社区", "西社区"} <= {venue.name for venue in plan.venues}


def test_section_heads_are_told_by_their_titles():
    plan = plan_of(
        "J", *(ListedLeader(f"人{title}", title) for title in ("局长", "副局长", "信访科科长", "办公室主任"))
    )
    assert [leader.tags for leader in plan.leaders] == [("班子成员",)] * 2 + [("科室负责人",)] * 2
    weekly = plan.duty["weekly"]
    assert isinstance(weekly, CoverageDuty)
    assert [seats.count for seats in weekly.seats] == [1, 2]


def test_principals_are_the_first_of_their_bureaus():
    plan = plan_of("F", *county())
    assert [leader.name for leader in plan.leaders if leader.tags] == ["县教育局正科级0", "县司法局正科级0"]


def test_alternate_weeks_count_from_a_wednesday_of_the_period():
    since = plan_of("D").duty["fixed"].since
    assert since is not None
    assert WEEKDAYS[since.weekday()] == "周三"
    assert QUARTER.start <= since <= QUARTER.end


def test_title_names_place_and_period():
    assert plan_of("E", *county()).title == "某县2026年第二季度领导干部接待群众排班表"


CHARACTERS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"])
NAMES = st.text(CHARACTERS, min_size=1, max_size=20).filter(str.strip)
LEADERS = st.builds(
    ListedLeader,
    name=NAMES,
    title=st.none() | NAMES,
    rank=st.sampled_from(RANKS),
    unit=st.none() | st.sampled_from(["某县", "东乡", "教育局"]) | NAMES,
    order=st.none() | st.integers(0, 999),
    portfolio=st.lists(NAMES, max_size=2).map(tuple),
    communities=st.lists(NAMES, max_size=2).map(tuple),
)


@settings(max_examples=60)
@given(st.sampled_from(sorted(SYSTEMS)), st.lists(LEADERS, min_size=1, max_size=6))
def test_any_list_gives_a_valid_plan_with_the_same_people(letter, listed):
    plan = plan_of(letter, *listed)
    assert [(leader.name, leader.title, leader.rank, leader.order) for leader in plan.leaders] == [
        (leader.name, leader.title, leader.rank, leader.order) for leader in listed
    ]
    assert [leader.portfolio for leader in plan.leaders] == [leader.portfolio for leader in listed]


def test_commented_examples_are_valid_once_uncommented():
    text = draft_plan("K", QUARTER).text
    head, _, tail = text.partition("# ───────── 其他要求")
    examples = "\n".join(
        line.removeprefix("# ") for line in tail.splitlines()[1:] if not line.startswith("#   - {duty: daily, date")
    )
    plan = parse_plan((head + examples.replace("pins:", "#").replace("moves:", "#")).encode()).plan
    assert plan.limits
    assert plan.history[0].last == date(2026, 3, 31)
