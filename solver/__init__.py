"""From a plan to a proven roster, and to the roster that follows it with the fewest changes."""

from solver.control import Control, Progress
from solver.solve import replan, solve

__all__ = ["Control", "Progress", "replan", "solve"]
