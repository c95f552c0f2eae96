"""Content lines (RFC 5545 section 3.1): folded at 75 octets without cutting a character, ended by CRLF."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from icalendar.parser import Contentline

_OCTETS = 75
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff]")
"""The categories Cc, without the tabulator, and Cs."""


def line(name: str, value: str) -> bytes:
    """A content line whose value needs no escapes; `name` may carry parameters."""
    whole = f"{name}:{value}"
    plain = whole.encode()
    # icalendar looks at every character, also of the many lines that need no fold.
    folded: bytes = plain if len(plain) < _OCTETS else Contentline(whole).to_ical()
    return folded + b"\r\n"


def text_line(name: str, *values: str) -> bytes:
    """A content line whose values are TEXT (RFC 5545 section 3.3.11)."""
    return line(name, ",".join(map(escaped, values)))


def time_line(name: str, moment: datetime) -> bytes:
    """A content line whose value is a time in UTC (RFC 5545 section 3.3.5, form 2)."""
    return line(name, f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}")


def escaped(text: str) -> str:
    r"""The text as a TEXT value: without control characters, every line break written `\n`.

    icalendar's own escapes read a `\N` that stands in the text as a line break.
    """
    clean = "\n".join(_CONTROLS.sub("", row) for row in text.splitlines())
    return clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
