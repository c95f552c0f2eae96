"""The dates and venues that are open to each visit: what absences, other duties, pins and limits leave each."""

from __future__ import annotations

from datetime import date

from roster.expansion import Need
from roster.plan import Pin
from solver.decisions import Decisions, Ledger, Turn
from solver.limits import Limits
from solver.parts import Part

Options = dict[int, list[tuple[date, str]]]
"""By need, the (date, venue) open to it, in order."""


def visit_options(part: Part, ledger: Ledger) -> Options:
    """Every visit of the part goes to one of these in every roster that keeps the ledger's turns, pins and limits."""
    taken = {leader: {turn.day for turn in turns} for leader, turns in ledger.items()}
    limits = Limits(part, ledger)
    pins = [pin for pin in part.expansion.plan.pins if pin.date >= part.expansion.open_from()]
    found: Options = {}
    for index in part.needs:
        need = part.expansion.needs[index]
        own = [pin for pin in pins if (pin.duty, pin.leader) == (need.duty, need.leader)]
        days = [
            day
            for day in need.dates
            if day >= part.expansion.open_from()
            and day not in taken.get(need.leader, ())
            and (limits.unlimited(need.leader) or limits.kept({need.leader: [Turn(day, need.duty, True)]}))
        ]
        found[index] = [(day, venue) for day in days for venue in need.venues if _may(need, own, day, venue)]
    return found


def keeps_visit_pins(part: Part, decisions: Decisions) -> bool:
    """Whether a visit is made where every pin of the part's visits says."""
    expansion = part.expansion
    made = {
        (expansion.needs[index].duty, expansion.needs[index].leader, day, at)
        for index, visits in decisions.visits.items()
        for day, venue in visits
        for at in (venue, None)
    }
    owed = {(expansion.needs[index].duty, expansion.needs[index].leader) for index in part.needs}
    return all(
        (pin.duty, pin.leader, pin.date, pin.venue) in made
        for pin in expansion.plan.pins
        if not pin.forbid and (pin.duty, pin.leader) in owed and pin.date >= expansion.open_from()
    )


def _may(need: Need, pins: list[Pin], day: date, venue: str) -> bool:
    for pin in pins:
        same = pin.date == day and pin.venue in (None, venue)
        if pin.forbid and same:
            return False
        # The only visit of a period is where its pin says; among several, one of them is.
        if not pin.forbid and not same and need.owed == 1 and pin.date in need.dates:
            return False
    return True
