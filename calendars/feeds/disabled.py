"""The feed at an address that is no longer served.

Clients keep what they have on 401, 403, 404 and 410; this feed, which holds one event, replaces it.
"""

from __future__ import annotations

from datetime import UTC, datetime

from calendars.events import uid
from calendars.feeds.lines import line, text_line
from calendars.feeds.publish import PRODUCT, REFRESH
from calendars.feeds.vevents import all_day_bytes
from calendars.feeds.wording import DISABLED


def disabled_feed(address: str, name: str, since: datetime) -> bytes:
    """The feed once called `name`, ended at that time; `address` tells it from others, and is no secret."""
    return b"".join(
        (
            line("BEGIN", "VCALENDAR"),
            line("VERSION", "2.0"),
            line("PRODID", PRODUCT),
            line("CALSCALE", "GREGORIAN"),
            text_line("NAME", name),
            text_line("X-WR-CALNAME", name),
            line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH),
            line("X-PUBLISHED-TTL", REFRESH),
            all_day_bytes(uid("disabled", address), since.astimezone(UTC).date(), since, DISABLED),
            line("END", "VCALENDAR"),
        )
    )
