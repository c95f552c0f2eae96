"""The page of one entry of the register: its form, and what still uses it when it is to go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from api.pages import entries
from api.pages.forms import PageForm
from api.service.register_uses import uses
from api.web.context import database, office_id


@dataclass(frozen=True, slots=True)
class User:
    """What still uses an entry, in words, and where to change that (None: on no page)."""

    words: str
    address: str | None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A kind of entry: its list, the template of its form, the endpoint of its list's page, and the form's fields by
    the paths of faults, where they are called otherwise."""

    kind: str
    template: str
    back: str
    places: Mapping[str, str] = field(default_factory=dict)

    def answer(
        self,
        form: PageForm,
        key: str | None,
        edition: int | None,
        value: Callable[[], entries.Data],
        **shown: object,
    ) -> Response:
        """The form; after it was sent and saved, the list. `value` is the entry as the form says it."""
        office = (request.view_args or {})["office"]
        status = 200
        if request.method == "POST":
            status = 422
            given = request.form.get("edition", type=int)
            if form.validate():
                status = entries.saved(form, self.kind, key, value(), given, dict(self.places))
            if not status:
                flash(_("已保存。"))
                return redirect(url_for(self.back, office=office), 303)
            edition = given if key else None
        page = render_template(
            self.template,
            office=office,
            form=form,
            key=key,
            edition=edition,
            users=[] if key is None else self._users(office, key),
            **shown,
        )
        return make_response(page, status)

    def removed(self, key: str) -> Response:
        """Takes the entry away; the list."""
        entries.remove(self.kind, key, request.form.get("edition", type=int))
        flash(_("已删除。"))
        return redirect(url_for(self.back, office=(request.view_args or {})["office"]), 303)

    def _users(self, office: str, key: str) -> list[User]:
        with database().reading() as session:
            found = uses(session, office_id(), self.kind, key)
        titles = _titles()
        return [
            User(
                f"{titles.get(one.kind, one.kind)} {one.name}".strip(),
                url_for(f"pages_{one.kind}.change", office=office, key=one.key) if one.kind in _WITH_PAGE else None,
            )
            for one in found
        ]


_WITH_PAGE = frozenset({"units", "venues", "leaders", "duties"})


def _titles() -> dict[str, str]:
    return {
        "units": _("单位"),
        "venues": _("场所"),
        "leaders": _("领导"),
        "duties": _("职责"),
        "absences": _("请假"),
        "limits": _("次数限制"),
        "apart": _("回避"),
        "preferences": _("意愿"),
    }
