"""What a request has at hand: the service's settings and database, and who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from threading import BoundedSemaphore

from flask import current_app, g

from api.service.actor import Actor
from api.settings import Settings
from api.store import Database

_NAME = "lunzhi"


@dataclass
class Service:
    """The service that an app belongs to. `wake` tells workers that a job waits. `streams` is how many responses more
    may hold a thread of the server for long: never all of them."""

    settings: Settings
    database: Database
    wake: Callable[[], None]
    streams: BoundedSemaphore = field(init=False)

    def __post_init__(self) -> None:
        self.streams = BoundedSemaphore(self.settings.threads // 2)

    @cached_property
    def key(self) -> bytes:
        """The server's key."""
        return self.settings.server_key()


def attach(extensions: dict[str, object], service: Service) -> None:
    """Gives an app its service."""
    extensions[_NAME] = service


def service() -> Service:
    """The service of this request."""
    found = current_app.extensions[_NAME]
    assert isinstance(found, Service)
    return found


def database() -> Database:
    """The database of this request."""
    return service().database


def actor() -> Actor:
    """Who asks."""
    found = g.actor
    assert isinstance(found, Actor)
    return found


def office_id() -> int:
    """The office that is asked about; a route below an office's path has one."""
    found = actor().office_id
    assert found is not None
    return found
