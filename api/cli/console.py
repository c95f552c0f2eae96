"""Terminals: output that survives a GBK console, and a rich console that takes text for what it is."""

from __future__ import annotations

import io
import json
import sys
from typing import TextIO

import click
from rich.console import Console

_WITHOUT_TERMINAL = 100
"""Columns of what goes to a file or another program."""


def keep_printable(*streams: TextIO) -> None:
    """What the stream's encoding lacks becomes a question mark, and never an error."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def console(stream: TextIO) -> Console:
    """A console without markup, emoji codes and highlighting: names may hold any of these signs."""
    width = None if stream.isatty() else _WITHOUT_TERMINAL
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


def print_json(data: object) -> None:
    """One object on standard output; in escapes where the encoding could lose a character."""
    lossless = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(data, ensure_ascii=not lossless, indent=1))
