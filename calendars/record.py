"""The publication record (`publication.json`): what was published of each event, and since when.

A feed is made from the record, so it shows what was published, with the sequence and the time of each event's own last
change: while nothing changes, a feed keeps its bytes. Nothing private stands in it.
"""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from calendars.adjusted import Adjusted, adjusted_days, in_order
from calendars.events import Content, Fact, Feed, Key, base_address, contents, office_name
from roster.difference import Difference
from roster.faults import Fault, InputError, expected, quoted
from roster.plan import Plan
from roster.plan.people import Period
from roster.reading.trouble import said_of
from roster.result import Roster
from roster.values import fault

CANCELLED_STAYS = timedelta(days=30)
PAST_STAYS = timedelta(days=90)


def _utc(value: datetime) -> datetime:
    return value.astimezone(UTC).replace(microsecond=0)


Time = Annotated[AwareDatetime, AfterValidator(_utc)]
Number = Annotated[int, Field(ge=0)]


class Version(Fact):
    """An event as it was last published: how often it had changed by then, when it did, and what it says."""

    sequence: Number
    changed: Time
    content: Content


class Departure(Version):
    """An event that left a feed, of a leader who gave it away or of a unit, as that feed last held it."""

    feed: Feed


class EventRecord(Version):
    """An event: a session of a slot. `cancelled` is the time at which it was taken away, `left` whom it left."""

    slot: str
    session: Number
    cancelled: Time | None = None
    left: tuple[Departure, ...] = ()

    @property
    def key(self) -> Key:
        """What it is for ever."""
        return Key(self.slot, self.session)


class Renewal(Fact):
    """A private feed's address that was renewed at a time, and so got that generation; the first address has 0."""

    feed: Feed
    generation: Annotated[int, Field(ge=1)]
    at: Time


class PublicationRecord(Fact):
    """The number (from 1) and time of a publication, and every event that feeds show.

    `office` names the office in the events' UIDs: that of the first publication, even if it is renamed later. `period`
    is the period published last, `period_since` the time of its first publication. `renewed` has the latest renewal of
    each private feed's address, and the earlier ones of the last 30 days. `adjusted` has what was changed of the period
    since it was first published.
    """

    format: Literal[1]
    number: Annotated[int, Field(ge=1)]
    time: Time
    office: str
    base_url: str | None = None
    period: Period
    period_since: Time
    events: tuple[EventRecord, ...] = ()
    renewed: tuple[Renewal, ...] = ()
    adjusted: tuple[Adjusted, ...] = ()

    @model_validator(mode="after")
    def _once(self) -> Self:
        for one, other in itertools.pairwise(sorted(event.key for event in self.events)):
            if one == other:
                raise fault(f"场次重复：{quoted(one.slot)}的第{one.session + 1}个时段。每个场次应只有一条。")
        return self


def next_record(
    previous: PublicationRecord | None, plan: Plan, roster: Roster, at: datetime, difference: Difference | None = None
) -> PublicationRecord:
    """The record of the publication of that roster at that time, after the previous one (None: the first).

    An event whose facts are the same keeps its sequence and time; one that changed, or returned, has the next sequence
    and the time `at`. One that is gone from the plan's period is cancelled; one outside of it, of a former or a later
    plan, stays as it was published. What has expired leaves.

    `at` has a time zone. InputError if it lies before the previous publication, or the office's address is none.
    """
    at = _aware(at)
    if previous is not None and at < previous.time:
        raise InputError([Fault("at", f"发布时间应不早于上一次发布（{previous.time:%Y-%m-%dT%H:%M:%SZ}），实际更早。")])
    before = {event.key: event for event in previous.events} if previous else {}
    known = {key: event.content for key, event in before.items()}
    events = {key: _published(before.get(key), key, now, at) for key, now in contents(plan, roster, known)}
    gone = {key: _gone(event, plan.period, at) for key, event in before.items() if key not in events}
    same_period = previous is not None and previous.period == plan.period
    adjusted = previous.adjusted if previous is not None and same_period else ()
    record = PublicationRecord(
        format=1,
        number=previous.number + 1 if previous else 1,
        time=at,
        office=previous.office if previous else office_name(plan),
        base_url=base_address(plan),
        period=plan.period,
        period_since=previous.period_since if previous is not None and same_period else at,
        events=tuple(event for _, event in sorted((events | gone).items())),
        renewed=previous.renewed if previous else (),
        adjusted=in_order({*adjusted, *adjusted_days(plan, difference)}),
    )
    return without_expired(record, at)


