"""A plan as the bytes of a file: what was given in it, without defaults and comments."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import Any

import yaml

from roster.plan import Plan

_NUMBER = re.compile(r"[-+.]?[0-9][-+.0-9eE]*")
"""Text that YAML 1.2 could read as a number; PyYAML, which goes by 1.1, would leave some of it without quotes."""


class _Dumper(yaml.SafeDumper):
    """Block style, nothing shared."""

    def ignore_aliases(self, data: Any) -> bool:
        """No anchors: a plan is read by people."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if _NUMBER.fullmatch(text) else None)


_Dumper.add_representer(str, _text)


def plan_data(plan: Plan) -> dict[str, Any]:
    """The plan as plain data, with the keys that were given."""
    return plan.model_dump(mode="json", by_alias=True, exclude_unset=True)


def plan_bytes(data: dict[str, Any], suffix: str) -> bytes:
    """A plan's data in UTF-8: JSON for `.json`, else YAML. Read again it is the same plan."""
    if suffix.lower() == ".json":
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120).encode()


def plan_file_name(path: PurePath) -> str:
    """plan.json or plan.yaml, as the file was."""
    return "plan.json" if path.suffix.lower() == ".json" else "plan.yaml"
