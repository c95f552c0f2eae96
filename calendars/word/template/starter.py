"""A template to start from: the notice as it is without one, with placeholders where its text stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from calendars.word.notice import PADDING, document_of, space
from calendars.word.package import packed
from calendars.word.paragraphs import BENEATH, BODY, SIGNED, TITLE, indented, paragraph, run
from calendars.word.table import Cells
from calendars.word.table_element import table_element
from calendars.word.template.placeholders import COLUMNS
from calendars.word.typography import NOTICE_PAGE
from calendars.word.xml import Element, w

_MADE = date(2012, 7, 1)
"""The day since which GB/T 9704-2012 is in force: the file has no other date."""
_SIZE = 12
_TYPICAL = {
    "日期": "1月13日 星期二",
    "姓名": "欧阳某某",
    "职务": "县委常委、副县长",
    "时间": "8:30—11:30、14:30—17:30",
    "地点": "县信访局接待大厅",
    "分管工作": "发展改革、财政、应急管理、国有资产监督管理",
    "备注": "顺延",
}
"""A row by which the columns' widths are found."""


def starter_template() -> bytes:
    """The template as a Word document."""
    body = [*_head(), *_list("导语"), space(), _table(), space(), *_list("说明"), *_end()]
    return packed(document_of(body, _SIZE), "公文模板", "", _MADE)


def _head() -> Iterator[Element]:
    yield paragraph(TITLE, run("{{标题}}"))
    for name in ("副标题", "草案"):
        yield from _if(name, paragraph(BENEATH, run(f"{{{{{name}}}}}")))
    yield paragraph(BODY)


def _if(name: str, shown: Element) -> Iterator[Element]:
    yield paragraph(BODY, run(f"{{%p if {name} %}}"))
    yield shown
    yield paragraph(BODY, run("{%p endif %}"))


def _list(name: str) -> Iterator[Element]:
    yield paragraph(BODY, run(f"{{%p for 段 in {name} %}}"))
    yield paragraph(BODY, run("{{段}}"))
    yield paragraph(BODY, run("{%p endfor %}"))


def _end() -> Iterator[Element]:
    yield paragraph(BODY, run("{{结束语}}"), keepNext=w("keepNext"))
    yield paragraph(BODY, keepNext=w("keepNext"))
    for name in ("署名", "成文日期"):
        yield paragraph(SIGNED, run(f"{{{{{name}}}}}"), ind=indented(0, right=2), jc=w("jc", val="right"))


def _table() -> Element:
    """A heading, and a row for each seat between the rows that begin and end the list, which are not printed."""
    names = list(_TYPICAL)
    columns = tuple(COLUMNS[name][0] for name in names)
    typical = dict(zip(columns, _TYPICAL.values(), strict=True))
    headings = dict(zip(columns, names, strict=True))
    fitted = Cells(columns, headings, [typical]).at(_SIZE, NOTICE_PAGE.text_width, PADDING)
    rows = [
        {"date": "{%tr for 场 in 场次 %}"},
        {column: f"{{{{场.{name}}}}}" for column, name in zip(columns, names, strict=True)},
        {"date": "{%tr endfor %}"},
    ]
    return table_element(replace(fitted, cells=Cells(columns, headings, rows)))
