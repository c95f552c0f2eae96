"""YAML, as plain data: the scalars of the YAML 1.2 core schema, no tags, no merge keys, aliases within bounds.

PyYAML's parser (the one in C where it is installed) gives events; the data is built from them here, without
recursion. A date stays text, and so do `yes`, `08:30` and `0456`, which YAML 1.1 would turn into something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from roster.faults import quoted
from roster.reading.place import Found, Loc
from roster.reading.plain import DEEPEST, LONGEST_NUMBER, PLAN, Bounds, too_deep, too_many
from roster.reading.text import line_and_column, refuse

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
# Long text counts as several values, so that aliases cannot write out endless text either.
_LONG_TEXT = 50
_PROBLEMS = (
    ("mapping values are not allowed", "此处不应有冒号：检查缩进，或给含“: ”的文字加引号"),
    ("found character '\\t'", "缩进应用空格，不能用制表符（Tab）"),
    ("that cannot start any token", "缩进应用空格而不是制表符（Tab），以@、`、%开头的文字应加引号"),
    ("found unexpected end of stream", "文字缺少右引号"),
    ("could not find expected ':'", "缺少半角冒号“:”（其后要有空格）"),
    ("',' or ']'", "列表缺少半角逗号或右方括号“]”"),
    ("',' or '}'", "缺少半角逗号或右花括号“}”"),
    ("escape", "双引号中反斜杠“\\”之后的写法无效"),
    ("'-' indicator", "列表各项应以“- ”开头并对齐：检查缩进"),
    ("expected key", "此处应为键：检查缩进和引号"),
    ("<block end>", "缩进没有对齐，或此处的符号多余"),
    ("<document start>", "内容结束后还有多余的文字：检查缩进、引号和括号"),
    ("undefined tag handle", "不支持 YAML 标签（!…）"),
    ("a tag", "不支持 YAML 标签（!…）"),
)


def load_yaml(text: str, bounds: Bounds = PLAN) -> tuple[object, list[Found]]:
    """The data of a YAML text, and as faults what is refused but does not keep the rest from being read: tags,
    duplicate keys, keys that are not text.

    Raises InputError where it is not YAML, too large (aliases written out), too deep, or more than one document.
    """
    builder = _Builder(bounds)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        refuse(_syntax(error, text))
    except yaml.YAMLError:
        refuse("YAML 语法有误。")
    return builder.root, builder.found


@dataclass(frozen=True, slots=True)
class _Built:
    """A finished value, how many values it is when written out, and how deep it is."""

    value: object
    size: int = 1
    height: int = 0


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read; `key` waits for its value."""

    into: dict[str, object] | list[object]
    anchor: str | None
    key: str | None = None
    size: int = 1
    height: int = 1

    def close(self) -> _Built:
        return _Built(self.into, self.size, self.height)


@dataclass(slots=True)
class _Builder:
    bounds: Bounds
    root: object = None
    found: list[Found] = field(default_factory=list)
    _documents: int = 0
    _size: int = 0
    _open: list[_Open] = field(default_factory=list)
    _anchors: dict[str, _Built] = field(default_factory=dict)

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    refuse(f"{_mark(event)}：一个文件应只有一份内容，实际还有第二份（---）。")
            case yaml.ScalarEvent():
                self._refuse_tag(event, event.tag)
                built = _Built(_scalar(event), 1 + len(event.value) // _LONG_TEXT)
                self._count(built)
                self._finish(built, event.anchor, event)
            case yaml.CollectionStartEvent():
                self._refuse_tag(event, event.tag)
                if len(self._open) >= DEEPEST:
                    too_deep(_mark(event))
                self._count(_Built(None))
                self._open.append(_Open({} if isinstance(event, yaml.MappingStartEvent) else [], event.anchor))
            case yaml.CollectionEndEvent():
                closed = self._open.pop()
                self._finish(closed.close(), closed.anchor, event)
            case yaml.AliasEvent():
                built = self._aliased(event)
                self._count(built)
                self._finish(built, None, event)

    def _count(self, built: _Built) -> None:
        self._size += built.size
        if self._size > self.bounds.values:
            too_many(self.bounds)

    def _finish(self, built: _Built, anchor: str | None, event: yaml.Event) -> None:
        """Puts a value where it belongs: at the root, into a list, or into a mapping as a key or a key's value."""
        if anchor is not None:
            self._anchors[anchor] = built
        if not self._open:
            self.root = built.value
            return
        parent = self._open[-1]
        parent.size += built.size
        parent.height = max(parent.height, built.height + 1)
        if isinstance(parent.into, list):
            parent.into.append(built.value)
        elif parent.key is None:
            parent.key = self._key(built.value, parent.into, event)
        else:
            parent.into[parent.key] = built.value
            parent.key = None

    def _key(self, value: object, mapping: dict[str, object], event: yaml.Event) -> str:
        if not isinstance(value, str):
            reason = f"{_mark(event)}：键应为文字，实际为{quoted(value)}。数字和true、null作键请加引号。"
            self.found.append(Found(self._loc()[:-1], reason))
            return quoted(value)
        if value in mapping:
            reason = f"{_mark(event)}：同一组中的键应不重复，实际有两个{quoted(value)}。"
            self.found.append(Found((*self._loc()[:-1], value), reason))
        return value

    def _aliased(self, event: yaml.AliasEvent) -> _Built:
        name = event.anchor or ""
        if any(one.anchor == name for one in self._open):
            refuse(f"{_mark(event)}：别名“*{name}”不得引用包含它自己的内容。")
        if name not in self._anchors:
            refuse(f"{_mark(event)}：别名“*{name}”没有对应的“&{name}”。")
        if len(self._open) + self._anchors[name].height > DEEPEST:
            too_deep(_mark(event))
        return self._anchors[name]

    def _refuse_tag(self, event: yaml.Event, tag: str | None) -> None:
        if tag is not None:
            self.found.append(Found(self._loc(), f"{_mark(event)}：不支持 YAML 标签，实际为{quoted(tag)}。"))

    def _loc(self) -> Loc:
        return tuple(len(one.into) if isinstance(one.into, list) else (one.key or "") for one in self._open)


def _scalar(event: yaml.ScalarEvent) -> object:
    text = event.value
    plain, _ = event.implicit
    if not plain:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        if len(text) > LONGEST_NUMBER:
            refuse(f"{_mark(event)}：数字应不超过{LONGEST_NUMBER}位，实际为{len(text)}位。")
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _mark(event: yaml.Event) -> str:
    return line_and_column(event.start_mark.line, event.start_mark.column) if event.start_mark else ""


def _syntax(error: yaml.MarkedYAMLError, text: str) -> str:
    """What is wrong, at the place where it was noticed and, if on another line, where it began."""
    said = f"{error.problem or ''} {error.context or ''}"
    problem = next((chinese for english, chinese in _PROBLEMS if english in said), "写法有误：检查缩进、引号和冒号")
    mark, start = error.problem_mark, error.context_mark
    place = line_and_column(mark.line, mark.column) if mark else ""
    began = f"（起于第{start.line + 1}行）" if mark and start and start.line != mark.line else ""
    lines = text.split("\n")
    near = {one.line for one in (mark, start) if one} | ({mark.line - 1} if mark and mark.line else set())
    wide = any("：" in lines[line] for line in near if line < len(lines))
    return f"{place}{began}：YAML 语法有误，{problem}。{'冒号应为半角“:”，其后要有空格。' if wide else ''}"
