"""The referee: verifies a roster against a plan from scratch, without a solver, and recounts every level."""

from roster.referee.check import check
from roster.referee.levels import count_levels
from roster.referee.verdict import Report, Violation

__all__ = ["Report", "Violation", "check", "count_levels"]
