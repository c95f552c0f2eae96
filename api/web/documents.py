"""How the OpenAPI document describes bodies that only the package roster reads."""

from __future__ import annotations

from typing import Any

from flask_openapi import RequestBody
from flask_openapi.models import Schema
from pydantic import TypeAdapter

_REF = "#/components/schemas/{model}"


def _body(**types: Any) -> RequestBody:
    content = {kind.replace("_", "/"): {"schema": schema} for kind, schema in types.items()}
    return RequestBody.model_validate({"required": True, "content": content})


JSON_OBJECT = _body(application_json={"type": "object"})
PLAN_FILE = _body(application_yaml={"type": "string"}, application_json={"type": "object"})


def part_body(model: Any, components: dict[str, Schema]) -> RequestBody:
    """The body that holds a part of a plan; the schemas it is made of join the document's."""
    schema = TypeAdapter(model).json_schema(ref_template=_REF)
    for name, inner in schema.pop("$defs", {}).items():
        components[name] = Schema(**inner)
    return _body(application_json=schema)


def file_response(*types: str) -> dict[str, Any]:
    """A response that is a file of one of those types."""
    return {"description": "文件", "content": {kind: {"schema": {"type": "string"}} for kind in types}}
