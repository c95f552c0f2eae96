"""What is counted: requests by route, never by address."""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector

REGISTRY = CollectorRegistry()
REQUESTS = Counter("lunzhi_requests", "Requests answered", ["route", "method", "status"], registry=REGISTRY)
SECONDS = Histogram("lunzhi_request_seconds", "Seconds to answer", ["route"], registry=REGISTRY)
JOBS = Gauge(
    "lunzhi_jobs",
    "Jobs by state, as the database has them",
    ["state"],
    registry=REGISTRY,
    multiprocess_mode="mostrecent",
)


def exposition() -> tuple[bytes, str]:
    """All that is counted, in the text format of Prometheus, and its content type.

    Processes behind one address count together in the directory `PROMETHEUS_MULTIPROC_DIR`, where there is one.
    """
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry), CONTENT_TYPE_LATEST
