"""The app for a WSGI server of one's own, as gunicorn: `gunicorn "api.wsgi:app()"`. Solves and messages are the work of
`lunzhi worker` beside it."""

from __future__ import annotations

import sys

from flask import Flask

from api.logs import init_logs
from api.running import open_database
from api.settings import read_settings
from api.web.app import create_app
from api.worker.queue import WakeQueue
from roster.faults import InputError

_NO_START = 3
"""By this status gunicorn knows that another process would not start either, and ends."""


def app() -> Flask:
    """The app, as the environment configures it; where that is wrong, the process ends with a line for each fault.

    Each process of the server makes its own: an app must not be made before a fork.
    """
    init_logs()
    try:
        settings = read_settings()
        database = open_database(settings)
    except InputError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        sys.exit(_NO_START)
    return create_app(settings, database, WakeQueue(settings).wake)
