"""Editions over HTTP: ETag, If-Match and If-None-Match (RFC 9110 section 13)."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, jsonify, request

from api.service.errors import StaleError, UnconditionalError

_EDITION = re.compile(r'"([0-9]{1,9})"')


def edition() -> int | None:
    """The edition that a change is for, None for any (`*`). UnconditionalError where it does not say."""
    header = request.headers.get("If-Match")
    if header is None:
        raise UnconditionalError("请用 If-Match 写明改的是哪一版（读取时得到的 ETag）。")
    if header.strip() == "*":
        return None
    found = _EDITION.fullmatch(header.strip())
    if found is None:
        raise StaleError("If-Match 不是读取时得到的 ETag。请重新读取，再改一次。")
    return int(found[1])


def edited(data: Any, version: int, status: int = 200, location: str | None = None) -> Response:
    """A thing with its edition; 304 where who reads it has it already."""
    response = jsonify(data)
    response.status_code = status
    response.set_etag(str(version))
    if location is not None:
        response.headers["Location"] = location
    return unless_known(response)


def unless_known(response: Response) -> Response:
    """The response to a reader or, where they have that edition already, 304 without a body."""
    etag, _ = response.get_etag()
    known = request.if_none_match
    if request.method not in ("GET", "HEAD") or not (known.star_tag or known.contains_weak(etag or "")):
        return response
    short = Response(status=304)
    short.set_etag(etag or "")
    return short
