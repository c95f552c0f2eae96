"""Duties, and their units, that the plan no longer has, as they were last published: what is cancelled with them is
told of like any other change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from calendars.events import Content, Key
from calendars.notices.parts import duty_copies
from calendars.notices.rows import Duty
from calendars.publication import Publication
from roster.plan import CoverageDuty
from roster.plan.duties import Seats
from roster.plan.selector import Selector
from roster.result import RosterSlot


@dataclass(frozen=True, slots=True)
class Former:
    """The slots of a duty at a unit as they were published, and the unit's name (empty: the duty is of no unit)."""

    duty: Duty
    unit: str | None
    place: str
    slots: Sequence[RosterSlot]


def former_copies(publication: Publication) -> Iterator[Former]:
    """Every duty and unit of the roster published before that the plan no longer has, in the order of its slots."""
    if publication.before is None:
        return
    standing = {(duty.id, unit) for duty, unit, _ in duty_copies(publication.plan, publication.roster)}
    gone: dict[tuple[str, str | None], list[RosterSlot]] = defaultdict(list)
    for slot in publication.before.slots:
        if (slot.duty, slot.unit) not in standing:
            gone[slot.duty, slot.unit].append(slot)
    published = {event.key: event.content for event in publication.record.events}
    for (duty, unit), slots in gone.items():
        content = next((published[key] for slot in slots if (key := Key(slot.id, 0)) in published), None)
        # An id is never printed: of what the record does not know no notice can tell.
        if content is not None:
            found = publication.plan.duty.get(duty) or _as_published(slots[0], content)
            yield Former(found, unit, content.unit or "", slots)


def _as_published(slot: RosterSlot, content: Content) -> CoverageDuty:
    """A duty that says of itself what was published of it."""
    return CoverageDuty(
        id=slot.duty,
        name=content.duty_name,
        kind="coverage",
        dates=(slot.date,),
        hours=slot.hours,
        seats=tuple(Seats(role=seat.role, who=Selector()) for seat in slot.seats),
        form=content.form,
        access=content.access,
    )
