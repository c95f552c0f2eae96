"""Checking a notice that somebody edited against the plan and the roster that it is of."""

from calendars.lint.check import lint
from calendars.lint.finding import Finding

__all__ = ["Finding", "lint"]
