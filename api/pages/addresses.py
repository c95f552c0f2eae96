"""Addresses of this service as people reach it, to be handed on."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from markupsafe import Markup

from api.web.context import service
from calendars.pages.qr import qr_svg


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where a feed is read, how a phone subscribes to it, and its code."""

    address: str
    webcal: str
    code: Markup


def whole_address(path: str) -> str:
    """The address of a path: below the service's own, or the one that was asked."""
    return f"{service().settings.base or request.host_url.rstrip('/')}{path}"


def subscription_at(path: str) -> Subscription:
    """The subscription to the feed at a path."""
    address = whole_address(path)
    return Subscription(address, f"webcal:{address.partition(':')[2]}", qr_svg(address))
