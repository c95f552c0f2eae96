"""The columns of a leaders' list, under the names that offices give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from api.lists.sheet import Row, Sheet
from roster.faults import Fault, InputError, expected

NAME, TITLE, RANK, UNIT, ORDER, PORTFOLIO, COMMUNITY = (
    "姓名",
    "职务",
    "职级",
    "单位",
    "排名",
    "分管工作",
    "联系社区",
)
Usual = Mapping[str, tuple[str, ...]]
"""The columns of a list, each with the names that it may have."""


def usual_names(columns: Mapping[str, str]) -> Usual:
    """The columns with their other names, written with spaces between. The first found counts."""
    return {name: (name, *others.split()) for name, others in columns.items()}


# A running number (序号) is an order only where nothing says more.
LEADERS = usual_names(
    {
        NAME: "名字 领导姓名 干部姓名 领导 领导干部 领导干部姓名 接访领导",
        TITLE: "现任职务 职务名称 领导职务 党政职务 行政职务 工作职务 岗位 职位 单位及职务 单位职务",
        RANK: "级别 行政级别 职务级别 职务层次 领导级别 干部级别 现任级别 现职级",
        UNIT: "单位名称 单位全称 所在单位 工作单位 所属单位 部门 所在部门 部门单位 乡镇 乡镇(街道)",
        ORDER: "排序 次序 顺序 顺序号 排名顺序 位次 名次 序号 编号",
        PORTFOLIO: "分工 工作分工 分管 分管领域 分管范围 分管内容 分管工作内容 主管工作 职责分工",
        COMMUNITY: "联系点 联系村 联系村社区 联系社区名称 包联社区 包联点 包联村 包保社区 包保村 包保点 包抓社区"
        " 包片社区 挂点社区 挂联社区 接访社区 社区",
    }
)
_HEADER_WITHIN = 30
"""Rows in which the header stands: titles and remarks come before it."""

_CLOSING = re.compile(
    r"(合计|总计|小计|共计|备注|说明|注|填表人|填报人|制表人|审核人|填报单位|联系人)(?=[:：\s\d共]|$)"
)


def find_header(sheet: Sheet, usual: Usual = LEADERS) -> tuple[Row, dict[str, int]] | None:
    """The header's row and the column of each heading found; none where no row has a column of names and another."""
    for row in sheet.rows[:_HEADER_WITHIN]:
        headings = {column: heading(text) for column, text in row.cells.items()}
        columns = {name: column for name in usual if (column := _column(usual[name], headings)) is not None}
        if NAME in columns and (len(columns) > 1 or len(row.cells) == 1):
            _refuse_doubles(row, headings, columns)
            return row, columns
    return None


def no_header(sheet: Sheet, usual: Usual = LEADERS) -> Fault:
    """The fault of a sheet without a header."""
    first = sheet.rows[0] if sheet.rows else None
    found = "、".join(first.cells.values()) if first else None
    valid = [name for names in usual.values() for name in names]
    what = f"名单，前{_HEADER_WITHIN}行中有一行表头（{'、'.join(usual)}；至少要有姓名和另一列）"
    return Fault("", expected(what, found, valid))


def heading(text: str) -> str:
    """A heading as it is compared: without spaces, line breaks, remarks in brackets, full-width forms, marks."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"[*:：/、]|[（(](?!街道)[^）)]*[）)]", "", plain)


def _column(usual: tuple[str, ...], headings: Mapping[int, str]) -> int | None:
    found = [(usual.index(text), column) for column, text in headings.items() if text in usual]
    return min(found)[1] if found else None


def _refuse_doubles(row: Row, headings: Mapping[int, str], columns: Mapping[str, int]) -> None:
    doubles = [
        Fault(row.ref(other), f"表头重复：“{text}”与{row.ref(column)}相同。应各只有一列。")
        for column in columns.values()
        for other, text in headings.items()
        if other != column and text == headings[column]
    ]
    if doubles:
        raise InputError(doubles)


def closes(cells: Iterable[str]) -> str | None:
    """The word by which a row is no leader's but a sum or a remark at the end; none for a leader's."""
    first = next(iter(cells), "")
    found = re.match(
        r"(合计|总计|小计|共计|备注|说明|注|填表人|填报人|制表人|审核人|填报单位|联系人)(?=[:：\s\d共]|$)", first
    )
    return found[1] if found else None
