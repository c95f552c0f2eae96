"""What is answered to a reader of a feed, of whom nothing but two headers matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC

from werkzeug.http import http_date, parse_date, parse_etags

from api.service.feed_reading import Reading

_TYPE = "text/calendar; charset=utf-8"
_AGE = 3600
_DIGEST = re.compile(r'(?:W/)?"([0-9a-f]{64})"')


@dataclass(frozen=True, slots=True)
class Condition:
    """What the client says to have: its If-None-Match, which decides where it is sent, and its If-Modified-Since."""

    none_match: str | None
    modified_since: str | None

    @property
    def known(self) -> str:
        """The one digest that the client has; empty where it names none, or more."""
        found = _DIGEST.fullmatch(self.none_match or "")
        return found[1] if found else ""

    def met(self, found: Reading) -> bool:
        """Whether the client has these bytes."""
        if self.none_match is not None:
            etags = parse_etags(self.none_match)
            return found.digest == self.known or etags.contains_weak(found.digest) or etags.star_tag
        since = parse_date(self.modified_since)
        return since is not None and found.modified.astimezone(UTC) <= since


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: 200 or 304, with what a client needs to ask again (RFC 9110 sections 8.8, 13.1, 15.4.5)."""

    status: int
    headers: list[tuple[str, str]]
    content: bytes


def answer(found: Reading, condition: Condition) -> Answer:
    """The answer to who asks on that condition."""
    headers = [
        ("ETag", f'"{found.digest}"'),
        ("Cache-Control", f"{'public' if found.public else 'private'}, max-age={_AGE}"),
    ]
    if found.content is None or condition.met(found):
        return Answer(304, headers, b"")
    headers += [
        ("Last-Modified", http_date(found.modified)),
        ("Content-Type", _TYPE),
        ("Content-Length", str(len(found.content))),
    ]
    return Answer(200, headers, found.content)
