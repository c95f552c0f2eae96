"""The command line `lunzhi`."""

from __future__ import annotations

from api.cli.app import app


def main() -> None:
    """Runs the command line on the program's arguments, and exits with its status."""
    app.main()


__all__ = ["app", "main"]
