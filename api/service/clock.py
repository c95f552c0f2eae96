"""The time of the service."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Now, in UTC, to the second: what is told to the second has to be kept so."""
    return datetime.now(UTC).replace(microsecond=0)
