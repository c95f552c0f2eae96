"""Notices by an office's own template, in a process that ends when its time is up."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date

from calendars.publication import Publication
from calendars.word.said import notices_said
from calendars.word.template.archive import MOST_BYTES, refuse
from calendars.word.template.placeholders import Value, values
from roster.faults import Fault, InputError

SECONDS, SECONDS_EACH = 60.0, 1.0
"""How long rendering may take at most: all told, and more for each notice. It takes a few hundredths of that."""

_CHILD = "calendars.word.template.child"
_NEEDED = ("SYSTEMROOT", "PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH")
"""What a Python process needs of the environment to start; of the rest, such as keys, it learns nothing."""


def template_documents(publication: Publication, template: bytes) -> dict[str, bytes]:
    """Every notice as the office's own template has it, by the paths of `notice_documents`.

    Raises InputError for a template that is none, asks for what does not exist, or takes too long.
    """
    parts = list(notices_said(publication))
    made = render(template, [values(said) for _, said in parts], publication.issued)
    return {part.path(".docx"): document for (part, _), document in zip(parts, made, strict=True)}


def render(
    template: bytes, given: Sequence[Mapping[str, Value]], issued: date, seconds: float | None = None
) -> list[bytes]:
    """The template with each of those values, in order; within so many seconds, else it is refused."""
    if len(template) > MOST_BYTES:
        refuse(f"应不超过{MOST_BYTES // 2**20}MB，实际为{len(template) / 2**20:.1f}MB。")
    limit = SECONDS + SECONDS_EACH * len(given) if seconds is None else seconds
    asked = {
        "template": base64.b64encode(template).decode("ascii"),
        "values": list(given),
        "issued": issued.isoformat(),
    }
    environment = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    try:
        # -P: the folder that the program happens to run in is no place to import from.
        child = subprocess.run(
            [sys.executable, "-P", "-X", "utf8", "-m", _CHILD],
            input=json.dumps(asked).encode("ascii"),
            capture_output=True,
            timeout=limit,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        refuse(f"应在{limit:g}秒内套用完，实际没有：模板里的循环太多。")
    if child.returncode:
        refuse("应为能用的模板，实际套用时出错。")
    answered = json.loads(child.stdout)
    if "faults" in answered:
        raise InputError(Fault(*fault) for fault in answered["faults"])
    return [base64.b64decode(document) for document in answered["documents"]]
