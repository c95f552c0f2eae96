"""How a solve is steered and watched: time limit, seed, stop, progress."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol


class Stop(Protocol):
    """An event, of this process or shared with another."""

    def is_set(self) -> bool:
        """Whether it has happened."""

    def set(self) -> None:
        """Lets it happen."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a solve stands: the level being proven, its best value and bound so far, seconds since the start."""

    level: str
    value: int | None
    bound: int | None
    seconds: float


@dataclass
class Control:
    """`time_limit` is in seconds, none for as long as the proof takes; setting `stop` ends the solve from another
    thread, with the best roster so far. `deterministic` searches with one worker only, so that the same plan and seed
    give the same bytes wherever the proof is reached; `repeatable` says in the end whether they do. Independent parts
    may be solved in so many `processes`; a program that asks for several guards its main module, as they import it."""

    time_limit: float | None = None
    seed: int = 0
    deterministic: bool = False
    processes: int = 1
    repeatable: bool = True
    progress: Callable[[Progress], None] | None = None
    stop: Stop = field(default_factory=threading.Event)
    started: float = field(default_factory=time.monotonic)
    finishing: float = 0.0
    """Seconds that are kept for what follows the search: writing the roster down and having it checked."""

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    @property
    def remaining(self) -> float:
        """Seconds left, infinite without a limit, none once stopped."""
        if self.stop.is_set():
            return 0.0
        return float("inf") if self.time_limit is None else max(0.0, self.time_limit - self.finishing - self.seconds)

    def report(self, level: str, value: int | None, bound: int | None) -> None:
        """Tells whoever watches."""
        if self.progress:
            self.progress(Progress(level, value, bound, self.seconds))
