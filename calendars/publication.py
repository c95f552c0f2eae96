"""A publication: what is published, and what of it is asked for. Every format is made from this alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from calendars.events import Feed
from calendars.notices.span import Span
from calendars.notices.wordings import Wordings
from calendars.record import PublicationRecord
from roster.difference import Difference
from roster.plan import Plan
from roster.result import Roster, RosterSlot

REASON = "因工作安排"
"""Why a schedule is adjusted, unless the office words it otherwise: never why somebody is away."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Plain values, no clock: the same publication gives the same bytes.

    `record` is the record of this publication, `issued` the date under the signature where a notice has none of its
    own. `span` None asks for the whole period and each month of it, `duties` None for all. `difference` is that from
    the roster published `before`; both are None for a first publication. `reason` is what is said of why it changed.
    `length` is how many characters a newspaper's text may have; None: any number.
    `addresses` says where a feed is read, for QR codes: a private feed's address is known to its server alone; a public
    one's is otherwise that below the office's `base_url`.
    """

    plan: Plan
    roster: Roster
    record: PublicationRecord
    issued: date
    words: Wordings
    span: Span | None = None
    duties: frozenset[str] | None = None
    difference: Difference | None = None
    before: Roster | None = None
    reason: str = REASON
    length: int | None = None
    addresses: Mapping[Feed, str] = field(default_factory=dict)

    def asks_for(self, duty: str) -> bool:
        """Whether that duty is asked for."""
        return self.duties is None or duty in self.duties

    def slots(self) -> Iterator[RosterSlot]:
        """The roster's slots of the duties and the span that are asked for."""
        for slot in self.roster.slots:
            if self.asks_for(slot.duty) and (self.span is None or slot.date in self.span):
                yield slot
