"""Alarms (RFC 5545 section 3.6.6): only on request, for many services drop those of subscribed feeds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calendars.feeds.lines import line, text_line

Alarm = Callable[[datetime], datetime]


def day_before(start: datetime) -> datetime:
    """The day before at 16:00."""
    return datetime.combine(start.date() - timedelta(days=1), time(16))


def hour_before(start: datetime) -> datetime:
    """An hour before."""
    return start - timedelta(hours=1)


REMINDERS: tuple[Alarm, ...] = (day_before, hour_before)


def alarm_bytes(alarm: Alarm, start: datetime, zone: ZoneInfo, summary: str) -> bytes:
    """The VALARM of an event that starts then, in that zone's local time."""
    # Counted in UTC: a night in which the clocks change is an hour shorter or longer.
    lead = start.replace(tzinfo=zone).astimezone(UTC) - alarm(start).replace(tzinfo=zone).astimezone(UTC)
    return b"".join(
        (
            line("BEGIN", "VALARM"),
            line("ACTION", "DISPLAY"),
            text_line("DESCRIPTION", summary),
            line("TRIGGER", _before(lead)),
            line("END", "VALARM"),
        )
    )


def _before(lead: timedelta) -> str:
    """So long before (RFC 5545 section 3.3.6), in hours and minutes alone: some phones read no days."""
    hours, minutes = divmod(int(lead.total_seconds()) // 60, 60)
    return "-PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes or not hours else "")
