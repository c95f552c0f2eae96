"""One's own password."""

from __future__ import annotations

from flask import flash, make_response, render_template, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import ValidationError

from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most, filled
from api.service import people
from api.service.errors import TooManyError
from api.service.passwords import LONGEST, SHORTEST
from api.web.access import Whom, needs, user
from api.web.context import actor, database
from api.web.sessions import begin
from roster.faults import InputError

routes = pages("password")


class OwnPasswordForm(PageForm):
    """The old one, the new one, and this once more."""

    old = PasswordField(validators=[filled(), at_most(LONGEST)])
    password = PasswordField(validators=[filled(), at_most(LONGEST)])
    again = PasswordField(validators=[filled()])

    def validate_again(self, field: PasswordField) -> None:
        """Nobody sees what they have typed."""
        if field.data != self.password.data:
            raise ValidationError("两次填的新密码不一样。")


@routes.get("/password")
@needs(Whom.PERSON)
def show() -> Response:
    """The form."""
    return _page(OwnPasswordForm(), 200)


@routes.post("/password")
@needs(Whom.PERSON)
def change() -> Response:
    """Changes it. One stays here; whoever else is in by the old one is out."""
    form = OwnPasswordForm()
    if not form.validate():
        return _page(form, 422)
    try:
        person = people.change_password(
            database(), actor(), user().login, form.old.data or "", form.password.data or ""
        )
    except InputError as error:
        form.take(error)
        return _page(form, 422)
    except TooManyError as error:
        form.whole.append(error.reason)
        return _page(form, error.status)
    begin(person)
    flash(_("密码已改，别处的登录已失效。"))
    return redirect(url_for("pages_offices.show"), 303)


def _page(form: OwnPasswordForm, status: int) -> Response:
    return make_response(render_template("password.html", form=form, shortest=SHORTEST), status)
