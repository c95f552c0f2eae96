"""The command line `lunzhi`."""

from __future__ import annotations

import sys

_INTERRUPTED = 130


def main() -> None:
    """Runs the command line on the program's arguments, and exits with its status."""
    try:
        # The solver takes a moment to load, in which Ctrl-C must not end in a traceback either.
        from api.cli.app import app  # noqa: PLC0415

        app.main()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
