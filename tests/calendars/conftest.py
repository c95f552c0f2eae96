"""An office that publishes: a small plan, slots made by hand, and one publication after the other."""

from datetime import UTC, date, datetime, timedelta

import pytest

from calendars.feeds import all_feeds
from calendars.record import next_record
from roster.plan import Plan
from roster.result import Roster, RosterSeat, RosterSlot
from roster.values import Hours

MORNING, AFTERNOON = Hours(8 * 60 + 30, 12 * 60), Hours(14 * 60 + 30, 18 * 60)
TUESDAY = date(2026, 1, 6)


def plan_data():
    """A county with a township: a duty with two seats, one for each township, and visits."""
    return {
        "format": 1,
        "title": "克山县2026年第一季度领导干部接待群众排班表",
        "period": {"start": "2026-01-01", "end": "2026-03-31"},
        "office": {"name": "克山县信访局", "base_url": "https://keshan.example/jiefang/"},
        "units": [
            {"id": "keshan", "name": "克山县", "level": "县"},
            {"id": "gubei", "name": "古北乡", "level": "乡镇", "parent": "keshan"},
        ],
        "venues": [
            {"id": "hall", "name": "县信访局", "address": "克山镇新城大街1号", "phone": "0452-4520001"},
            {"id": "village", "name": "更好村"},
        ],
        "leaders": [
            {"id": "zhang", "name": "张三", "title": "县委书记", "unit": "keshan", "portfolio": "主持县委全面工作"},
            {"id": "li", "name": "李四", "title": "副县长", "unit": "keshan", "portfolio": "农业农村"},
            {"id": "wang", "name": "王五", "unit": "gubei"},
        ],
        "duties": [
            {
                "id": "tuesday",
                "name": "县级领导群众接待日",
                "kind": "coverage",
                "basis": "副县级以上党员领导干部每周二轮流到县信访办接待群众",
                "when": "每周二",
                "hours": ["08:30-12:00", "14:30-18:00"],
                "seats": [{"role": "接访领导", "who": {"unit": "keshan"}}],
            },
            {
                "id": "visits",
                "name": "村接访",
                "kind": "visit",
                "form": "下访",
                "who": {"unit": "gubei"},
                "per": "month",
                "hours": ["09:00-11:30"],
                "venues": ["village"],
            },
        ],
    }


class Office:
    """Publishes one roster after the other and keeps the record."""

    def __init__(self):
        self.data = plan_data()
        self.record = None

    @property
    def plan(self):
        return Plan.model_validate(self.data)

    def turn(
        self, *leaders, standby=(), day=TUESDAY, held=None, hours=(MORNING,), duty="tuesday", unit=None, venue="hall"
    ):
        seats = [RosterSeat(role="接访领导", leader=leader) for leader in leaders]
        seats += [RosterSeat(role="候补", leader=leader, standby=True) for leader in standby]
        name = f"{duty}/{unit}/{day}" if unit else f"{duty}/{day}"
        return RosterSlot(
            id=name, duty=duty, unit=unit, date=held or day, nominal_date=day, hours=hours, venue=venue, seats=seats
        )

    def visit(self, leader, day=TUESDAY, venue="village"):
        return RosterSlot(
            id=f"visits/{leader}/2026-01/1",
            duty="visits",
            unit=None,
            date=day,
            nominal_date=day,
            hours=(Hours(9 * 60, 11 * 60 + 30),),
            venue=venue,
            seats=(RosterSeat(role="接访领导", leader=leader),),
        )

    def record_of(self, *slots, days=0, at=datetime(2026, 1, 4, 2, tzinfo=UTC)):
        """The record after publishing these slots, so many days after the first publication."""
        self.record = next_record(self.record, self.plan, Roster(slots=slots), at + timedelta(days=days))
        return self.record

    def publish(self, *slots, days=0):
        """All feeds after publishing these slots."""
        return all_feeds(self.plan, self.record_of(*slots, days=days))


@pytest.fixture
def office():
    return Office()


@pytest.fixture(scope="session")
def new_office():
    """Makes an office of its own for each example of a property."""
    return Office
