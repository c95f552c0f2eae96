"""What a workbook says by words that can be read back: names of sheets and columns, marks, and whom a name means."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping

from roster.files import roster_bytes
from roster.plan import Leader, Plan
from roster.result import STANDBY_ROLE, Roster, RosterSeat

ROSTER_SHEET, LOAD_SHEET, PEOPLE_SHEET, LEGEND_SHEET = "排班表", "轮次统计", "名单", "说明"
DATE, WEEKDAY, HOURS, DUTY, UNIT, ROLE, NAME = "日期", "星期", "时间", "事项", "单位", "岗位", "姓名"
TITLE, WORK, VENUE, FORM, REMARK = "职务", "分管工作", "地点", "形式", "备注"
SLOT, PLACE = "班次编号", "席次"
VACANT = "（空缺）"
TURN, STANDBY, VISIT = "接", "候", "访"
AWAY, AWAY_MORNING, AWAY_AFTERNOON = "假", "上午假", "下午假"
CHECK = "校验码"


def month_sheet(year: int, month: int) -> str:
    """2026年1月: the name of the sheet of leaders and days."""
    return f"{year}年{month}月"


def role_of(seat: RosterSeat) -> str:
    """The role as it stands in the table; of a standby in another role, both."""
    return seat.role if not seat.standby or seat.role == STANDBY_ROLE else f"{seat.role}（{STANDBY_ROLE}）"


def labels(plan: Plan) -> Mapping[str, str]:
    """By id, the name under which each leader stands: their own, with unit or id where others share it."""
    found: dict[str, str] = {}
    for ways in zip(*(_ways(plan, leader) for leader in plan.leaders), strict=True):
        counts = Counter([*ways, *found.values()])
        for leader, label in zip(plan.leaders, ways, strict=True):
            if leader.id not in found and counts[label] == 1:
                found[leader.id] = label
    # An id is unique, but may be what another leader is called; the longest way out always ends.
    return {leader.id: found.get(leader.id, f"{leader.id}（编号）") for leader in plan.leaders}


def _ways(plan: Plan, leader: Leader) -> Iterator[str]:
    unit = plan.unit[leader.unit].name if leader.unit in plan.unit else leader.unit
    yield leader.name
    yield f"{leader.name}（{unit}）"
    yield f"{leader.name}（{leader.id}）"


def check_code(roster: Roster) -> str:
    """What tells whether a workbook was made from that roster: the beginning of the SHA-256 of its file."""
    return hashlib.sha256(roster_bytes(roster)).hexdigest()[:16]
