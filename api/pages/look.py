"""Whether pages are light or dark: as the system says, unless somebody has chosen."""

from __future__ import annotations

from flask import request

COOKIE = "lunzhi-look"
LOOKS = ("light", "dark")


def look() -> str:
    """`light` or `dark`; empty: as the system says."""
    found = request.cookies.get(COOKIE, "")
    return found if found in LOOKS else ""
