"""Faults of shape: what pydantic says about data that does not fit a model, in Chinese and at the file's own places."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from roster.faults import expected
from roster.plan import CoverageDuty, VisitDuty
from roster.plan.duties import VENUE_TAGS, VenueKind
from roster.reading.place import Found, Loc

_KINDS: Mapping[str, type[BaseModel]] = {"coverage": CoverageDuty, "visit": VisitDuty}
# Higher than for values: `kind` is no slip of the pen for `id`.
_NEAR = 0.7
_UNKNOWN = "extra_forbidden"
_NO_KIND = ("union_tag_invalid", "union_tag_not_found")


def model_faults(model: type[BaseModel], data: object) -> tuple[list[Found], object]:
    """All faults of data that does not fit the model, and the data without its unknown keys.

    A misspelt key is read as the key it must have been meant to be, only to go on looking: so it does not hide
    what is wrong in its value, and nothing that was meant is called missing.
    """
    found: list[Found] = []
    mended = _copy(data)
    while True:
        errors = _errors(model, mended)
        unknown = [error["loc"] for error in errors if error["type"] == _UNKNOWN]
        if not unknown:
            return found + [one for error in errors for one in _found(model, error, mended)], mended
        found += [_mend(_model_at(model, loc[:-1]), _plain_loc(loc, mended), mended) for loc in unknown]


def _copy(data: object) -> Any:
    """The data with nothing shared: what a YAML alias repeats is mended in each place."""
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    return [_copy(value) for value in data] if isinstance(data, list) else data


def _errors(model: type[BaseModel], data: object) -> list[ErrorDetails]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def _mend(model: type[BaseModel], loc: Loc, data: Any) -> Found:
    """Renames or removes an unknown key in the data."""
    key = str(loc[-1])
    mapping = _at(data, loc[:-1])
    keys = _keys(model)
    free = [one for one in keys if one not in mapping]
    near = next(iter(difflib.get_close_matches(key, free, n=1, cutoff=_NEAR)), None)
    if near is None:
        del mapping[key]
        return Found(loc, f"未知的键。可用的键：{'、'.join(keys)}。")
    entries = [(near if one == key else one, value) for one, value in mapping.items()]
    mapping.clear()
    mapping.update(entries)
    return Found(loc, f"未知的键。你是不是想写“{near}”？")


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel]:
    """The model that pydantic was reading at its own place of an error."""
    within = [model]
    for step in loc:
        if step in _KINDS and len(within) > 1:
            within = [_KINDS[str(step)]]
        elif step in VENUE_TAGS:
            within = [VenueKind]
        elif isinstance(step, str):
            fields = {field.alias or name: field for name, field in within[0].model_fields.items()}
            within = _models(fields[step].annotation)
    return within[0]


def _models(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]


def _plain_loc(loc: tuple[int | str, ...], data: object) -> Loc:
    """The file's own place: without what pydantic adds for the members of a union, and no deeper than the data,
    where one value stands for a list of one."""
    plain: list[int | str] = []
    for place, step in enumerate(loc):
        if loc[0] == "duties" and (place == 2 or (place == 4 and loc[3] == "venues")):
            continue
        if not isinstance(data, dict if isinstance(step, str) else list):
            break
        plain.append(step)
        data = _at(data, (step,))
    return tuple(plain)


def _at(data: object, loc: Loc) -> Any:
    for step in loc:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _found(model: type[BaseModel], error: ErrorDetails, data: object) -> list[Found]:
    kind, context = error["type"], error.get("ctx", {})
    loc = _plain_loc(error["loc"], data)
    value = _at(data, loc)
    if kind == "missing":
        return [Found(loc, f"应有 {loc[-1]}，实际没有。")]
    if kind in _NO_KIND:
        return [Found((*loc, "kind"), _kind_reason(value))]
    # pydantic counts only the items that are right; those that are wrong have their own faults.
    if kind == "too_short" and isinstance(value, list) and len(value) >= context["min_length"]:
        return []
    if kind in ("model_type", "model_attributes_type"):
        return [Found(loc, partial(expected, f"一组键值（{_main_keys(_model_at(model, error['loc']))}）", value))]
    return [Found(loc, partial(_reason, kind, context, value))]


def _main_keys(model: type[BaseModel]) -> str:
    """The keys that must stand there or, where none must, the first of those that may."""
    required = [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
    keys = _keys(model)
    return "、".join(required or keys[:4]) + ("…" if len(keys) > len(required or keys[:4]) else "")


def _kind_reason(duty: object) -> str:
    kinds = " 或 ".join(_KINDS)
    if not isinstance(duty, dict) or duty.get("kind") is None:
        return f"应有 kind（{kinds}），实际没有。"
    return expected(kinds, duty["kind"], _KINDS)


def _reason(kind: str, context: Mapping[str, Any], value: object) -> str:
    if "reason" in context:
        return str(context["reason"])
    if kind == "literal_error":
        valid = re.findall(r"'([^']*)'", context["expected"]) or [context["expected"]]
        return expected("、".join(valid) + ("之一" if len(valid) > 1 else ""), value, valid)
    if kind in ("too_short", "too_long") and isinstance(value, (list, tuple)):
        bound = f"至少有{context['min_length']}" if kind == "too_short" else f"至多有{context['max_length']}"
        return f"应{bound}项，实际为{len(value)}项。"
    if kind in _BOUNDS:
        return expected(_BOUNDS[kind](context), value)
    return expected(_TYPES.get(kind, "另一种写法的值"), value) + _hint(kind, value)


def _hint(kind: str, value: object) -> str:
    """A number or a truth value in quotes is text."""
    if kind.startswith("int") and isinstance(value, str) and re.fullmatch("[0-9]+", value):
        return "数字不要加引号。"
    if kind.startswith("bool") and isinstance(value, str):
        return "请写 true 或 false，不加引号。"
    return "单独一项也要写成列表。" if kind in ("tuple_type", "list_type") and isinstance(value, str) else ""


_BOUNDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "greater_than_equal": lambda context: f"不小于{context['ge']}的整数",
    "less_than_equal": lambda context: f"不大于{context['le']}的整数",
}
_TYPES = {
    "bool_parsing": "true 或 false",
    "bool_type": "true 或 false",
    "dict_type": "一组键值",
    "finite_number": "整数",
    "int_from_float": "整数",
    "int_parsing": "整数",
    "int_parsing_size": "整数",
    "int_type": "整数",
    "invalid_key": "文字的键",
    "list_type": "列表",
    "recursion_loop": "不引用自身的值",
    "string_type": "文字",
    "string_unicode": "文字",
    "tuple_type": "列表",
}
