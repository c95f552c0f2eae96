"""The end of a solve on the terminal: the levels, who holds how many turns, what stayed empty and why, the files."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich import box
from rich.table import Table
from rich.text import Text

from api.cli.console import console
from api.cli.turns import Turns, count_turns
from api.cli.wording import level_name
from roster.faults import one_line
from roster.plan import Plan
from roster.result import Gap, Level, Roster

_MOST_LEADERS = 40
_MOST_UNITS = 30
_MOST_GAPS = 20
_MOST_REASONS = 3
_MOST_NAMES = 3

Cell = str | int | None


def print_summary(plan: Plan, roster: Roster, seconds: float, closing: Sequence[str]) -> None:
    """Prints it; `closing` are the lines that say where the files are."""
    out = console(sys.stdout)
    proof = "各级均已证明最优" if roster.status == "optimal" else "可行，尚未证明最优"
    out.print(Text(f"{one_line(plan.title)}：{proof}（{seconds:.1f}秒）"))
    out.print(_table(["层级", "结果", "下界", "证明"], map(_level_row, roster.levels)))
    turns = count_turns(plan, roster)
    out.print(_by_leader(plan, turns) if len(turns) <= _MOST_LEADERS else _by_unit(plan, turns))
    for line in [*_more_units(plan, turns), *gap_lines(plan, roster), *_warnings(roster), *closing]:
        out.print(Text(one_line(line)))


def gap_lines(plan: Plan, roster: Roster) -> list[str]:
    """What stayed empty and why, the first of many; for administrators alone."""
    gaps = roster.gaps
    if not gaps:
        return ["没有空缺。"]
    shown = [f"  {_place(plan, gap)}：{_why(plan, gap)}" for gap in gaps[:_MOST_GAPS]]
    more = [f"  ……另有{len(gaps) - len(shown)}处，见 roster.json 的 gaps。"] if len(gaps) > len(shown) else []
    return [f"空缺{len(gaps)}处（原因只供管理员查看）：", *shown, *more]


def _level_row(level: Level) -> Sequence[Cell]:
    return level_name(level.name), level.value, level.bound, "已证明" if level.value == level.bound else "未证明"


def _by_leader(plan: Plan, turns: Sequence[Turns]) -> Table:
    rows = (
        (plan.unit[one.leader.unit].name, one.leader.name, one.seats, one.standbys, one.visits, _sum(one))
        for one in turns
    )
    return _table(["单位", "姓名", "接访", "候补", "走访", "合计"], rows)


def _by_unit(plan: Plan, turns: Sequence[Turns]) -> Table:
    rows: list[Sequence[Cell]] = []
    for unit, group in groupby(turns, key=lambda one: one.leader.unit):
        members = list(group)
        each = [one.seats + one.visits for one in members]
        count = Counter(seats=0, standbys=0, visits=0)
        for one in members:
            count.update(seats=one.seats, standbys=one.standbys, visits=one.visits)
        span = f"{min(each)}至{max(each)}" if min(each) < max(each) else str(each[0])
        rows.append((plan.unit[unit].name, len(members), count["seats"], count["standbys"], count["visits"], span))
    return _table(["单位", "人数", "接访", "候补", "走访", "每人（不含候补）"], rows[:_MOST_UNITS])


def _more_units(plan: Plan, turns: Sequence[Turns]) -> list[str]:
    units = len({one.leader.unit for one in turns})
    if len(turns) <= _MOST_LEADERS:
        return []
    more = f"另有{units - _MOST_UNITS}个单位；" if units > _MOST_UNITS else ""
    return [f"共{len(turns)}人，{more}每个人的次数见 tables 目录。"]


def _sum(turns: Turns) -> int:
    return turns.seats + turns.visits


def _place(plan: Plan, gap: Gap) -> str:
    if gap.slot is not None:
        return f"{gap.slot} {gap.role}"
    duty = plan.duty.get(gap.duty or "")
    return f"{duty.name if duty else gap.duty} {_name(plan, gap.leader or '')} {gap.period}"


def _why(plan: Plan, gap: Gap) -> str:
    """The reasons, each once with those whom it concerns: 赵甲、钱乙、孙丙等5人：开会；李丁：出差."""
    who: dict[str, list[str]] = {}
    for reason in gap.reasons:
        who.setdefault(reason.why.rstrip("。"), []).append(_name(plan, reason.leader))
    shown = [f"{_some(names)}：{why}" for why, names in list(who.items())[:_MOST_REASONS]]
    return "；".join([*shown, *(["……"] if len(who) > len(shown) else [])]) or "没有人选"


def _some(names: Sequence[str]) -> str:
    more = f"等{len(names)}人" if len(names) > _MOST_NAMES else ""
    return "、".join(names[:_MOST_NAMES]) + more


def _name(plan: Plan, leader: str) -> str:
    known = plan.leader.get(leader)
    return known.name if known else leader


def _warnings(roster: Roster) -> list[str]:
    projected = ["注意：排班期内有的年份放假通知尚未公布，按法定节假日推算；通知公布后请重新排班。"]
    return [*(projected if roster.calendar == "projected" else []), *(f"注意：{one}" for one in roster.warnings)]


def _table(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text("—" if cell is None else one_line(str(cell))) for cell in row))
    return table
