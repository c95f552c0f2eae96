"""Feeds as a tree of files for a portal to host, where phones cannot reach the office's own network.

Public feeds stand there under their own names. A private feed's file is named by a token of 256 bits, HMAC-SHA256 (RFC
2104) of a key over office, feed and generation: who has the address reads that feed and nothing else, it can be
computed again at any time, and to raise the generation is to renew the address.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Iterator
from urllib.parse import quote, urlsplit

from calendars.events import Feed
from calendars.feeds.disabled import disabled_feed
from calendars.feeds.files import FOLDER, file_path
from calendars.feeds.publish import Feeds
from calendars.record import CANCELLED_STAYS, PublicationRecord, Renewal
from calendars.tables import Cell, table_bytes
from roster.plan import Plan

PRIVATE = f"{FOLDER}/private"
INDEX = f"{PRIVATE}/index.html"
"""An empty page, so that no web server lists the folder's names."""
_ADDRESS_HEAD = ("订阅", "网址", "手机日历用的网址")


def token(key: bytes, office: str, feed: Feed, generation: int) -> str:
    """The name that nobody can guess: 64 hexadecimal digits."""
    named = json.dumps([office, feed.kind, feed.id, generation], ensure_ascii=True).encode("ascii")
    return hmac.new(key, named, hashlib.sha256).hexdigest()


def generation(record: PublicationRecord, feed: Feed) -> int:
    """How often the feed's address was renewed."""
    return max((renewal.generation for renewal in record.renewed if renewal.feed == feed), default=0)


def renew(record: PublicationRecord, feeds: Collection[Feed]) -> PublicationRecord:
    """The record with new addresses for those feeds, as of its time."""
    new = [Renewal(feed=feed, generation=generation(record, feed) + 1, at=record.time) for feed in feeds]
    every = (*record.renewed, *new)
    latest = {renewal.feed: renewal for renewal in every}
    kept = (one for one in every if one is latest[one.feed] or _ended_lately(record, one))
    return record.model_copy(update={"renewed": tuple(kept)})


def static_tree(plan: Plan, record: PublicationRecord, key: bytes) -> dict[str, bytes]:
    """Every feed by its path in the tree. An address that was renewed says for 30 days that it is no longer served:
    clients keep what they have where a file vanishes."""
    feeds = Feeds(plan, record)
    files = {INDEX: b""}
    for renewal in record.renewed:
        if _ended_lately(record, renewal) and renewal.feed in set(feeds):
            old = _path(record, renewal.feed, renewal.generation - 1, key)
            files[old] = disabled_feed(old, feeds.title(renewal.feed), renewal.at)
    return files | {_path(record, feed, generation(record, feed), key): feeds.to_bytes(feed) for feed in feeds}


def address_table(plan: Plan, record: PublicationRecord, key: bytes) -> bytes:
    """Where each feed is read, as a table for the office (CSV): its name, its address, and the same as `webcal://`,
    which a phone opens in its calendar. Without the office's own address only the paths in the tree are known."""
    return table_bytes([_ADDRESS_HEAD, *_addresses(plan, record, key)])


def feed_addresses(plan: Plan, record: PublicationRecord, key: bytes) -> dict[Feed, str]:
    """Where each feed is read; nothing where the office's own address is not known."""
    return _located(Feeds(plan, record), record, key) if record.base_url else {}


def _located(feeds: Feeds, record: PublicationRecord, key: bytes) -> dict[Feed, str]:
    base = f"{record.base_url.rstrip('/')}/" if record.base_url else ""
    return {feed: base + quote(_path(record, feed, generation(record, feed), key)) for feed in feeds}


def _addresses(plan: Plan, record: PublicationRecord, key: bytes) -> Iterator[tuple[Cell, ...]]:
    feeds = Feeds(plan, record)
    for feed, address in _located(feeds, record, key).items():
        webcal = urlsplit(address)._replace(scheme="webcal").geturl() if record.base_url else None
        yield feeds.title(feed), address, webcal


def _path(record: PublicationRecord, feed: Feed, times: int, key: bytes) -> str:
    return file_path(feed) if feed.public else f"{PRIVATE}/{token(key, record.office, feed, times)}.ics"


def _ended_lately(record: PublicationRecord, renewal: Renewal) -> bool:
    return record.time - renewal.at <= CANCELLED_STAYS
