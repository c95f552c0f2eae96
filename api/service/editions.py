"""Editions: a change names the edition that it changes, so that nobody overwrites what they have not read."""

from __future__ import annotations

from typing import Protocol

from api.service.errors import StaleError


class Edited(Protocol):
    """A row whose `version` rises with every change."""

    version: int


def check_edition(row: Edited, expected: int | None) -> None:
    """StaleError where the row is no longer at the edition that who changes it has read (None: any)."""
    if expected is not None and row.version != expected:
        raise StaleError("你看到之后，别人已经改过。请重新读取，再改一次。")
