"""What solving a part gives: decisions, and for each level how far its value may be from the best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from solver.decisions import Decisions

LEVELS = ("seats", "visits", "quotas", "standbys", "changes", "fairness", "rotation", "spread", "preferences")


@dataclass(frozen=True)
class Outcome:
    """`values` are the levels' values in the part, `gaps` each value − bound, None where no bound is known; a level
    proven optimal has gap 0."""

    decisions: Decisions
    values: Mapping[str, int]
    gaps: Mapping[str, int | None]

    @property
    def proven(self) -> bool:
        """Whether every level is."""
        return all(gap == 0 for gap in self.gaps.values())


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of parts that do not touch each other: decisions side by side, gaps added.

    A level's bound holds given the values of the levels above, so that below one that is not proven there is none.
    """
    decisions = Decisions()
    values = dict.fromkeys(LEVELS, 0)
    gaps: dict[str, int | None] = dict.fromkeys(LEVELS, 0)
    for outcome in outcomes:
        decisions = decisions.with_(outcome.decisions)
        for level, gap in outcome.gaps.items():
            values[level] += outcome.values[level]
            so_far = gaps[level]
            gaps[level] = None if gap is None or so_far is None else so_far + gap
    return Outcome(decisions, values, given_above(gaps))


def proven(decisions: Decisions, values: Mapping[str, int]) -> Outcome:
    """The outcome of a part whose every level meets its bound."""
    return Outcome(decisions, values, dict.fromkeys(LEVELS, 0))


def given_above(gaps: Mapping[str, int | None]) -> dict[str, int | None]:
    """The gaps with those below the first that is not proven taken away."""
    found: dict[str, int | None] = {}
    proven = True
    for level, gap in gaps.items():
        found[level] = gap if proven else None
        proven = proven and gap == 0
    return found
