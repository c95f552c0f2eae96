"""A leader's pocket card: a sheet of A4 that is folded in three, with all their turns and the code of their feed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from calendars.events import Feed, FeedKind, office_name
from calendars.feeds.files import safe_name
from calendars.notices.content import draft
from calendars.notices.rows import Session, sessions
from calendars.notices.span import Span
from calendars.pages.qr import feed_code
from calendars.pages.rendering import Data, fragment, page
from calendars.publication import Publication
from calendars.wording import flat, full_date
from roster.plan import Leader, VisitDuty
from roster.result import RosterSeat, RosterSlot

FOLDER = "cards"
SIZES = ((5, "huge"), (9, "large"), (16, "medium"))
"""How many turns a sheet of A4 takes in each size of type; more of them are set small."""

VISIT, TURN, STANDBY = "走访", "接访", "候补"


@dataclass(frozen=True, slots=True)
class Turn:
    """A slot, as it is printed, and the leader's place in it."""

    slot: RosterSlot
    session: Session
    seat: RosterSeat


def card_pages(publication: Publication) -> dict[str, bytes]:
    """The card of everyone who has a turn, a standby or a visit in the span asked for, else in the whole period:
    `cards/ID.html`. A card is for its leader alone: it shows where to read the leader's own feed."""
    turns = _turns(publication)
    span = _span(publication)
    found: dict[str, bytes] = {}
    for leader in publication.plan.leaders:
        if leader.id in turns:
            body = fragment("card.html.j2", _card(publication, leader, turns[leader.id]))
            title = f"{leader.name} {span.words}接访日程"
            found[f"{FOLDER}/{safe_name(leader.id)}.html"] = page(title, body, "page.css", "card.css")
    return found


def _turns(publication: Publication) -> dict[str, list[Turn]]:
    """Everyone's turns by date."""
    span = _span(publication)
    found: dict[str, list[Turn]] = defaultdict(list)
    for duty in publication.plan.duties:
        slots = [slot for slot in publication.slots() if slot.duty == duty.id and slot.date in span]
        for slot, session in zip(slots, sessions(publication.plan, duty, slots, span), strict=True):
            for seat in slot.seats:
                if seat.leader is not None:
                    found[seat.leader].append(Turn(slot, session, seat))
    return {leader: sorted(turns, key=lambda turn: (turn.slot.date, turn.slot.id)) for leader, turns in found.items()}


def _span(publication: Publication) -> Span:
    return publication.span or Span.whole(publication.plan.period)


def _card(publication: Publication, leader: Leader, turns: list[Turn]) -> Data:
    plan = publication.plan
    told: set[str] = set()
    return {
        "name": leader.name,
        "title": flat(leader.title or ""),
        "unit": plan.unit[leader.unit].name,
        "period": _span(publication).words,
        "draft": draft(plan, publication.roster, publication.words),
        "counts": [{"kind": kind, "count": count} for kind, count in _counts(publication, turns)],
        "months": [
            {"month": f"{year}年{month}月", "turns": [_turn(publication, turn, told) for turn in found]}
            for (year, month), found in groupby(turns, lambda turn: (turn.slot.date.year, turn.slot.date.month))
        ],
        "size": next((size for most, size in SIZES if len(turns) <= most), "small"),
        "code": feed_code(publication, Feed(kind=FeedKind.LEADER, id=leader.id)),
        "office": office_name(plan),
        "phone": plan.office.phone if plan.office else None,
        "issued": full_date(publication.issued),
    }


def _counts(publication: Publication, turns: list[Turn]) -> Iterator[tuple[str, int]]:
    counts = Counter(_kind(publication, turn) for turn in turns)
    return ((kind, counts[kind]) for kind in (TURN, VISIT, STANDBY) if counts[kind])


def _kind(publication: Publication, turn: Turn) -> str:
    if turn.seat.standby:
        return STANDBY
    return VISIT if isinstance(publication.plan.duty[turn.slot.duty], VisitDuty) else TURN


def _turn(publication: Publication, turn: Turn, told: set[str]) -> Data:
    """A turn as the card prints it. The address stands where a venue comes first: `told` holds those that have been."""
    plan, slot = publication.plan, turn.slot
    duty = plan.duty[slot.duty]
    venue = plan.venue.get(slot.venue or "")
    address = venue.address if venue and venue.id not in told else None
    told.update([venue.id] if venue else [])
    moved = turn.session.moved
    others = (seat for seat in slot.seats if seat.leader in plan.leader and seat.leader != turn.seat.leader)
    more = [
        address,
        *(f"{seat.role}：{plan.leader[seat.leader].name}" for seat in others if seat.leader),
        flat(publication.words.text("moved.txt.j2", {"moved": moved})) if moved else None,
    ]
    return {
        "date": turn.session.date,
        "weekday": turn.session.weekday,
        "hours": turn.session.clock,
        "kind": _kind(publication, turn),
        "duty": duty.name,
        "venue": venue.name if venue else "",
        "more": [line for line in more if line],
    }
