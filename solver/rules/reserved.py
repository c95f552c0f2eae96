"""Days for visits that a relaxation leaves aside: all of them can be made, so that coverage leaves room for each."""

from __future__ import annotations

from solver.decisions import Ledger
from solver.model import Model, Var
from solver.parts import Part


def build(model: Model) -> None:
    """Of the dates open to a reserved visit, no more are taken than it can spare. Missed visits rank above all that
    standbys, fairness and rotation could gain; below `seats` it is checked in the end that no seat was lost by it."""
    for index, spare in spare_days(model.part, model.ledger).items():
        need = model.need(index)
        dates = frozenset(need.dates)
        together: list[Var] = [chance.var for chance in model.chances.get(need.leader, ()) if chance.day in dates]
        if spare < len(together):
            model.cp.add(sum(together) <= max(0, spare))


def spare_days(part: Part, ledger: Ledger) -> dict[int, int]:
    """By reserved need, how many of its open dates other duties may take."""
    found = {}
    for index in sorted(part.reserved):
        need = part.expansion.needs[index]
        taken = {turn.day for turn in ledger.get(need.leader, ())}
        free = sum(day >= part.expansion.open_from() and day not in taken for day in need.dates)
        found[index] = free - max(0, need.owed - len(need.held))
    return found
