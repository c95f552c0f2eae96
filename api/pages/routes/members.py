"""Administration: people and their roles, and the audit log."""

from __future__ import annotations

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import AnyOf

from api.pages import entries
from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most, filled
from api.service import audit, people
from api.service.errors import NotFoundError
from api.service.paging import MOST, Page
from api.service.permissions import Permission, Role
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import InputError

routes = pages("members")
_BASE = "/offices/<office>/members/"
_LINES = 50


class MemberForm(PageForm):
    """A role for somebody who has an account."""

    login = StringField(validators=[filled(), at_most()])
    role = StringField(default=Role.READER, validators=[AnyOf(list(Role), "请选择角色。")])
    unit = StringField()
    leader = StringField()


@routes.route(_BASE, methods=["GET", "POST"])
@needs(Permission.MEMBERS_WRITE)
def show(office: str) -> Response:
    """The list, and a form for one more."""
    form = MemberForm()
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate() and _enrolled(form):
            flash(_("已保存。"))
            return redirect(url_for("pages_members.show", office=office), 303)
    with database().reading() as session:
        found = people.members(session, office_id(), Page(limit=MOST)).rows
    parts = {row.id: next(one for one in row.memberships if one.office_id == office_id()) for row in found}
    page = render_template(
        "members.html",
        office=office,
        form=form,
        people=found,
        parts=parts,
        units=entries.names("units"),
        leaders=entries.names("leaders"),
        roles=_roles(),
    )
    return make_response(page, status)


@routes.post(f"{_BASE}<login>/remove")
@needs(Permission.MEMBERS_WRITE)
def remove(office: str, login: str) -> Response:
    """Takes a role away."""
    with database().writing() as session:
        people.dismiss(session, actor(), office_id(), login)
    flash(_("已删除。"))
    return redirect(url_for("pages_members.show", office=office), 303)


@routes.get("/offices/<office>/audit/")
@needs(Permission.AUDIT_READ)
def log(office: str) -> str:
    """Who did what to what, the newest first."""
    page = Page(limit=_LINES, offset=max(0, min(request.args.get("offset", 0, int), 1_000_000)))
    with database().reading() as session:
        found = audit.entries(session, office_id(), page)
    return render_template("audit.html", office=office, entries=found)


def _enrolled(form: MemberForm) -> bool:
    role = Role(form.role.data or Role.READER)
    unit = (form.unit.data or None) if role is Role.UNIT_ADMINISTRATOR else None
    leader = (form.leader.data or None) if role is Role.LEADER else None
    try:
        with database().writing() as session:
            user = people.find(session, form.login.data or "")
            people.enroll(session, actor(), office_id(), user, role, unit=unit, leader=leader)
    except InputError as error:
        form.take(error)
        return False
    except NotFoundError as error:
        form.login.errors = [error.reason]
        return False
    return True


def _roles() -> dict[str, str]:
    return {
        Role.ADMINISTRATOR: _("管理员"),
        Role.UNIT_ADMINISTRATOR: _("单位管理员"),
        Role.EDITOR: _("编辑"),
        Role.READER: _("读者"),
        Role.LEADER: _("领导本人"),
    }
