"""Kills processes of the service at random moments, and starts each anew."""

import random
import threading

from tests.api.processes import Process, Service

PAUSES = 0.1, 3.0
"""The least and the most seconds between one start and the next kill."""


class Killer:
    """So many times `kill -9` in a thread of its own; the seed says whom and after what pause."""

    def __init__(self, service: Service, times: int, seed: int) -> None:
        self._service = service
        self._times = times
        self._draw = random.Random(seed)
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._enough = threading.Event()
        self.kills = {"web": 0, "worker": 0}

    def __enter__(self) -> "Killer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._thread.join()
        if self._error:
            raise self._error

    @property
    def busy(self) -> bool:
        """Whether there are kills to come."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            for _ in range(self._times):
                if self._enough.wait(self._draw.uniform(*PAUSES)):
                    return
                kind, victim = self._victim()
                self.kills[kind] += 1
                victim.restart()
        except Exception as error:  # told to whoever waits for the end
            self._error = error

    def _victim(self) -> tuple[str, Process]:
        kind = self._draw.choice(("web", "worker"))
        return kind, self._draw.choice(self._service.webs if kind == "web" else self._service.workers)
