"""The service for a WSGI server other than its own: `gunicorn --threads 8 'api.wsgi:app()'`. Workers run apart."""

from __future__ import annotations

import sys

from flask import Flask

from api.logs import init_logs
from api.running import open_database
from api.settings import read_settings
from api.web.app import create_app
from api.worker.queue import WakeQueue
from roster.faults import InputError


def app() -> Flask:
    """The app by the settings of the environment; what is wrong with these ends the process, a line for each fault.

    Each process of the server makes its own: an app must not be made before a fork.
    """
    init_logs()
    try:
        settings = read_settings()
        database = open_database(settings)
    except InputError as error:
        sys.exit("\n".join(str(fault) for fault in error.faults))
    return create_app(settings, database, WakeQueue(settings).wake)
