"""What the levels are called where people read of them."""

from __future__ import annotations

TITLES = {
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
"""By level."""
