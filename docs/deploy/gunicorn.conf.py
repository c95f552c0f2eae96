"""/etc/lunzhi/gunicorn.conf.py: four processes of eight threads. LUNZHI_THREADS says how many threads one has."""

import os
from typing import Any

from prometheus_client import multiprocess

wsgi_app = "api.wsgi:app()"
bind = "127.0.0.1:8000"
workers = 4
worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 50
control_socket_disable = True  # it would stand in the home of a user who has none


def child_exit(server: Any, worker: Any) -> None:
    """What a process that has ended has counted stays; that it lives does not."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(worker.pid)
