"""Venues chosen after the dates: each takes what it can, and all as evenly as can be."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from roster.expansion import expand
from roster.files import plan_from_data
from solver.bounds import least_spread
from solver.even_venues import evenly
from solver.parts import Part, whole
from solver.venues import ANY, Sharing, interchangeable, with_venues

START = date(2026, 4, 13)


def part_of(leaders: int, venues: int, times: int, pins: list[dict[str, Any]] | None = None) -> Part:
    """Everyone owes so many visits within two weeks."""
    return whole(
        expand(
            plan_from_data(
                {
                    "format": 1,
                    "title": "某镇",
                    "period": {"start": str(START), "end": str(START + timedelta(days=13))},
                    "units": [{"id": "u", "name": "某镇", "level": "乡镇"}],
                    "venues": [{"id": f"v{n}", "name": f"社区{n}", "kind": "社区"} for n in range(venues)],
                    "leaders": [{"id": f"l{n}", "name": f"{n}", "unit": "u"} for n in range(leaders)],
                    "duties": [
                        {
                            "id": "c",
                            "name": "走访",
                            "kind": "visit",
                            "who": {},
                            "per": "period",
                            "times": times,
                            "when": "每天",
                            "hours": ["09:00-11:30"],
                            "venues": {"kind": "社区"},
                        }
                    ],
                    "pins": pins or [],
                }
            )
        )
    )


@st.composite
def dated(draw: st.DrawFn) -> tuple[Part, dict[int, list[tuple[date, str]]]]:
    """A part, and dates for its visits that have room: no more on a date than there are venues."""
    leaders, venues, times = draw(st.integers(1, 6)), draw(st.integers(1, 4)), draw(st.integers(1, 3))
    part = part_of(leaders, venues, times)
    crowd: Counter[date] = Counter()
    chosen: dict[int, list[tuple[date, str]]] = {}
    for index in part.needs:
        free = [day for day in part.expansion.needs[index].dates if crowd[day] < venues]
        days = draw(st.lists(st.sampled_from(free), min_size=0, max_size=times, unique=True)) if free else []
        crowd.update(days)
        chosen[index] = [(day, ANY) for day in days]
    return part, chosen


@given(dated())
def test_dates_stay_and_no_venue_is_crowded(case):
    part, chosen = case
    placed = with_venues(part, chosen)
    assert {index: [day for day, _ in made] for index, made in placed.items() if made} == {
        index: sorted(day for day, _ in made) for index, made in chosen.items() if made
    }
    assert max(Counter(visit for made in placed.values() for visit in made).values(), default=0) <= 1
    assert ANY not in {venue for made in placed.values() for _, venue in made}


@given(dated())
def test_the_small_search_is_never_less_even(case):
    part, chosen = case
    shared, even = with_venues(part, chosen), evenly(part, chosen)
    assert {index for index, made in even.items() if made} == {index for index, made in chosen.items() if made}
    assert Sharing(part, even).spread <= Sharing(part, shared).spread


def test_visits_on_days_of_their_own_are_as_even_as_can_be():
    part = part_of(leaders=4, venues=3, times=3)
    days = {index: [START + timedelta(days=3 * k + n) for k in range(3)] for n, index in enumerate(part.needs)}
    placed = evenly(part, {index: [(day, ANY) for day in one] for index, one in days.items()})
    assert Sharing(part, placed).spread == least_spread(part) == 4 * 4 * 3 + 4 * 3


def test_a_pin_names_the_venue():
    pin = {"duty": "c", "leader": "l0", "date": str(START), "venue": "v2"}
    part = part_of(leaders=3, venues=3, times=1, pins=[pin])
    assert interchangeable(part) == {"c"}
    placed = with_venues(part, {index: [(START, ANY)] for index in part.needs})
    assert placed[part.needs[0]] == ((START, "v2"),)


def test_a_venue_that_is_ruled_out_tells_venues_apart():
    pin = {"duty": "c", "leader": "l0", "date": str(START), "venue": "v2", "forbid": True}
    assert interchangeable(part_of(leaders=3, venues=3, times=1, pins=[pin])) == set()
