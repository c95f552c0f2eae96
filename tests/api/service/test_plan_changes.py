"""What differs between two contents of a plan, in words."""

import pytest

from api.service.plan_changes import changes
from roster.files import plan_from_data, read_plan
from tests.api.world import EXAMPLES, small_plan


def test_every_list_says_what_came_and_went() -> None:
    old = plan_from_data(small_plan(absences=[{"leader": "sun", "start": "2026-01-12", "end": "2026-01-16"}]))
    data = small_plan(
        absences=[{"leader": "qian", "start": "2026-01-20", "end": "2026-01-20", "reason": "开会"}],
        limits=[{"who": {"rank": "副科级以上"}, "at_most": 3, "per": "month", "min_gap": 7}],
        preferences=[{"leader": "zhao", "weekdays": ["周二"]}],
        apart=[["zhao", "sun"]],
        pins=[{"duty": "tuesday", "date": "2026-01-06", "role": "接访领导", "leader": "zhao"}],
    )
    data["leaders"][0]["title"] = "局长"
    found = {one.title: (one.added, one.removed, one.changed) for one in changes(old, plan_from_data(data))}
    assert found == {
        "领导": ((), (), ("赵甲：职务",)),
        "请假和会议": (("钱乙 2026-01-20 开会",), ("孙丙 2026-01-12至2026-01-16",), ()),
        "限制": (("副科级以上 每月至多3次，两次相隔至少7天",), (), ()),
        "意愿": (("赵甲 尽量避开周二",), (), ()),
        "回避": (("赵甲、孙丙回避，不同场",), (), ()),
        "指定": (("赵甲 2026-01-06 领导接访 接访领导：固定",), (), ()),
    }


def test_an_order_that_changes_is_told() -> None:
    data = small_plan()
    data["leaders"] = [data["leaders"][1], data["leaders"][0], data["leaders"][2]]
    (found,) = changes(plan_from_data(small_plan()), plan_from_data(data))
    assert (found.title, found.changed) == ("领导", ("次序",))


@pytest.mark.parametrize("name", [path.stem for path in sorted(EXAMPLES.glob("*.yaml"))])
def test_every_entry_of_the_examples_has_words(name: str) -> None:
    plan = read_plan(EXAMPLES / f"{name}.yaml").plan
    bare = plan_from_data(small_plan())
    assert changes(plan, plan) == []
    for one in changes(bare, plan):
        for words in one.added:
            assert words.strip() == words
            assert not set("{}[]=") & set(words), words
