"""Time zones (RFC 5545 section 3.6.5): without its VTIMEZONE some phones show a session hours off."""

from __future__ import annotations

from datetime import date
from functools import cache

from icalendar import Timezone

# Later than the daylight saving that China had from 1986 to 1991, which would make three parts of one.
FIRST_DATE = date(1992, 1, 1)


@cache
def zone_bytes(name: str) -> bytes:
    """The VTIMEZONE of an IANA zone."""
    zone = Timezone.from_tzid(name, first_date=FIRST_DATE)
    # libical refuses a COMMENT here.
    zone.pop("COMMENT", None)
    for observance in zone.subcomponents:
        # Thunderbird's parser reads only the first date of an RDATE.
        onsets = observance.pop("RDATE", None)
        for onset in onsets.dts if onsets else ():
            observance.add("RDATE", onset.dt)
    written: bytes = zone.to_ical()
    return written
