"""The register (台账) of an office: units, venues, leaders, duties, absences … that live on across quarters.

Its lists are those of a plan, and an entry is exactly what stands in such a list. So a plan is the register, the period
and what is for that period alone; and what an entry means, and whether it is right, only the package roster says: every
change is checked with the whole register, as a plan would be.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import audit, offices, people
from api.service.actor import Actor
from api.service.clock import now
from api.service.editions import check_edition
from api.service.errors import ConflictError, NotFoundError
from api.service.paging import Page, Paged, paged
from api.service.register_check import check_change
from api.store.tables import Entry, OfficeRow
from roster.faults import Fault, InputError, expected
from roster.plan import Plan
from roster.plan_bytes import plan_data

Data = dict[str, Any]

KINDS = ("units", "venues", "leaders", "absences", "duties", "limits", "apart", "preferences")
"""The lists of the register, in the order of a plan."""
SETTINGS = ("office", "timezone", "calendar")
"""The keys of a plan that are no lists and live on."""
NAMED = frozenset({"units", "venues", "leaders", "duties"})
"""The lists whose entries bear an id of their own; those of the others get one here."""
_PAIR = "leaders"
"""A pair kept apart is a bare list in a plan: here it stands under this key."""


def register_data(session: Session, office: OfficeRow) -> Data:
    """The register as it stands in a plan, without title and period."""
    data: Data = dict(office.settings)
    chosen = sa.select(Entry).where(Entry.office_id == office.id).order_by(Entry.position, Entry.id)
    for entry in session.scalars(chosen):
        data.setdefault(entry.kind, []).append(_in_plan(entry.kind, entry.value))
    return {key: data[key] for key in (*SETTINGS, *KINDS) if key in data}


def entries(
    session: Session, actor: Actor, office_id: int, kind: str, page: Page, where: Mapping[str, str | None]
) -> Paged[Entry]:
    """The entries of a list in its order; `where` may name `unit`, `leader`, `since` and `until` (dates) to choose by.

    A unit administrator sees only what is of the own unit, where entries have one.
    """
    chosen = sa.select(Entry).where(Entry.office_id == office_id, Entry.kind == kind).order_by(Entry.position, Entry.id)
    unit = actor.unit if actor.unit is not None and kind in ("leaders", "absences") else where.get("unit")
    if unit is not None:
        chosen = chosen.where(Entry.unit == unit)
    if leader := where.get("leader"):
        chosen = chosen.where(Entry.leader == leader)
    if since := where.get("since"):
        chosen = chosen.where(sa.or_(Entry.end.is_(None), Entry.end >= since))
    if until := where.get("until"):
        # A moment of that day begins with the day's date.
        chosen = chosen.where(sa.or_(Entry.start.is_(None), Entry.start <= until + "T~"))
    return paged(session, chosen, page)


def entry(session: Session, actor: Actor, office_id: int, kind: str, key: str) -> Entry:
    """The entry of that key; NotFoundError where there is none within reach."""
    found = session.scalar(sa.select(Entry).where(Entry.office_id == office_id, Entry.kind == kind, Entry.key == key))
    if found is None or (actor.unit is not None and kind in ("leaders", "absences") and found.unit != actor.unit):
        raise NotFoundError("没有这一条。")
    return found


def add(session: Session, actor: Actor, office_id: int, kind: str, value: Data) -> Entry:
    """Puts an entry at the end of its list."""
    office = offices.lock(session, office_id)
    before = register_data(session, office)
    key = _key(kind, value)
    if any(_named(kind, one) == key for one in before.get(kind, ()) if kind in NAMED):
        raise ConflictError(f"编号“{key}”已有。")
    listed = [*before.get(kind, ()), _in_plan(kind, value)]
    check_change(before, {**before, kind: listed}, kind, len(listed) - 1)
    unit = _unit(session, office_id, kind, value)
    actor.check_unit(unit)
    last = session.scalar(
        sa.select(sa.func.max(Entry.position)).where(Entry.office_id == office_id, Entry.kind == kind)
    )
    row = Entry(office_id=office_id, kind=kind, key=key, position=(last or 0) + 1)
    _fill(row, value, unit)
    session.add(row)
    session.flush()
    audit.record(session, actor, f"{kind}.add", f"{kind}/{key}", after=value, office_id=office_id)
    return row


def add_all(session: Session, actor: Actor, office_id: int, kind: str, values: Sequence[Data]) -> None:
    """Puts entries without an id of their own at the end of their list, all or none."""
    office = offices.lock(session, office_id)
    before = register_data(session, office)
    listed = [*before.get(kind, ()), *values]
    check_change(before, {**before, kind: listed}, "", None)
    last = session.scalar(
        sa.select(sa.func.max(Entry.position)).where(Entry.office_id == office_id, Entry.kind == kind)
    )
    for number, value in enumerate(values, start=1):
        unit = _unit(session, office_id, kind, value)
        actor.check_unit(unit)
        row = Entry(office_id=office_id, kind=kind, key=_key(kind, value), position=(last or 0) + number)
        _fill(row, value, unit)
        session.add(row)
    audit.record(session, actor, f"{kind}.import", office.key, after={"entries": len(values)}, office_id=office_id)


def replace(
    session: Session, actor: Actor, office_id: int, kind: str, key: str, value: Data, edition: int | None
) -> Entry:
    """Puts another value in the place of an entry; its id stays."""
    office = offices.lock(session, office_id)
    row = entry(session, actor, office_id, kind, key)
    check_edition(row, edition)
    if kind in NAMED and value.get("id") != key:
        raise InputError([Fault("id", expected(f"“{key}”（编号不能改）", value.get("id")))])
    before = register_data(session, office)
    place = _place(session, row)
    listed = list(before[kind])
    listed[place] = _in_plan(kind, value)
    check_change(before, {**before, kind: listed}, kind, place)
    unit = _unit(session, office_id, kind, value)
    actor.check_unit(unit)
    old = row.value
    _fill(row, value, unit)
    row.version += 1
    if kind == "leaders":
        _move_absences(session, office_id, key, unit)
    audit.record(session, actor, f"{kind}.change", f"{kind}/{key}", before=old, after=value, office_id=office_id)
    return row


def remove(session: Session, actor: Actor, office_id: int, kind: str, key: str, edition: int | None) -> None:
    """Takes an entry away; InputError where others still speak of it."""
    office = offices.lock(session, office_id)
    row = entry(session, actor, office_id, kind, key)
    check_edition(row, edition)
    before = register_data(session, office)
    place = _place(session, row)
    listed = [one for number, one in enumerate(before[kind]) if number != place]
    check_change(before, {**before, kind: listed}, kind, None)
    session.delete(row)
    session.flush()
    people.end_ties(session, office_id)
    audit.record(session, actor, f"{kind}.remove", f"{kind}/{key}", before=row.value, office_id=office_id)


def reorder(session: Session, actor: Actor, office_id: int, kind: str, keys: Sequence[str]) -> None:
    """Puts the entries of a list into another order: `keys` are all of theirs. ConflictError where they are not, for
    somebody has added or removed one since."""
    office = offices.lock(session, office_id)
    chosen = sa.select(Entry).where(Entry.office_id == office_id, Entry.kind == kind)
    rows = {row.key: row for row in session.scalars(chosen.order_by(Entry.position, Entry.id))}
    if sorted(keys) != sorted(rows):
        raise ConflictError("应把这个列表的全部编号各写一次。可能有人刚增加或删除了，请重新读取。")
    before = register_data(session, office)
    check_change(
        before, {**before, kind: [_in_plan(kind, rows[key].value) for key in keys]} if keys else before, "", None
    )
    old = list(rows)
    for position, key in enumerate(keys, start=1):
        rows[key].position = position
    audit.record(
        session, actor, f"{kind}.order", kind, before={"keys": old}, after={"keys": list(keys)}, office_id=office_id
    )


def put(session: Session, actor: Actor, office_id: int, changes: Mapping[tuple[str, str], Data]) -> None:
    """Puts many named entries in at once, by list and id: new ones last, others in their places. All or nothing."""
    office = offices.lock(session, office_id)
    before = register_data(session, office)
    after = {kind: list(before.get(kind, ())) for kind in NAMED}
    places = {(kind, _named(kind, one)): place for kind in NAMED for place, one in enumerate(after[kind])}
    for (kind, key), value in changes.items():
        if (kind, key) in places:
            after[kind][places[kind, key]] = value
        else:
            after[kind].append(value)
    check_change(before, {**before, **{kind: listed for kind, listed in after.items() if listed}}, "", None)
    chosen = sa.select(Entry).where(Entry.office_id == office_id, Entry.kind.in_(NAMED))
    rows = {(row.kind, row.key): row for row in session.scalars(chosen)}
    last = max((row.position for row in rows.values()), default=0)
    for number, ((kind, key), value) in enumerate(changes.items(), start=1):
        row = rows.get((kind, key))
        if row is None:
            row = Entry(office_id=office_id, kind=kind, key=key, position=last + number, version=0)
            session.add(row)
        _fill(row, value, value.get("unit"))
        row.version += 1
        if kind == "leaders":
            _move_absences(session, office_id, key, value.get("unit"))
    audit.record(session, actor, "register.import", office.key, after={"entries": len(changes)}, office_id=office_id)


def change_settings(session: Session, actor: Actor, office_id: int, settings: Data, edition: int | None) -> OfficeRow:
    """Replaces what the office's plans say outside of lists: `office`, `timezone`, `calendar`."""
    office = offices.lock(session, office_id)
    check_edition(office, edition)
    if unknown := [key for key in settings if key not in SETTINGS]:
        raise InputError([Fault(unknown[0], f"未知的键。可用的键：{'、'.join(SETTINGS)}。")])
    before = register_data(session, office)
    kept = {key: value for key, value in before.items() if key not in SETTINGS}
    check_change(before, {**settings, **kept}, "", None)
    old = office.settings
    office.settings = settings
    office.name = (settings.get("office") or {}).get("name") or office.name
    office.version += 1
    audit.record(session, actor, "office.change", office.key, before=old, after=settings, office_id=office_id)
    return office


