"""Requests to addresses from outside: none goes into the own network, and none is led there."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from api.outgoing import AddressError, check_address, guarded


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/x",
        "https://127.0.0.1/x",
        "https://[::1]/",
        "https://10.0.0.1/",
        "https://localhost/",
        "https://[::ffff:127.0.0.1]/",
        "https://169.254.169.254/",
        "https://example.com:x/",
        "ftp://example.com/",
        "https://",
        "https://[::1/",
    ],
)
def test_the_own_network_is_not_asked(address: str) -> None:
    with pytest.raises(AddressError):
        check_address(address, private=False)


@pytest.fixture
def redirecting() -> Iterator[str]:
    """A server that leads elsewhere."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()
    assert asked == ["/"]


def test_a_redirect_is_not_followed(redirecting: str) -> None:
    with guarded(private=True) as session:
        assert session.get(redirecting).status_code == 302


def test_every_request_of_a_session_is_checked(redirecting: str) -> None:
    with guarded(private=True) as session:
        session.get(redirecting)
    with guarded(private=False) as session, pytest.raises(AddressError, match="https"):
        session.get(redirecting)