def without_expired(record: PublicationRecord, at: datetime) -> PublicationRecord:
    """The record as a daily refresh leaves it: without what was cancelled or given away more than 30 days before `at`,
    and without what ended more than 90 days before, unless it lies in the period last published."""
    at = _aware(at)
    kept = (event for event in record.events if not _expired(event, record.period, at))
    return record.model_copy(update={"events": tuple(_without_old_departures(event, at) for event in kept)})


def record_bytes(record: PublicationRecord) -> bytes:
    """The record as UTF-8 JSON; the same record gives the same bytes."""
    return record.model_dump_json(indent=1, exclude_defaults=True).encode("utf-8") + b"\n"


def read_record(path: Path) -> PublicationRecord:
    """Reads a record; InputError with all that is wrong, one line each."""
    try:
        return PublicationRecord.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError([Fault("", f"无法读取发布记录{quoted(path.name)}：{said_of(error)}。")]) from None
    except ValidationError as error:
        raise InputError(_fault(detail) for detail in error.errors(include_url=False)) from None


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("the time of a publication needs a time zone")
    return _utc(at)


def _published(old: EventRecord | None, key: Key, content: Content, at: datetime) -> EventRecord:
    if old is None:
        return EventRecord(slot=key.slot, session=key.session, sequence=0, changed=at, content=content)
    if old.cancelled is None and old.content == content:
        return old
    changed = _later(old, at)
    return EventRecord(
        slot=key.slot,
        session=key.session,
        sequence=old.sequence + 1,
        changed=changed,
        content=content,
        left=_left(old, content, changed),
    )


def _later(old: EventRecord, at: datetime) -> datetime:
    """The time of a change: Evolution, for one, takes over no text where LAST-MODIFIED did not move, and two
    publications may come within a second."""
    return max(at, old.changed + timedelta(seconds=1))


def _left(old: EventRecord, content: Content, at: datetime) -> tuple[Departure, ...]:
    """Whom the event has left by now: one who has it back is none of them."""
    feeds = content.feeds()
    # Feeds that have shown it as cancelled go on doing so, until 30 days after that.
    sequence, changed = (old.sequence, old.changed) if old.cancelled else (old.sequence + 1, at)
    lost = sorted(old.content.feeds() - feeds, key=lambda feed: (feed.kind, feed.id or ""))
    return (
        *(departure for departure in old.left if departure.feed not in feeds),
        *(Departure(feed=feed, sequence=sequence, changed=changed, content=old.content) for feed in lost),
    )


def _gone(event: EventRecord, period: Period, at: datetime) -> EventRecord:
    if event.cancelled or not period.start <= event.content.start.date() <= period.end:
        return event
    changed = _later(event, at)
    return event.model_copy(update={"sequence": event.sequence + 1, "changed": changed, "cancelled": changed})


def _expired(event: EventRecord, period: Period, at: datetime) -> bool:
    if event.cancelled:
        return at - event.cancelled > CANCELLED_STAYS
    end = event.content.end.replace(tzinfo=ZoneInfo(event.content.timezone))
    published = period.start <= event.content.start.date() <= period.end
    return not published and at - end > PAST_STAYS


def _without_old_departures(event: EventRecord, at: datetime) -> EventRecord:
    left = tuple(departure for departure in event.left if at - departure.changed <= CANCELLED_STAYS)
    return event if left == event.left else event.model_copy(update={"left": left})


def _fault(detail: ErrorDetails) -> Fault:
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in detail["loc"]).lstrip(".")
    if detail["type"] == "lunzhi":
        return Fault(path, detail["msg"])
    if detail["type"] == "json_invalid":
        return Fault("", "应为发布记录（publication.json，UTF-8 编码的 JSON），实际不是，或内容不完整。")
    if detail["type"] == "missing":
        return Fault(path, "发布记录缺少此项。")
    if detail["type"] == "extra_forbidden":
        return Fault(path, "发布记录没有此项。")
    return Fault(path, expected("发布记录中此项应有的值", detail["input"]))
