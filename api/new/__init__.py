"""A plan to start from: the duties of one of eleven reception systems, with an office's own leaders."""

from api.new.draft import Draft, draft_plan
from api.new.period import next_quarter, read_period
from api.new.systems import SYSTEMS

__all__ = ["SYSTEMS", "Draft", "draft_plan", "next_quarter", "read_period"]
