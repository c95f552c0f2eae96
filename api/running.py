"""The service's processes: web server and worker, each until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import waitress
from flask import Flask
from sqlalchemy.exc import OperationalError

from api.logs import init_logs
from api.settings import Settings
from api.store import Database
from api.store.migrate import migrate
from api.store.space import FULL, is_full
from api.web.app import create_app
from api.worker.chores import chores
from api.worker.queue import WakeQueue
from api.worker.worker import Worker
from roster.faults import Fault, InputError
from roster.reading.trouble import said_of

_log = logging.getLogger("lunzhi")
_CONNECTIONS, _IDLE_SECONDS = 2000, 20
"""Clients keep connections open after their answer. At the limit nobody else is let in: idle ones must not reach it."""


def open_database(settings: Settings) -> Database:
    """The database, brought to the tables of this program; of several processes that start at once, one does it.

    InputError where its directory cannot be made, or it does not answer.
    """
    if settings.sqlite:
        try:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError([Fault("data_dir", f"无法使用“{settings.data_dir}”：{said_of(error)}。")]) from None
    database = Database(settings.url)
    try:
        migrate(database)
    except OperationalError as error:
        database.close()
        _log.info("no database", exc_info=error)
        if is_full(error):
            raise InputError([Fault("database_url", FULL)]) from None
        where = "请检查文件和权限" if settings.sqlite else "请检查地址、端口、账号，以及数据库是否已启动"
        raise InputError([Fault("database_url", f"连不上数据库，{where}。")]) from None
    return database


def serve(settings: Settings, *, solves: int, ready: Callable[[str], None]) -> None:
    """The web server, with a worker beside it that runs `solves` at a time (none: without), until SIGTERM or Ctrl-C.

    `ready` is told the address once it answers.
    """
    init_logs()
    database = open_database(settings)
    with _worker(settings, database, solves) as queue:
        app = create_app(settings, database, queue.wake)
        server = _listening(settings, app)
        with _ended_by_signals():
            host, port = server.effective_host, server.effective_port
            ready(f"http://{f'[{host}]' if ':' in str(host) else host}:{port}")
            server.run()
    database.close()
    _log.info("stopped")


def work(settings: Settings, *, solves: int, ready: Callable[[str], None]) -> None:
    """A worker alone, until SIGTERM or Ctrl-C."""
    init_logs()
    database = open_database(settings)
    stopped = threading.Event()
    with _worker(settings, database, solves), _ended_by_signals():
        ready("")
        try:
            while not stopped.wait(0.5):
                pass
        except (SystemExit, KeyboardInterrupt):
            pass
    database.close()
    _log.info("stopped")


def _listening(settings: Settings, app: Flask) -> waitress.server.BaseWSGIServer:
    """The server, bound to its port; InputError where that cannot be."""
    try:
        return waitress.create_server(
            app,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            connection_limit=_CONNECTIONS,
            channel_timeout=_IDLE_SECONDS,
            asyncore_use_poll=True,  # select() ends at 1024 descriptors
            ident=None,
            max_request_body_size=settings.largest_body + 1_000_000,
        )
    except OSError as error:
        reason = f"无法监听 {settings.host} 的端口{settings.port}：{said_of(error)}。"
        raise InputError([Fault("port", reason)]) from None


@contextmanager
def _worker(settings: Settings, database: Database, solves: int) -> Iterator[WakeQueue]:
    """The worker in threads of its own, and the queue that wakes it and others."""
    worker = Worker(database, lease=settings.lease_seconds, solves=solves, chores=chores(settings) if solves else ())
    queue = WakeQueue(settings, worker.wake)
    if solves:
        worker.start()
        queue.listen()
    try:
        yield queue
    finally:
        queue.close()
        worker.stop()


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """SIGTERM ends the process in order, as Ctrl-C does."""

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
