"""Bodies of requests that only the package roster understands: plain data, and files."""

from __future__ import annotations

from typing import Any

from flask import request

from roster.faults import Fault, InputError
from roster.reading.json_loader import JSONSyntaxError, load_json
from roster.reading.plain import PLAN, check_plain
from roster.reading.text import decode, refuse

JSON_SUFFIX, YAML_SUFFIX = ".json", ".yaml"


def object_body() -> dict[str, Any]:
    """The body as a JSON object, within the bounds of a plan; InputError where it is none."""
    try:
        value, found = load_json(decode(request.get_data()))
    except JSONSyntaxError as error:
        refuse(str(error))
    if found:
        raise InputError(Fault("", one.told()) for one in found)
    check_plain(value, PLAN)
    if not isinstance(value, dict):
        refuse("应为一组键值（JSON 对象），实际不是。")
    return value


def file_body() -> tuple[bytes, str]:
    """The body as a plan file: its bytes, and `.json` or `.yaml` as the content type says."""
    return request.get_data(), JSON_SUFFIX if request.mimetype == "application/json" else YAML_SUFFIX
