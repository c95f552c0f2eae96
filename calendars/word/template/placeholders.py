"""The placeholders that an office's own template may ask for, what each stands for, and their values in a notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from calendars.word.said import Said
from calendars.word.table import set_text
from calendars.word.xml import printable


@dataclass(frozen=True, slots=True)
class Text:
    """A text, which may be empty."""

    meaning: str


@dataclass(frozen=True, slots=True)
class Each:
    """A list of texts, or of records, whose parts have names of their own."""

    meaning: str
    parts: Mapping[str, Text] | None = None


Shape = Text | Each
Value = str | Sequence[str] | Sequence[Mapping[str, str]]

LOOP = {
    "index": Text("第几项，从1数起"),
    "first": Text("是不是第一项"),
    "last": Text("是不是最后一项"),
    "length": Text("一共几项"),
}
"""What Jinja says of a list within it, by the name `loop`."""

COLUMNS = {
    "日期": ("date", Text("1月6日 星期二；同一场次的第二行起为空")),
    "岗位": ("role", Text("接访领导等")),
    "姓名": ("leader", Text("两个字的排成三个字宽；尚未确定的写“另行通知”")),
    "职务": ("title", Text("领导的职务")),
    "时间": ("hours", Text("8:30—11:30")),
    "地点": ("venue", Text("接待地点")),
    "分管工作": ("work", Text("领导的分管工作")),
    "形式": ("form", Text("现场、电话、下访等")),
    "陪同": ("accompany", Text("陪同人员")),
    "候补": ("standby", Text("候补的领导")),
    "备注": ("remark", Text("原定日期等")),
    "事项": ("what", Text("调整公告里有：改期、取消、调整人员等")),
    "调整前": ("before", Text("调整公告里有")),
    "调整后": ("after", Text("调整公告里有")),
}
"""The parts of a row by their names, each with the column that it is."""

PLACEHOLDERS: dict[str, Shape] = {
    "标题": Text("整个标题"),
    "副标题": Text("标题下加括号的期间；没有时为空"),
    "草案": Text("节假日安排尚未公布时注明草案；否则为空"),
    "单位": Text("谁的安排：单位或者办公室的名称"),
    "期间": Text("2026年第一季度、2026年1月"),
    "主题": Text("职责的名称，如“县级领导接访日”"),
    "文种": Text("公告、公示或者通知"),
    "导语": Each("表格前的段落"),
    "场次": Each("表格的行，每个岗位一行", {name: part for name, (_, part) in COLUMNS.items()}),
    "列": Each("表格里有内容的各列的名称，如“日期”“形式”"),
    "说明": Each("表格后的段落"),
    "结束语": Text("特此公告。"),
    "署名": Text("落款的单位"),
    "成文日期": Text("2025年12月25日"),
}


def values(said: Said) -> dict[str, Value]:
    """The notice as plain data, by placeholder."""
    names = {column: name for name, (column, _) in COLUMNS.items()}
    found: dict[str, Value] = {
        "标题": said.title,
        "副标题": said.subtitle,
        "草案": said.draft,
        "单位": said.place,
        "期间": said.period,
        "主题": said.subject,
        "文种": said.kind,
        "导语": said.lead,
        "场次": [
            {name: printable(set_text(column, row.get(column, ""))) for column, name in names.items()}
            for row in said.rows
        ],
        "列": [names[column] for column in said.columns],
        "说明": said.after,
        "结束语": said.closing,
        "署名": said.signature,
        "成文日期": said.issued,
    }
    return {name: _printable(value) for name, value in found.items()}


def _printable(value: Value) -> Value:
    if isinstance(value, str):
        return printable(value)
    return [printable(one) if isinstance(one, str) else one for one in value]  # type: ignore[return-value]
