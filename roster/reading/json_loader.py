"""JSON, strictly: no duplicate keys, no NaN or Infinity, nothing endless."""

from __future__ import annotations

import json
from typing import Any

from roster.faults import quoted
from roster.reading.place import Found
from roster.reading.plain import LONGEST_NUMBER, too_deep
from roster.reading.text import line_and_column, refuse

_PROBLEMS = (
    ("Expecting property name", "应为加双引号的键"),
    ("Expecting ':'", "键与值之间应为半角冒号“:”"),
    ("Expecting ','", "两项之间应为半角逗号“,”，或缺少右括号"),
    ("Expecting value", "此处应有一个值"),
    ("Illegal trailing comma", "最后一项之后不应有逗号"),
    ("Extra data", "内容结束后还有多余的文字"),
    ("Unterminated string", "文字缺少右引号"),
    ("Invalid control character", "文字中不得含换行符或控制字符"),
    ("Invalid \\", "反斜杠“\\”之后的写法无效"),
)


class JSONSyntaxError(Exception):
    """The text is not JSON; the message says where and why, in Chinese."""


def load_json(text: str) -> tuple[object, list[Found]]:
    """The data of a JSON text, and its duplicate keys as faults.

    Raises JSONSyntaxError where it is not JSON, InputError where it is but holds what a plan cannot.
    """
    found: list[Found] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys: set[str] = set()
        for key, _ in pairs:
            if key in keys:
                found.append(Found((), f"同一组中的键应不重复，实际有两个{quoted(key)}。"))
            keys.add(key)
        return dict(pairs)

    try:
        data = json.loads(text, object_pairs_hook=unique, parse_int=_integer, parse_constant=_constant)
    except json.JSONDecodeError as error:
        problem = next((chinese for english, chinese in _PROBLEMS if error.msg.startswith(english)), "写法有误")
        place = line_and_column(error.lineno - 1, error.colno - 1)
        raise JSONSyntaxError(f"{place}：JSON 语法有误，{problem}。") from None
    except RecursionError:
        too_deep("JSON")
    return data, found


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        refuse(f"数字应不超过{LONGEST_NUMBER}位，实际为{len(digits)}位。")
    return int(digits)


def _constant(name: str) -> None:
    refuse(f"数字应为有限的数，实际为“{name}”。")
