"""A process of its own that renders templates: JSON in at standard input, JSON out at standard output.

Whoever started it ends it when it takes too long. It is given plain data, and gives back documents or faults.
"""

from __future__ import annotations

import base64
import json
import sys
from datetime import date
from typing import Any

from calendars.word.template.archive import checked
from calendars.word.template.sandbox import rendered
from roster.faults import InputError


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """The documents in the order of the values asked for, or the faults of the template."""
    issued = date.fromisoformat(asked["issued"])
    try:
        template = checked(base64.b64decode(asked["template"]))
        made = [rendered(template, values, issued) for values in asked["values"]]
    except InputError as error:
        return {"faults": [[fault.path, fault.reason, fault.id] for fault in error.faults]}
    return {"documents": [base64.b64encode(document).decode("ascii") for document in made]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(answer(json.loads(sys.stdin.buffer.read()))))
