"""Waking workers, wherever they run: huey carries the word, and nothing else.

huey delivers a task at most once, so what is to be done stands in the database and workers look there anyway; a word
that is lost only costs them the time until they look again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import sqlalchemy as sa
from huey import PostgresHuey, RedisHuey, SqliteHuey
from huey.api import Huey

from api.settings import Settings

_log = logging.getLogger("lunzhi.worker")
_NAME = "lunzhi"
_BETWEEN_LOOKS, _AFTER_FAILURE = 0.2, 5.0


class WakeQueue:
    """The queue that wakes workers: in Redis where that is configured, else beside the database."""

    def __init__(self, settings: Settings, woken: Callable[[], None] = lambda: None) -> None:
        self._huey = _huey(settings)
        self._task = self._huey.task(name="wake")(woken)
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Tells a worker that there is something to do. A queue that does not answer is no failure."""
        try:
            self._task()
        except Exception as error:
            _log.warning("the queue does not answer (%s); workers will look by themselves", type(error).__name__)

    def listen(self) -> None:
        """Hears the word, in a thread of its own, from now on."""
        self._thread = threading.Thread(target=self._listen, name="wake", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stops listening."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()

    def _listen(self) -> None:
        while not self._closing.is_set():
            try:
                task = self._huey.dequeue()
                if task is not None:
                    self._huey.execute(task)
                    continue
                pause = _BETWEEN_LOOKS
            except Exception as error:
                _log.warning("the queue does not answer (%s)", type(error).__name__)
                pause = _AFTER_FAILURE
            self._closing.wait(pause)


def _huey(settings: Settings) -> Huey:
    if settings.redis_url is not None:
        return RedisHuey(_NAME, url=settings.redis_url, results=False)
    if settings.sqlite:
        return SqliteHuey(_NAME, filename=str(settings.data_dir / "queue.db"), results=False)
    address = sa.make_url(settings.url).set(drivername="postgresql")
    return PostgresHuey(_NAME, dsn=address.render_as_string(hide_password=False), results=False)
