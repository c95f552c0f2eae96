"""What an answer was worth after 10, 30 and 60 seconds, and when which level was proven."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from bench.answers import Answer

MARKS = (10, 30, 60)


@dataclass
class Track:
    """The answers of one run: the latest, and the latest before each mark; seconds count from `started`. `proven` holds
    the bound of each level that has one, `proofs` the seconds at which its value was proven."""

    started: float = field(default_factory=time.perf_counter)
    latest: Answer | None = None
    at: dict[int, Answer] = field(default_factory=dict)
    proven: dict[str, int] = field(default_factory=dict)
    proofs: dict[str, float] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started

    def take(self, answer: Answer) -> None:
        """A better answer, now."""
        self.latest = answer
        self.at.update((mark, answer) for mark in MARKS if self.seconds <= mark)

    def restart(self) -> None:
        """Counts from now."""
        self.started = time.perf_counter()

    def end(self, answer: Answer, limit: float) -> None:
        """The answer that stood when the limit had passed, however late it was handed out."""
        self.latest = answer
        self.at.update((mark, answer) for mark in MARKS if mark >= limit)

    def prove(self, level: str, bound: int, value: int) -> None:
        """A level's bound, proven now."""
        self.proven[level] = bound
        if bound == value:
            self.proofs[level] = self.seconds
