"""A list of turns already held, as offices keep it: a turn a row with its date, or a sum a row with the last date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from api.lists.columns import NAME, UNIT, usual_names
from api.lists.sheet import Row
from api.lists.table import People, Table, moment, read_table
from roster.faults import Fault, InputError, expected

DUTY, TURNS, LAST = "职责", "次数", "日期"
COLUMNS = usual_names(
    {
        NAME: "名字 领导姓名 干部姓名 领导 领导干部 接访领导 值班领导 带班领导",
        UNIT: "单位名称 所在单位 工作单位 所属单位 部门 所在部门",
        DUTY: "班次 接访类型 任务 事项 值班类型 职责名称",
        TURNS: "接访次数 值班次数 已接访次数 轮次 合计次数 累计次数",
        LAST: "接访日期 值班日期 最近一次 最近日期 最后一次 末次日期 最近接访日期 时间 接访时间",
    }
)


@dataclass(frozen=True, slots=True)
class ListedTurns:
    """A row: how many turns of a duty a leader has held, and the last one's date."""

    leader: str
    duty: str
    turns: int
    last: str | None


def parse_turns(data: bytes, people: People, duties: Mapping[str, str]) -> tuple[ListedTurns, ...]:
    """The turns in a .xlsx or .csv list; `duties` are the names of a plan's duties with turns, by id. A row without
    次数 is one turn. InputError with all faults, by cell."""
    table = read_table(data, COLUMNS)
    found: list[ListedTurns] = []
    faults: list[Fault] = []
    for row in table.rows:
        try:
            found.append(_turns(table, row, people, duties))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return tuple(found)


def _turns(table: Table, row: Row, people: People, duties: Mapping[str, str]) -> ListedTurns:
    leader = people.find(table, row)
    duty = _duty(table, row, duties)
    text = unicodedata.normalize("NFKC", table.text(row, TURNS)).removesuffix("次")
    last = _last(table, row)
    if not text:
        if last is None:
            raise InputError([Fault(table.cell(row, LAST), "应有次数或日期，实际都没有。")])
        return ListedTurns(leader, duty, 1, last)
    if not re.fullmatch(r"[0-9]{1,5}", text):
        raise InputError([Fault(table.cell(row, TURNS), expected("次数（整数）", text))])
    return ListedTurns(leader, duty, int(text), last)


def _duty(table: Table, row: Row, duties: Mapping[str, str]) -> str:
    text = table.text(row, DUTY)
    if not text and len(duties) == 1:
        return next(iter(duties))
    found = [duty for duty, name in duties.items() if text in (duty, name)]
    if len(found) != 1:
        raise InputError([Fault(table.cell(row, DUTY), expected("方案里一项职责的名称", text, duties.values()))])
    return found[0]


def _last(table: Table, row: Row) -> str | None:
    text = table.text(row, LAST)
    if not text:
        return None
    try:
        return date.fromisoformat(moment(text)[:10]).isoformat()
    except ValueError:
        raise InputError([Fault(table.cell(row, LAST), expected("日期（如2026-01-05）", text))]) from None
