"""Feeds on a web server of this machine, as RFC 9110 has them: a strong ETag, and 304 for what a reader has already."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Host:
    """What is served, by path, and how each request was answered."""

    files: dict[str, bytes] = field(default_factory=dict)
    answers: list[tuple[str, int]] = field(default_factory=list)
    port: int = 0

    def url(self, path: str) -> str:
        """Where a reader finds it."""
        return f"http://127.0.0.1:{self.port}/{path}"

    def put(self, files: Mapping[str, bytes]) -> None:
        """Serves these from now on, and forgets the answers so far."""
        self.answers.clear()
        self.files.update(files)

    def answered(self, path: str) -> list[int]:
        """How requests for that path were answered since."""
        return [status for asked, status in self.answers if asked == path]


@contextmanager
def hosting() -> Iterator[Host]:
    """A host, as long as it lasts."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            data = host.files.get(path)
            if data is None:
                self._answer(path, 404, b"", "")
                return
            tag = f'"{hashlib.sha256(data).hexdigest()}"'
            known = self.headers.get("If-None-Match") == tag
            self._answer(path, 304 if known else 200, b"" if known else data, tag)

        def _answer(self, path: str, status: int, body: bytes, tag: str) -> None:
            host.answers.append((path, status))
            self.send_response(status)
            if tag:
                self.send_header("ETag", tag)
            if status == 200:
                self.send_header("Content-Type", "text/calendar; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
