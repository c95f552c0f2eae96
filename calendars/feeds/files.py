"""Where a feed's file stands: names that every file system takes, and that never change.

A name depends on its id alone, so that a new colleague never moves another's feed.
"""

from __future__ import annotations

import hashlib
import unicodedata
from urllib.parse import quote

from calendars.events import Feed

FOLDER = "feeds"
LONGEST = 120
_RESERVED = {
    "con", "prn", "aux", "nul", "conin$", "conout$",
    *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"),
}  # fmt: skip


def file_path(feed: Feed) -> str:
    """The path of the feed's file under the folder of what is published, with `/`."""
    if feed.id is None:
        return f"{FOLDER}/{feed.kind}.ics"
    return f"{FOLDER}/{feed.kind}/{safe_name(feed.id)}.ics"


def public_address(base_url: str | None, feed: Feed) -> str | None:
    """Where everyone can read a public feed, if the office publishes under that address (`calendars.record`)."""
    return f"{base_url.rstrip('/')}/{quote(file_path(feed))}" if base_url and feed.public else None


def safe_name(identifier: str) -> str:
    """The id itself where every file system takes it and tells it from all others (lower-case letters of any script,
    digits, `-` and `_`), otherwise what of it can stand in a name, `~` and a part of its hash."""
    plain = unicodedata.normalize("NFKC", identifier).casefold()
    readable = _cut("".join(char if char.isalnum() or char in "-_" else "_" for char in plain))
    if readable == identifier and identifier not in _RESERVED and identifier[0] != "-":
        return identifier
    return f"{readable.lstrip('-')}~{hashlib.sha256(identifier.encode('utf-8')).hexdigest()[:12]}"


def _cut(name: str) -> str:
    return name.encode("utf-8")[:LONGEST].decode("utf-8", errors="ignore")
