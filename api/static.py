"""The tree of feeds for a portal to host, and the key that names its private files."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from api.output import Output, hidden, prepare, write
from calendars.events import Feed
from calendars.feeds.static import address_table, feed_addresses, static_tree
from calendars.record import PublicationRecord
from roster.faults import Fault, InputError, expected
from roster.plan import Plan
from roster.reading.trouble import said_of

ADDRESSES = "订阅地址.csv"
SHORTEST_KEY = 32
"""Bytes, as many as the tokens have."""


@dataclass(frozen=True, slots=True)
class StaticTree:
    """A directory that can be written, and the key."""

    output: Output
    key: bytes

    def write(self, plan: Plan, record: PublicationRecord) -> list[str]:
        """Writes every feed, whole or not at all; a file that did not change keeps bytes and time. Returns what had to
        take another name. The manifest does not give the files' names away: it may be read by everyone."""
        return write(self.output, static_tree(plan, record, self.key), hidden)

    def addresses(self, plan: Plan, record: PublicationRecord) -> dict[Feed, str]:
        """Where each feed will be read, for the QR codes of what is printed; nothing without the office's address."""
        return feed_addresses(plan, record, self.key)

    def address_files(self, plan: Plan, record: PublicationRecord) -> dict[str, bytes]:
        """The table of all addresses, for the office's own directory, never for the tree."""
        return {ADDRESSES: address_table(plan, record, self.key)}


def prepare_tree(tree: Path, out: Path) -> Output:
    """Makes sure that the tree can be written; InputError with a fault of the path `static` where it and the office's
    own directory `out`, which holds what is private, are not apart."""
    one, other = (Path(os.path.realpath(path)) for path in (tree, out))
    if one == other or one in other.parents or other in one.parents:
        raise InputError([Fault("static", f"应与 -o 的目录分开，互不包含，实际为“{tree}”和“{out}”。")])
    return prepare(tree)


def read_key(path: Path, *apart: Path) -> tuple[bytes, bool]:
    """The key in a file, and whether it was made just now: the first call makes it.

    InputError, with the path `key`, for one that is too short, cannot be read, or lies in one of the directories that
    others may see.
    """
    real = Path(os.path.realpath(path))
    if any(Path(os.path.realpath(directory)) in real.parents for directory in apart):
        raise InputError([Fault("key", "密钥文件不能放在要公布的目录里。", str(path))])
    made = not real.exists()
    try:
        if made:
            descriptor = os.open(real, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(SHORTEST_KEY) + "\n")
        key = real.read_bytes().strip()
    except OSError as error:
        raise InputError([Fault("key", f"密钥文件无法读写：{said_of(error)}。", str(path))]) from None
    if len(key) < SHORTEST_KEY:
        raise InputError([Fault("key", expected(f"不少于{SHORTEST_KEY}字节的密钥", f"{len(key)}字节"), str(path))])
    return key, made
