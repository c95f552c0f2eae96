"""Random changes to a random plan whose roster is published already: what makes an office replan."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from random import Random

from roster.result import Roster, RosterSlot
from tests.solver.people import Data
from tests.solver.plans import is_valid


def changed(random: Random, data: Data, old: Roster) -> tuple[Data, date]:
    """The plan after one to three changes, each of which leaves it valid, and the date from which it is replanned."""
    days = sorted({slot.date for slot in old.slots}) or [date.fromisoformat(data["period"]["start"])]
    start = random.choice(days)
    for change in random.choices(CHANGES, k=random.randint(1, 3)):
        following = deepcopy(data)
        change(random, following, [slot for slot in old.slots if slot.date >= start])
        if is_valid(following):
            data = following
    return data, start


def someone_is_away(random: Random, data: Data, slots: list[RosterSlot]) -> None:
    held = [(slot, seat.leader) for slot in slots for seat in slot.seats if seat.leader is not None]
    if held:
        slot, leader = random.choice(held)
        day = slot.date.isoformat()
        data["absences"].append({"leader": leader, "start": day, "end": day})


def someone_leaves(random: Random, data: Data, slots: list[RosterSlot]) -> None:
    if slots:
        leader = random.choice(data["leaders"])
        leader["joins"], leader["leaves"] = None, random.choice(slots).date.isoformat()


def someone_joins(random: Random, data: Data, slots: list[RosterSlot]) -> None:
    leader = random.choice(data["leaders"])
    data["leaders"].append(leader | {"id": "new", "name": "新人", "joins": None, "leaves": None})


def someone_is_promoted(random: Random, data: Data, slots: list[RosterSlot]) -> None:
    leader = random.choice(data["leaders"])
    leader["rank"], leader["tags"] = random.choice(("正科级", "副科级", None)), []


def slot_is_moved(random: Random, data: Data, slots: list[RosterSlot]) -> None:
    coverage = [slot for slot in slots if slot.id.count("/") < 3]
    if not coverage:
        return
    slot = random.choice(coverage)
    move = {"duty": slot.duty, "unit": slot.unit, "date": slot.nominal_date.isoformat()}
    taken = [one for one in data["moves"] if {**move, **one} == one]
    if not taken:
        to = random.choice(slots).date.isoformat()
        data["moves"].append(move | random.choice(({"cancel": True}, {"to": to}, {"to": to, "hours": ["07:00-08:00"]})))


def duty_changes(random: Random, data: Data, slots: list[RosterSlot]) -> None:
    duty = random.choice(data["duties"])
    if duty["kind"] == "visit":
        duty[random.choice(("times", "capacity"))] = random.choice((1, 2))
    else:
        random.choice(duty["seats"])["count"] = random.choice((1, 2))
        duty["substitution"] = random.choice(("standby", "next"))
        duty["standby"] = random.choice((duty.get("standby"), None, {"count": 1}, {"count": 2}))


def duty_is_dropped(random: Random, data: Data, slots: list[RosterSlot]) -> None:
    if len(data["duties"]) > 1:
        data["duties"].remove(random.choice(data["duties"]))


CHANGES = (
    someone_is_away,
    someone_is_away,
    someone_leaves,
    someone_joins,
    someone_is_promoted,
    slot_is_moved,
    duty_changes,
    duty_is_dropped,
)
