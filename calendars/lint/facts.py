"""What an edited notice should say: the sessions of its duty, unit and span, as the roster has them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from calendars.notices.rows import Duty
from calendars.notices.span import Span
from calendars.wording import flat, month_day, weekday
from roster.plan import Plan
from roster.result import Roster, RosterSeat, RosterSlot


@dataclass(frozen=True)
class Facts:
    """The sessions that the notice is of: `slots` are all of the duty and unit."""

    plan: Plan
    roster: Roster
    duty: Duty
    unit: str | None
    slots: Sequence[RosterSlot]
    span: Span

    @cached_property
    def on(self) -> dict[date, list[RosterSlot]]:
        """The slots of the span by date, in order."""
        on: dict[date, list[RosterSlot]] = defaultdict(list)
        for slot in sorted(self.slots, key=lambda slot: slot.date):
            if slot.date in self.span:
                on[slot.date].append(slot)
        return dict(on)

    @cached_property
    def names(self) -> re.Pattern[str]:
        """Finds every leader's name."""
        return names_pattern(self.plan)

    @cached_property
    def venues(self) -> re.Pattern[str]:
        """Finds every venue's name."""
        return _any_of(venue.name for venue in self.plan.venues)

    @cached_property
    def disguises(self) -> Sequence[str]:
        """What is printed of leaders, venues and units that holds somebody's name, the longest first."""
        posts = [flat(leader.title or "") for leader in self.plan.leaders]
        works = [work for leader in self.plan.leaders for work in leader.portfolio]
        places = [venue.name for venue in self.plan.venues] + [unit.name for unit in self.plan.units]
        found = {word for word in (*posts, *works, *places) if self.names.search(word)}
        return sorted(found, key=lambda word: (-len(word), word))

    def people(self, text: str) -> list[tuple[str, int]]:
        """The leaders' names in the text, and where each begins; not those that are part of a post or a venue."""
        for word in self.disguises:
            text = text.replace(word, "□" * len(word))
        return names_in(self.names, text)

    def seats(self, day: date) -> Iterator[RosterSeat]:
        """The seats and standbys of that date that somebody holds whom the plan knows."""
        for slot in self.on.get(day, ()):
            yield from (seat for seat in slot.seats if seat.leader in self.plan.leader)

    def expected(self, day: date) -> Counter[str]:
        """The names of everyone who has a place on that date."""
        return Counter(self.name(seat) for seat in self.seats(day))

    def name(self, seat: RosterSeat) -> str:
        """Who sits there, by name."""
        return self.plan.leader[seat.leader or ""].name

    def title(self, seat: RosterSeat) -> str:
        """The post of who sits there; empty where the plan has none."""
        return flat(self.plan.leader[seat.leader or ""].title or "")


def names_pattern(plan: Plan) -> re.Pattern[str]:
    """Finds every leader's name, those of two characters set to three as well."""
    return _any_of((leader.name for leader in plan.leaders), spaced=True)


def names_in(pattern: re.Pattern[str], text: str) -> list[tuple[str, int]]:
    """The names in the text, as plans write them, and where each begins."""
    return [(_closed(found[0]), found.start()) for found in pattern.finditer(text)]


def day_words(day: date) -> str:
    """1月6日（星期二）."""
    return f"{month_day(day)}（{weekday(day)}）"


def _any_of(words: Iterable[str], spaced: bool = False) -> re.Pattern[str]:
    """One of the words, the longest first: 王五一 is not 王五."""
    ways = sorted(set(words), key=lambda word: (-len(word), word))
    forms = (_spaced(word) if spaced and len(word) == 2 else re.escape(word) for word in ways)
    return re.compile("|".join(forms) or "(?!)")


def _closed(name: str) -> str:
    """张　三 as 张三."""
    return name[0] + name[2] if len(name) == 3 and name[1] in " \u3000" else name


def _spaced(name: str) -> str:
    return f"{re.escape(name[0])}[ \u3000]?{re.escape(name[1])}"
