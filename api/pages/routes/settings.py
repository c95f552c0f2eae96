"""Settings of the office: what notices and calendars say of it, and whose consent swaps and publications need."""

from __future__ import annotations

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import BooleanField, StringField
from wtforms.validators import Optional, Regexp

from api.pages import entries
from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most, filled
from api.service import offices, register, workflow
from api.service.errors import StaleError
from api.service.permissions import Permission
from api.service.workflow import Workflow
from api.store.tables import OfficeRow
from api.web.access import needs
from api.web.context import actor, database, office_id
from roster.faults import Fault, InputError

routes = pages("settings")
_SAID = ("name", "signature", "phone", "address", "base_url")
_OFFICE = "office"


class SettingsForm(PageForm):
    """The office."""

    name = StringField(validators=[filled(), at_most()])
    signature = StringField(validators=[at_most()])
    phone = StringField(validators=[at_most()])
    address = StringField(validators=[at_most()])
    base_url = StringField(
        validators=[Optional(), at_most(), Regexp(r"https?://[^\s/]", message="应为 https:// 或 http:// 开头的网址。")]
    )
    sign_off = BooleanField()
    confirm_swaps = BooleanField()


@routes.get("/offices/<office>/settings/")
@needs(Permission.OFFICE_WRITE)
def show(office: str) -> Response:
    """The form."""
    row = _office()
    said = {"name": row.name, **(row.settings.get(_OFFICE) or {})}
    form = SettingsForm(**said, sign_off=row.sign_off, confirm_swaps=row.confirm_swaps)
    return _page(office, form, row.version, 200)


@routes.post("/offices/<office>/settings/")
@needs(Permission.OFFICE_WRITE)
def change(office: str) -> Response:
    """Saves all of it, or nothing."""
    form, edition = SettingsForm(), request.form.get("edition", type=int)
    status = 422
    if form.validate():
        try:
            _save(form, edition)
        except InputError as error:
            form.take(InputError(Fault(one.path.removeprefix(f"{_OFFICE}."), one.reason) for one in error.faults))
        except StaleError as error:
            form.whole.append(error.reason)
            status = error.status
        else:
            flash(_("已保存。"))
            return redirect(url_for("pages_settings.show", office=office), 303)
    return _page(office, form, edition, status)


def _save(form: SettingsForm, edition: int | None) -> None:
    """Only what is other than before, so that the audit log tells of nothing else."""
    wanted = Workflow(confirm_swaps=form.confirm_swaps.data, sign_off=form.sign_off.data)
    with database().writing() as session:
        row = offices.lock(session, office_id())
        before = row.settings.get(_OFFICE) or {}
        given = {name: (form[name].data or "").strip() for name in _SAID}
        said = entries.without_empty({**before, **given})
        passes = workflow.of(row)
        if said != before:
            register.change_settings(session, actor(), office_id(), {**row.settings, _OFFICE: said}, edition)
            edition = None
        if wanted != passes:
            workflow.change(session, actor(), office_id(), wanted, edition)


def _office() -> OfficeRow:
    with database().reading() as session:
        return offices.get(session, office_id())


def _page(office: str, form: SettingsForm, edition: int | None, status: int) -> Response:
    return make_response(render_template("settings.html", office=office, form=form, edition=edition), status)
