"""Publications, and their files in every format."""

from __future__ import annotations

import hashlib
import io
import mimetypes
from datetime import date, datetime
from typing import Annotated, Any

from flask import Response, jsonify, send_file
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from api.service import feeds, files, publishing
from api.service.errors import NotFoundError
from api.service.permissions import Permission
from api.store.tables import PublicationRow, RosterVersion
from api.web.access import Whom, needs
from api.web.conditional import unless_known
from api.web.context import actor, database, office_id, service
from api.web.documents import file_response
from api.web.shapes import Listed, Number, OfficePath, PageQuery, blueprint, listed, sent
from calendars.feeds import Feed
from calendars.formats import FORMATS, Format

api = blueprint("publications", "公布")
_ONE = "/offices/<office>/publications/<int:publication>"
Name = Annotated[str, Field(min_length=1, max_length=100)]


class PublicationPath(OfficePath):
    """A publication."""

    publication: Number


class FormatPath(PublicationPath):
    """A format of a publication."""

    format: Name


class FilePath(FormatPath):
    """A file of a publication."""

    file: Annotated[str, Field(min_length=1, max_length=500)]


class ChoiceQuery(BaseModel):
    """What of a publication is asked for: a span (`period`, `2026-01`, `2026-W02`; none: all of them), and duties."""

    span: Name | None = None
    duty: list[Name] | None = None


class Publication(BaseModel):
    """A publication: its number in the office, the version, what was acknowledged, by whom, when, why."""

    number: int
    plan: int
    version: int
    issued: date
    acknowledged: list[str]
    at: datetime
    by: str
    why: str


class Publications(Listed):
    """Publications."""

    items: list[Publication]


class FormatShown(BaseModel):
    """A format: its name, its title in Chinese."""

    name: str
    title: str


class Formats(BaseModel):
    """The formats that there are."""

    items: list[FormatShown]


class FilesShown(BaseModel):
    """The paths of the files."""

    items: list[str]


@api.get("/formats", responses={200: Formats})
@needs(Whom.PERSON)
def list_formats() -> Response:
    """公布用的各种格式."""
    return jsonify({"items": [{"name": form.name, "title": form.title} for form in FORMATS]})


@api.get("/offices/<office>/publications", responses={200: Publications})
@needs(Permission.ROSTERS_READ)
def list_publications(path: OfficePath, query: PageQuery) -> Response:
    """列出公布."""
    with database().reading() as session:
        found = publishing.every(session, office_id(), query.page)
        rows = {row.id: publishing.version_of(session, row.version_id) for row in found.rows}
    return jsonify(listed(found, lambda row: publication_shown(row, rows[row.id])))


@api.get(_ONE, responses={200: Publication})
@needs(Permission.ROSTERS_READ)
def read_publication(path: PublicationPath) -> Response:
    """一次公布."""
    with database().reading() as session:
        row = publishing.get(session, office_id(), path.publication)
        version = publishing.version_of(session, row.version_id)
    return jsonify(sent(publication_shown(row, version)))


@api.get(f"{_ONE}/difference", responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}})
@needs(Permission.ROSTERS_READ)
def read_difference(path: PublicationPath) -> Response:
    """与上一次公布的差别，不含任何人不在岗的原因."""
    with database().reading() as session:
        found: dict[str, Any] | None = publishing.get(session, office_id(), path.publication).difference
    if found is None:
        raise NotFoundError("这是首次公布，没有差别。")
    return jsonify(found)


@api.get(f"{_ONE}/files/<format>", responses={200: FilesShown})
@needs(Permission.NOTICES_READ)
def list_files(path: FormatPath) -> Response:
    """一种格式的全部文件名."""
    form = _kept(path.publication, path.format)
    with database().reading() as session:
        found = files.paths(session, publishing.get(session, office_id(), path.publication), form)
    return jsonify({"items": found})


@api.get(f"{_ONE}/files/<format>/<path:file>", responses={200: file_response("*/*")})
@needs(Permission.NOTICES_READ)
def read_file(path: FilePath) -> Response:
    """一个文件."""
    form = _kept(path.publication, path.format)
    with database().reading() as session:
        content = files.file(session, publishing.get(session, office_id(), path.publication), form, path.file)
    return _sent(content, path.file)


@api.get(f"{_ONE}/archive/<format>", responses={200: file_response("application/zip")})
@needs(Permission.NOTICES_READ)
def read_archive(path: FormatPath, query: ChoiceQuery) -> Response:
    """一种格式的文件打成一个压缩包；可只要某月、某周或某些职责."""
    form = _kept(path.publication, path.format)
    duties = frozenset(query.duty) if query.duty else None
    with database().reading() as session:
        row = publishing.get(session, office_id(), path.publication)
        if query.span is None and duties is None:
            made = files.made(session, row, form)
        else:
            base = service().settings.base
            addresses = {} if base is None else feeds.public_addresses(session, office_id(), base)
            made = form.make(files.publication_of(session, row, addresses, query.span, duties))
    return _sent(files.zipped(sorted(made.items())), f"{path.format}-{row.number}.zip")


@api.get(f"{_ONE}/cards", responses={200: file_response("application/zip")})
@needs(Permission.FEEDS_WRITE)
def read_cards(path: PublicationPath) -> Response:
    """全部领导的随身卡，各印本人专用订阅的二维码，只交给本人."""
    with database().reading() as session:
        row = publishing.get(session, office_id(), path.publication)
        made = files.cards(session, row, _private(session, None))
    return _sent(files.zipped(sorted(made.items())), f"cards-{row.number}.zip")


@api.get("/offices/<office>/my/card", responses={200: file_response("text/html")})
@needs(Permission.OWN_READ)
def read_own_card(path: OfficePath) -> Response:
    """我的随身卡：最近一次公布里我的班次，印本人专用订阅的二维码."""
    leader = actor().leader or ""
    with database().reading() as session:
        row = publishing.last_publication(session, office_id())
        if row is None:
            raise NotFoundError("还没有公布过。")
        content = files.card(session, row, _private(session, leader), leader)
    return _sent(content, "card.html")


def _kept(publication: int, name: str) -> Format:
    """The format of that name, with its files of a publication of this office made and kept."""
    form = files.format_named(name)
    files.keep(database(), office_id(), publication, form, service().settings.base)
    return form


def _private(session: Session, leader: str | None) -> dict[Feed, str]:
    base = service().settings.base
    return {} if base is None else feeds.private_addresses(session, service().key, office_id(), base, leader)


def publication_shown(row: PublicationRow, version: RosterVersion) -> Publication:
    """A publication as it is shown."""
    return Publication(
        number=row.number,
        plan=version.plan_id,
        version=version.number,
        issued=row.issued,
        acknowledged=row.acknowledged,
        at=row.at,
        by=row.by,
        why=row.why,
    )


def _sent(data: bytes, name: str) -> Response:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    digest = hashlib.sha256(data).hexdigest()
    file = send_file(io.BytesIO(data), kind, as_attachment=True, download_name=name.rpartition("/")[2], etag=False)
    file.set_etag(digest)
    return unless_known(file)
