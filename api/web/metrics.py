"""What is counted: requests by route, never by address."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

REGISTRY = CollectorRegistry()
REQUESTS = Counter("lunzhi_requests", "Requests answered", ["route", "method", "status"], registry=REGISTRY)
SECONDS = Histogram("lunzhi_request_seconds", "Seconds to answer", ["route"], registry=REGISTRY)
JOBS = Gauge("lunzhi_jobs", "Jobs by state, as the database has them", ["state"], registry=REGISTRY)


def exposition() -> tuple[bytes, str]:
    """All that is counted, in the text format of Prometheus, and its content type."""
    return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
