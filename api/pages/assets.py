"""Style and scripts, served from here alone, by addresses that change with their content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import url_for

STATIC = Path(__file__).parent / "static"


@cache
def digest_of(name: str) -> str:
    """The beginning of the sha256 of a file; empty where there is none."""
    file = STATIC / name
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16] if file.is_file() else ""


def asset(name: str) -> str:
    """The address of a file."""
    return url_for("pages_assets.show", name=name, v=digest_of(name))
