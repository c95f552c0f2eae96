"""Administration: people and their roles."""

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
from api.pages.role_words import role_words
from api.service import people
from api.service.errors import NotFoundError
from api.service.paging import MOST, Page
from api.service.permissions import Permission, Role
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import InputError

routes = pages("members")
_BASE = "/offices/<office>/members/"


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
        roles=role_words(),
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
