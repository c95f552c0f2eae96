"""The audit log: searched and exported."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from flask import Response, jsonify
from pydantic import AwareDatetime, BaseModel, Field

from api.service import audit
from api.service.permissions import Permission
from api.store.tables import AuditEntry
from api.web.access import needs
from api.web.context import database, office_id
from api.web.documents import file_response
from api.web.shapes import Listed, OfficePath, PageQuery, blueprint, listed

api = blueprint("audit", "审计日志")
Text = Annotated[str, Field(min_length=1, max_length=300)]


class AuditQuery(PageQuery):
    """By whom, on what (how its name begins), when."""

    actor: Text | None = None
    subject: Text | None = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None


class AuditShown(BaseModel):
    """An act."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    address: str | None
    request: str | None


class Audit(Listed):
    """Acts, the newest first."""

    items: list[AuditShown]


@api.get("/offices/<office>/audit", responses={200: Audit})
@needs(Permission.AUDIT_READ)
def search_audit(path: OfficePath, query: AuditQuery) -> Response:
    """查审计日志."""
    with database().reading() as session:
        found = audit.entries(
            session,
            office_id(),
            query.page,
            actor=query.actor,
            subject=query.subject,
            since=query.since,
            until=query.until,
        )
    return jsonify(listed(found, _shown))


@api.get("/offices/<office>/audit/export", responses={200: file_response("text/csv")})
@needs(Permission.AUDIT_READ)
def export_audit(path: OfficePath) -> Response:
    """导出审计日志（CSV）."""
    with database().reading() as session:
        data = audit.export(session, office_id())
    response = Response(data, mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


def _shown(row: AuditEntry) -> AuditShown:
    return AuditShown.model_validate({name: getattr(row, name) for name in AuditShown.model_fields})
