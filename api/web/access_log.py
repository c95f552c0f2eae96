"""A line in the log and a count for every request. The path is in neither: it may be a secret."""

from __future__ import annotations

import logging
import re
import secrets
import time
from dataclasses import dataclass, field

from api.web.metrics import REQUESTS, SECONDS

_log = logging.getLogger("lunzhi.web")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


@dataclass(frozen=True, slots=True)
class Begun:
    """A request that has begun: its id, and when."""

    request_id: str
    at: float = field(default_factory=time.perf_counter)

    def end(self, route: str, label: str, method: str, status: int) -> None:
        """It is answered: `label` is what the log calls the route."""
        seconds = time.perf_counter() - self.at
        REQUESTS.labels(route, method, status).inc()
        SECONDS.labels(route).observe(seconds)
        _log.info(
            "request",
            extra={
                "request_id": self.request_id,
                "route": label,
                "method": method,
                "status": status,
                "milliseconds": round(seconds * 1000, 1),
            },
        )


def begin(given: str) -> Begun:
    """A request begins, under the id that it brings if that is one."""
    return Begun(given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8))
