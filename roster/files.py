"""Plan and roster files: from bytes to models, with all faults of a file at once, and a roster to bytes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from roster.faults import InputError
from roster.model_faults import model_faults
from roster.plan import Plan
from roster.reading import plain
from roster.reading.json_loader import JSONSyntaxError, load_json
from roster.reading.place import Found, in_file_order
from roster.reading.plain import Bounds, check_plain
from roster.reading.text import decode, refuse
from roster.reading.yaml_loader import load_yaml
from roster.references import reference_faults
from roster.result import Gap, Roster


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan and the sha256 of its file's bytes, in hexadecimal."""

    plan: Plan
    digest: str


def read_plan(path: Path) -> LoadedPlan:
    """The plan in a YAML or JSON file; raises InputError with all its faults."""
    return parse_plan(_read(path, plain.PLAN), path.suffix)


def parse_plan(data: bytes, suffix: str = "") -> LoadedPlan:
    """The plan in a file's bytes. It is JSON if the suffix says `.json`, or it begins with `{` and is JSON, else YAML.

    Raises InputError with all faults.
    """
    _check_size(len(data), plain.PLAN)
    value, found = _load(decode(data), suffix)
    return LoadedPlan(_plan(value, found), hashlib.sha256(data).hexdigest())


def plan_from_data(data: object) -> Plan:
    """The plan in data already parsed (mappings, lists, text, numbers); raises InputError with all faults."""
    return _plan(data, [])


def read_roster(path: Path) -> Roster:
    """The roster in a JSON file; raises InputError with all its faults."""
    return parse_roster(_read(path, plain.ROSTER))


def parse_roster(data: bytes) -> Roster:
    """The roster in a JSON file's bytes; raises InputError with all faults."""
    _check_size(len(data), plain.ROSTER)
    try:
        value, found = load_json(decode(data))
    except JSONSyntaxError as error:
        refuse(str(error))
    check_plain(value, plain.ROSTER)
    try:
        roster = Roster.model_validate(value)
    except ValidationError:
        found += model_faults(Roster, value)[0]
        raise InputError(in_file_order(value, found)) from None
    if found:
        raise InputError(in_file_order(value, found))
    return roster


def roster_bytes(roster: Roster) -> bytes:
    """The roster file: JSON in UTF-8, the keys in the order of the format; the same roster gives the same bytes."""
    data = _plain(roster)
    data["gaps"] = [_gap(gap) for gap in roster.gaps]
    for extra in ("replanned", "repeatable"):
        if data[extra] is None:
            del data[extra]
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True)


def _gap(gap: Gap) -> dict[str, Any]:
    """An empty seat, or a missed visit: each without the keys of the other."""
    return {key: value for key, value in _plain(gap).items() if value is not None}


def _plan(data: object, found: list[Found]) -> Plan:
    check_plain(data, plain.PLAN)
    try:
        plan = Plan.model_validate(data)
    except ValidationError:
        shape, mended = model_faults(Plan, data)
        told = {one.loc for one in shape}
        # A value of the wrong shape refers to nothing: one fault in one place.
        found = found + shape + [one for one in reference_faults(mended) if one.loc not in told]
        raise InputError(in_file_order(data, found)) from None
    found = found + reference_faults(data)
    if found:
        raise InputError(in_file_order(data, found))
    return plan


def _load(text: str, suffix: str) -> tuple[object, list[Found]]:
    named_json = suffix.lower() == ".json"
    if named_json or text.lstrip().startswith("{"):
        try:
            return load_json(text)
        except JSONSyntaxError as error:
            if named_json:
                refuse(str(error))
    return load_yaml(text)


def _read(path: Path, bounds: Bounds) -> bytes:
    """The file's bytes, at most one more than it may have."""
    try:
        if path.is_dir():
            refuse(f"应为文件，实际“{path}”是文件夹。")
        with path.open("rb") as file:
            return file.read(bounds.size + 1)
    except FileNotFoundError:
        refuse(f"找不到文件“{path}”。")
    except PermissionError:
        refuse(f"没有读取文件“{path}”的权限。")
    except (OSError, ValueError):
        refuse(f"无法读取文件“{path}”。")


def _check_size(size: int, bounds: Bounds) -> None:
    if size > bounds.size:
        refuse(f"文件过大：应不超过{bounds.size // 1_000_000}MB。")
