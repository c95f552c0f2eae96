"""Pins fix an assignment; with `forbid` they rule it out."""

from __future__ import annotations

from roster.plan import CoverageDuty, Pin
from roster.result import STANDBY_ROLE
from solver.model import Model, Var
from solver.venues import ANY


def build(model: Model) -> None:
    """Every pin on an open date of the part. A pin that cannot hold was refused before (`roster.contradictions`)."""
    for pin in model.plan.pins:
        if pin.date < model.expansion.open_from():
            continue
        together = matching(model, pin)
        if pin.forbid:
            for var in together:
                model.cp.add(var == 0)
        elif together:
            model.cp.add(sum(together) == 1)


def matching(model: Model, pin: Pin) -> list[Var]:
    """The variables of which a pin speaks: one for a seat, one for each venue open to a visit."""
    duty = model.plan.duty[pin.duty]
    if isinstance(duty, CoverageDuty):
        role = STANDBY_ROLE if pin.standby else pin.role or duty.seats[0].role
        slot = model.expansion.slot_on.get((pin.duty, pin.unit, pin.date))
        return [
            leaders[pin.leader]
            for (place, group), leaders in model.seat.items()
            if place == slot and pin.leader in leaders and _has(model, place, group, role, pin.standby)
        ]
    return [
        var
        for index, options in model.visit.items()
        if model.need(index).duty == pin.duty and model.need(index).leader == pin.leader
        for (day, venue), var in options.items()
        if day == pin.date and (venue == ANY or pin.venue in (None, venue))
    ]


def _has(model: Model, slot: int, group: int, role: str, standby: bool) -> bool:
    seats = model.slot(slot).seats
    return any(seat.group == group and seat.standby == standby and (standby or seat.role == role) for seat in seats)
