"""The lists of the register: for each the same five verbs, with entries as they stand in a plan."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, NamedTuple

from flask import Response, jsonify
from flask_openapi import APIBlueprint
from pydantic import BaseModel, Field

from api.service import register
from api.service.permissions import Permission
from api.store.tables import Entry
from api.web.access import needs
from api.web.bodies import object_body
from api.web.conditional import edited, edition
from api.web.context import actor, database, office_id
from api.web.documents import part_body
from api.web.shapes import PREFIX, Listed, OfficePath, PageQuery, Shape, blueprint, listed, sent
from roster.plan import Absence, Leader, Limit, Preference, Unit, Venue
from roster.plan.duties import Duty
from roster.values import Id

api = blueprint("register", "台账")
Key = Annotated[str, Field(max_length=100)]


class Pair(Shape):
    """Two leaders who never share a slot."""

    leaders: Annotated[tuple[Id, ...], Field(min_length=2, max_length=2)]


class ListKind(NamedTuple):
    """A list: its name in a plan, what an entry is called, its model, and what reading and changing it needs."""

    name: str
    title: str
    model: Any
    read: Permission = Permission.REGISTER_READ
    write: Permission = Permission.REGISTER_WRITE


LISTS = (
    ListKind("units", "单位", Unit),
    ListKind("venues", "场所", Venue),
    ListKind("leaders", "领导", Leader),
    ListKind("duties", "职责", Duty),
    ListKind("absences", "请假和会议", Absence, Permission.ABSENCES_READ, Permission.ABSENCES_WRITE),
    ListKind("limits", "限制", Limit),
    ListKind("apart", "回避", Pair),
    ListKind("preferences", "意愿", Preference),
)


class EntryPath(OfficePath):
    """An entry of a list."""

    key: Key


class EntryQuery(PageQuery):
    """A part of a list, chosen by unit, by leader, or by the dates it touches."""

    unit: Key | None = None
    leader: Key | None = None
    since: date | None = None
    until: date | None = None

    @property
    def where(self) -> dict[str, str | None]:
        """As the service takes it."""
        return {
            "unit": self.unit,
            "leader": self.leader,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
        }


class EntryShown(BaseModel):
    """An entry: its key, and `value` exactly as it stands in a plan."""

    key: str
    version: int
    changed: datetime
    value: dict[str, Any]


class Entries(Listed):
    """Entries."""

    items: list[EntryShown]


class OrderPath(OfficePath):
    """A list."""

    kind: Literal["units", "venues", "leaders", "duties", "absences", "limits", "apart", "preferences"]


class Order(Shape):
    """All keys of a list, in the order that it is to have."""

    keys: Annotated[list[Key], Field(max_length=20_000)]


@api.put("/offices/<office>/order/<kind>", responses={204: None})
@needs(Permission.REGISTER_WRITE)
def reorder_entries(path: OrderPath, body: Order) -> tuple[str, int]:
    """改列表的次序：写全部编号，各一次."""
    with database().writing() as session:
        register.reorder(session, actor(), office_id(), path.kind, body.keys)
    return "", 204


def _add_routes(api: APIBlueprint, kind: ListKind) -> None:
    """The five verbs of a list."""
    base, one = f"/offices/<office>/{kind.name}", f"/offices/<office>/{kind.name}/<key>"
    body = part_body(kind.model, api.components_schemas)

    @api.get(base, endpoint=f"list_{kind.name}", summary=f"列出{kind.title}", responses={200: Entries})
    @needs(kind.read)
    def list_entries(path: OfficePath, query: EntryQuery) -> Response:
        with database().reading() as session:
            found = register.entries(session, actor(), office_id(), kind.name, query.page, query.where)
        return jsonify(listed(found, _shown))

    @api.post(
        base,
        endpoint=f"add_{kind.name}",
        summary=f"增加{kind.title}",
        responses={201: EntryShown},
        request_body=body,
    )
    @needs(kind.write)
    def add_entry(path: OfficePath) -> Response:
        value = object_body()
        with database().writing() as session:
            row = register.add(session, actor(), office_id(), kind.name, value)
        return edited(sent(_shown(row)), row.version, 201, f"{PREFIX}/offices/{path.office}/{kind.name}/{row.key}")

    @api.get(one, endpoint=f"read_{kind.name}", summary=f"读{kind.title}", responses={200: EntryShown})
    @needs(kind.read)
    def read_entry(path: EntryPath) -> Response:
        with database().reading() as session:
            row = register.entry(session, actor(), office_id(), kind.name, path.key)
        return edited(sent(_shown(row)), row.version)

    @api.put(
        one,
        endpoint=f"change_{kind.name}",
        summary=f"改{kind.title}",
        responses={200: EntryShown},
        request_body=body,
    )
    @needs(kind.write)
    def change_entry(path: EntryPath) -> Response:
        expected, value = edition(), object_body()
        with database().writing() as session:
            row = register.replace(session, actor(), office_id(), kind.name, path.key, value, expected)
        return edited(sent(_shown(row)), row.version)

    @api.delete(one, endpoint=f"remove_{kind.name}", summary=f"删除{kind.title}", responses={204: None})
    @needs(kind.write)
    def remove_entry(path: EntryPath) -> tuple[str, int]:
        expected = edition()
        with database().writing() as session:
            register.remove(session, actor(), office_id(), kind.name, path.key, expected)
        return "", 204


def _shown(row: Entry) -> EntryShown:
    return EntryShown(key=row.key, version=row.version, changed=row.changed, value=row.value)


for _kind in LISTS:
    _add_routes(api, _kind)
