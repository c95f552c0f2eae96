"""What things are called in Chinese."""

from __future__ import annotations

from roster.referee.levels.titles import TITLES


def level_name(name: str) -> str:
    """The level's Chinese name; one that is not known keeps its own."""
    return TITLES.get(name, name)
