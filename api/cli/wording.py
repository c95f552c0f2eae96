"""What things are called in Chinese."""

from __future__ import annotations

_LEVELS = {
    "seats": "空岗",
    "visits": "漏访",
    "quotas": "次数不足",
    "standbys": "候补空缺",
    "changes": "变动",
    "fairness": "公平",
    "rotation": "轮转",
    "spread": "分散",
    "preferences": "意愿",
}


def level_name(name: str) -> str:
    """The level's Chinese name; one that is not known keeps its own."""
    return _LEVELS.get(name, name)
