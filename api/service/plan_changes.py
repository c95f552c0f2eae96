"""What one content of a plan changes in another, list by list, in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.service.plan_words import PlanWords
from roster.plan import Plan

TITLES = {
    "title": "标题",
    "period": "排班期",
    "office": "单位资料",
    "timezone": "时区",
    "calendar": "工作日",
    "units": "单位",
    "venues": "地点",
    "leaders": "领导",
    "absences": "请假和会议",
    "duties": "职责",
    "limits": "限制",
    "apart": "回避",
    "pins": "指定",
    "preferences": "意愿",
    "history": "历史",
    "moves": "临时调整",
}
"""The keys of a plan, in its order, as people call them."""
_PLACE = re.compile(rf"\b({'|'.join(TITLES)})\[(\d+)\](?:\.\w+|\[\d+\])*")
_NAMED = ("units", "venues", "leaders", "duties")


@dataclass(frozen=True, slots=True)
class Changed:
    """What differs in one key of a plan: the entries that came, went, or are other than they were; of a key that is no
    list, `changed` is its title."""

    key: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the key is called."""
        return TITLES[self.key]


def place_words(text: str) -> str:
    """A text that names places in a plan (`pins[0].leader`), with the places as people count: 指定第1条."""
    return _PLACE.sub(lambda found: f"{TITLES[found[1]]}第{int(found[2]) + 1}条", text)


def changes(old: Plan, new: Plan) -> list[Changed]:
    """Every key in which the two differ."""
    found = (_changed(old, new, key) for key in TITLES if getattr(old, key) != getattr(new, key))
    return [one for one in found if one.added or one.removed or one.changed]


def _changed(old: Plan, new: Plan, key: str) -> Changed:
    before, after = getattr(old, key), getattr(new, key)
    if not isinstance(before, tuple):
        return Changed(key, changed=(TITLES[key],))
    old_words, new_words = PlanWords(old), PlanWords(new)
    if key in _NAMED:
        known, now = {one.id: one for one in before}, {one.id: one for one in after}
        return Changed(
            key,
            tuple(new_words.entry(key, one) for name, one in now.items() if name not in known),
            tuple(old_words.entry(key, one) for name, one in known.items() if name not in now),
            (*(f"{new_words.entry(key, one)}：{_fields(known[name], one)}" for name, one in now.items()
               if name in known and known[name] != one), *_order(list(known), list(now))),
        )  # fmt: skip
    return Changed(
        key,
        tuple(new_words.entry(key, one) for one in _without(after, before)),
        tuple(old_words.entry(key, one) for one in _without(before, after)),
        tuple(_order([str(one) for one in before], [str(one) for one in after])),
    )


def _fields(before: Any, after: Any) -> str:
    names = [name for name in type(after).model_fields if getattr(before, name, None) != getattr(after, name)]
    return "、".join(_FIELDS.get(name, name) for name in names)


_FIELDS = {
    "name": "名称",
    "title": "职务",
    "rank": "职级",
    "unit": "单位",
    "order": "排名",
    "tags": "标签",
    "portfolio": "分管",
    "venue": "地点",
    "joins": "到任",
    "leaves": "离任",
    "level": "层级",
    "parent": "上级",
    "address": "地址",
    "phone": "电话",
    "kind": "类别",
    "basis": "依据",
    "when": "什么时候",
    "hours": "时间",
    "seats": "席位",
    "standby": "候补",
    "on_holiday": "遇节假日",
    "rotation": "轮转",
    "fairness": "公平",
    "notice": "公告",
    "note": "说明",
}


def _order(before: list[str], after: list[str]) -> Iterator[str]:
    """Whether those that are in both stand in another order."""
    shared = set(before) & set(after)
    if [one for one in before if one in shared] != [one for one in after if one in shared]:
        yield "次序"


def _without(entries: tuple[Any, ...], others: tuple[Any, ...]) -> Iterator[Any]:
    """The entries that the others do not have, each as often as it is missing there."""
    left = Counter(str(one) for one in others)
    for one in entries:
        if left[str(one)]:
            left[str(one)] -= 1
        else:
            yield one