def adopt(session: Session, actor: Actor, office_id: int, plan: Plan, edition: int | None = None) -> None:
    """Makes a plan's lists and settings the register's, in place of all that stood there."""
    office = offices.lock(session, office_id)
    check_edition(office, edition)
    data = plan_data(plan)
    session.execute(sa.delete(Entry).where(Entry.office_id == office_id))
    units = {leader.id: leader.unit for leader in plan.leaders}
    for kind in KINDS:
        for place, one in enumerate(data.get(kind, ()), start=1):
            value = {_PAIR: one} if kind == "apart" else one
            row = Entry(office_id=office_id, kind=kind, key=_key(kind, value), position=place)
            _fill(row, value, value.get("unit") if kind != "absences" else units.get(value.get("leader", "")))
            session.add(row)
    session.flush()
    people.end_ties(session, office_id)
    office.settings = {key: data[key] for key in SETTINGS if key in data}
    office.name = plan.office.name if plan.office else office.name
    office.version += 1
    audit.record(session, actor, "register.adopt", office.key, after={"plan": plan.title}, office_id=office_id)


def _in_plan(kind: str, value: Data) -> Any:
    return value.get(_PAIR, []) if kind == "apart" else value


def _named(kind: str, value: Any) -> str | None:
    return value.get("id") if kind in NAMED and isinstance(value, dict) else None


