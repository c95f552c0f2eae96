"""Quarters, as pages lead from one to the next: `2026Q1`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from api.new.period import label, read_period
from roster.plan.people import Period


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter, with the names of its neighbours."""

    name: str
    period: Period

    @property
    def title(self) -> str:
        """`2026年第一季度`."""
        return label(self.period)

    @property
    def before(self) -> str:
        """The one before."""
        return _name(self.period.start - timedelta(days=1))

    @property
    def after(self) -> str:
        """The one after."""
        return _name(self.period.end + timedelta(days=1))


def quarter(text: str, today: date) -> Quarter:
    """The quarter of that name; that of today where it is none, or out of reach."""
    try:
        year, number = text.split("Q")
        if not 2000 <= int(year[:5]) <= 2200:
            raise ValueError(text)
        return Quarter(text, read_period(f"{int(year[:5])}Q{int(number[:2])}"))
    except ValueError:
        name = _name(today)
        return Quarter(name, read_period(name))


def _name(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"
