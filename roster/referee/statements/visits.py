"""A visit's slot: its id is DUTY/LEADER/PERIOD/K, the K-th by date of that period; one seat, held by that leader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from roster.expansion.coverage import is_visit
from roster.faults import quoted
from roster.periods import period_of
from roster.plan import VisitDuty
from roster.referee.assignments import Assignments
from roster.referee.statements.sessions import hours_text
from roster.referee.verdict import Rule, Violation, broken
from roster.result import VISIT_ROLE, Roster, RosterSeat, RosterSlot

RULE = Rule("visits", "走访")


def violations(held: Assignments, roster: Roster) -> Iterator[Violation]:
    """Each visit that is not written as it must be; those of the past stand as they were."""
    first = held.expansion.open_from()
    every = [slot for slot in roster.slots if is_visit(slot)]
    for slot in every:
        if held.expansion.past and slot.date < first:
            continue
        duty = held.expansion.plan.duty.get(slot.duty)
        if isinstance(duty, VisitDuty):
            for text in _faults(held, duty, slot):
                yield broken(RULE, text, slot.id, slot.id.split("/")[1])
        else:
            yield broken(RULE, f"计划里没有走访职责{quoted(slot.duty)}", slot.id)
    yield from _misnumbered(held, every)


def _faults(held: Assignments, duty: VisitDuty, slot: RosterSlot) -> Iterator[str]:
    named, leader, period, _ = slot.id.split("/")
    if named != slot.duty:
        yield f"编号应以职责{quoted(slot.duty)}开头"
    if (slot.duty, leader) not in held.venues:
        yield f"{quoted(leader)}不承担这项走访"
    asked = {
        "期次": period_of(slot.date, duty.per),
        "原定日期": slot.date.isoformat(),
        "时段": hours_text(duty.hours),
    }
    found = {"期次": period, "原定日期": slot.nominal_date.isoformat(), "时段": hours_text(slot.hours)}
    for what, value in asked.items():
        if found[what] != value:
            yield f"{what}应为{quoted(value)}，实际为{quoted(found[what])}"
    if slot.venue is None:
        yield "应有地点"
    if slot.seats != (RosterSeat(role=VISIT_ROLE, leader=leader, standby=False),):
        yield f"应只有一个席位“{VISIT_ROLE}”，由编号中的领导担任"


def _misnumbered(held: Assignments, every: list[RosterSlot]) -> Iterator[Violation]:
    past = held.expansion.past
    series: dict[str, list[RosterSlot]] = defaultdict(list)
    for slot in every:
        series[slot.id.rpartition("/")[0]].append(slot)
    for visits in series.values():
        visits.sort(key=lambda slot: (slot.date, slot.id))
        for k, slot in enumerate(visits, start=1):
            if slot.id.rpartition("/")[2] != str(k) and not (past and slot.date < past.start):
                yield broken(RULE, f"按日期是该期第{k}次，编号应以/{k}结尾", slot.id, slot.id.split("/")[1])
