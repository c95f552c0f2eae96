"""The last part of a private feed's address. It ends in a token of 256 bits: HMAC-SHA256 of the server's key over the
feed and the generation of its address. So it can be shown again at any time, and nothing secret lies in the database.
"""

from __future__ import annotations

import base64
import hmac
import re

_NAME = re.compile(r"([0-9]{1,9})-([0-9]{1,6})-([A-Za-z0-9_-]{43})")


def file_name(key: bytes, feed_id: int, generation: int) -> str:
    """The last part of the address, without `.ics`."""
    return f"{feed_id}-{generation}-{_token(key, feed_id, generation)}"


def meant_by(key: bytes, name: str) -> tuple[int, int] | None:
    """The feed and the generation that a last part is made for; None where it was not made with this key."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    feed_id, generation = int(found[1]), int(found[2])
    return (feed_id, generation) if hmac.compare_digest(found[3], _token(key, feed_id, generation)) else None


def _token(key: bytes, feed_id: int, generation: int) -> str:
    digest = hmac.digest(key, f"feed:{feed_id}:{generation}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
