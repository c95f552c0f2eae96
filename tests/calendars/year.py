"""A county's feed of a year: every township receives on every working day, 20,000 sessions in all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from calendars.feeds import OFFICE, Feeds
from calendars.record import next_record
from roster.plan import Plan
from roster.result import Roster, RosterSeat, RosterSlot
from roster.values import Hours

TOWNS, DAYS, LEADERS = 80, 250, 6
SESSIONS = TOWNS * DAYS


def county() -> Plan:
    """The plan: 80 townships of six leaders."""
    return Plan.model_validate(
        {
            "format": 1,
            "title": "示例县2026年领导干部接访安排表",
            "period": {"start": "2026-01-01", "end": "2026-12-31"},
            "office": {"name": "示例县信访局", "base_url": "https://shili.example/"},
            "units": [{"id": f"town{town}", "name": f"第{town}乡", "level": "乡镇"} for town in range(TOWNS)],
            "venues": [{"id": "hall", "name": "便民服务中心", "address": "中心街1号"}],
            "leaders": [
                {"id": f"{town}-{place}", "name": f"领导{town}·{place}", "title": "副乡长", "unit": f"town{town}"}
                for town in range(TOWNS)
                for place in range(LEADERS)
            ],
            "duties": [
                {
                    "id": "daily",
                    "name": "乡镇领导接访",
                    "kind": "coverage",
                    "basis": "每天都要确定专人，随时接待",
                    "when": "每个工作日",
                    "hours": ["08:30-12:00"],
                    "for_each": {"level": "乡镇"},
                    "seats": [{"role": "接访领导", "who": {"unit": "same"}}],
                    "standby": {"count": 1},
                }
            ],
        }
    )


def feed_of_a_year() -> bytes:
    """The office's feed."""
    days = [day for day in (date(2026, 1, 1) + timedelta(days=number) for number in range(365)) if day.weekday() < 5]
    slots = tuple(_slot(town, number, day) for town in range(TOWNS) for number, day in enumerate(days[:DAYS]))
    plan = county()
    record = next_record(None, plan, Roster(slots=slots), datetime(2025, 12, 25, tzinfo=UTC))
    return Feeds(plan, record).to_bytes(OFFICE)


def _slot(town: int, number: int, day: date) -> RosterSlot:
    sits, stands_by = (f"{town}-{(number + more) % LEADERS}" for more in (0, 1))
    return RosterSlot(
        id=f"daily/town{town}/{day}",
        duty="daily",
        unit=f"town{town}",
        date=day,
        nominal_date=day,
        hours=(Hours(8 * 60 + 30, 12 * 60),),
        venue="hall",
        seats=(
            RosterSeat(role="接访领导", leader=sits),
            RosterSeat(role="候补", leader=stands_by, standby=True),
        ),
    )