def _key(kind: str, value: Data) -> str:
    if kind not in NAMED:
        return secrets.token_hex(8)
    found = value.get("id")
    return found[:100] if isinstance(found, str) else ""


def _place(session: Session, row: Entry) -> int:
    """The entry's place in its list, from 0."""
    before = sa.select(sa.func.count()).where(
        Entry.office_id == row.office_id,
        Entry.kind == row.kind,
        sa.or_(Entry.position < row.position, sa.and_(Entry.position == row.position, Entry.id < row.id)),
    )
    return session.scalar(before) or 0


def _unit(session: Session, office_id: int, kind: str, value: Data) -> str | None:
    """The unit that an entry is of: its own, or that of the leader who is away."""
    if kind != "absences":
        return value.get("unit")
    return session.scalar(
        sa.select(Entry.unit).where(
            Entry.office_id == office_id, Entry.kind == "leaders", Entry.key == value.get("leader")
        )
    )


def _fill(row: Entry, value: Data, unit: str | None) -> None:
    row.value = value
    row.unit = unit
    row.leader = value.get("leader")
    row.start, row.end = value.get("start"), value.get("end")
    row.changed = now()


def _move_absences(session: Session, office_id: int, leader: str, unit: str | None) -> None:
    session.execute(
        sa.update(Entry)
        .where(Entry.office_id == office_id, Entry.kind == "absences", Entry.leader == leader)
        .values(unit=unit)
    )
