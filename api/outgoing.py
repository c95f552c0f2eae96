"""Requests to addresses that were configured or typed in: https, not into the own network unless that is allowed, and
no redirects, which could lead there."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

import requests

SECONDS = 20


class AddressError(requests.RequestException):
    """An address is not asked; the text is a reason in Chinese."""


def check_address(address: str, *, private: bool) -> None:
    """AddressError for an address that is not https, or that leads into the own network, unless that is allowed."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or 443
    except ValueError:
        raise AddressError("地址的写法不对") from None
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        raise AddressError("地址应以 https:// 开头")
    try:
        found = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        raise AddressError("找不到地址中的主机") from None
    if not private and not all(ipaddress.ip_address(entry[4][0]).is_global for entry in found):
        raise AddressError("地址在内部网络，未获允许")


class GuardedSession(requests.Session):
    """A session whose every request is checked; `private` allows the own network, and http there."""

    private = False

    def send(self, request: requests.PreparedRequest, **how: Any) -> requests.Response:
        """Sends a request once it is checked; a redirect is an answer like any other."""
        check_address(request.url or "", private=self.private)
        how["allow_redirects"] = False
        how["timeout"] = how.get("timeout") or SECONDS
        return super().send(request, **how)


def guarded(*, private: bool) -> GuardedSession:
    """A session of that kind."""
    session = GuardedSession()
    session.private = private
    return session
