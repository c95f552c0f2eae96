"""Login links of leaders: issued, shown once or mailed, revoked."""

from __future__ import annotations

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import NumberRange

from api.pages import entries
from api.pages.addresses import whole_address
from api.pages.blueprint import pages
from api.pages.forms import PageForm
from api.service import links
from api.service.clock import now
from api.service.errors import ConflictError
from api.service.paging import Page
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import actor, database, office_id, service
from roster.faults import InputError

routes = pages("links")
_BASE = "/offices/<office>/links/"
_LINES = 50
_DAYS = f"应为1至{links.MOST_DAYS}的天数。"


class LinkForm(PageForm):
    """A link for a leader."""

    leader = StringField()
    days = IntegerField(default=links.USUAL_DAYS, validators=[NumberRange(1, links.MOST_DAYS, _DAYS)])
    mail = BooleanField()


@routes.get(_BASE)
@needs(Permission.MEMBERS_WRITE)
def show(office: str) -> Response:
    """The form, and the links there are."""
    return _page(office, LinkForm(), 200)


@routes.post(_BASE)
@needs(Permission.MEMBERS_WRITE)
def issue(office: str) -> Response:
    """Issues one: its address is shown this once, unless it is mailed."""
    form = LinkForm()
    if not form.leader.data:
        form.leader.errors = ["请选择领导。"]
        return _page(office, form, 422)
    if form.days.data is None or not form.validate():
        form.days.errors = [_DAYS]
        return _page(office, form, 422)
    try:
        with database().writing() as session:
            row = links.issue(session, actor(), office_id(), form.leader.data, form.days.data)
            if form.mail.data:
                links.mail(session, row)
    except InputError as error:
        form.take(error)
        return _page(office, form, 422)
    except ConflictError as error:
        form.mail.errors = [error.reason]
        return _page(office, form, error.status)
    if form.mail.data:
        flash(_("登录链接已放进发件箱，几秒钟后发到本人的邮箱。"))
        return redirect(url_for("pages_links.show", office=office), 303)
    address = whole_address(f"{links.PATH}{links.token(service().key, row.name)}")
    return _page(office, form, 200, made=row, address=address)


@routes.post(f"{_BASE}<int:number>/revocation")
@needs(Permission.MEMBERS_WRITE)
def revoke(office: str, number: int) -> Response:
    """Ends one, and the sessions of its leader."""
    with database().writing() as session:
        links.revoke(session, actor(), office_id(), number)
    flash(_("已停用。"))
    return redirect(url_for("pages_links.show", office=office), 303)


def _page(office: str, form: LinkForm, status: int, **made: object) -> Response:
    page = Page(limit=_LINES, offset=max(0, min(request.args.get("offset", 0, int), 1_000_000)))
    with database().reading() as session:
        found = links.every(session, office_id(), page)
    response = make_response(
        render_template(
            "links.html", office=office, form=form, found=found, at=now(), leaders=entries.names("leaders"), **made
        ),
        status,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
