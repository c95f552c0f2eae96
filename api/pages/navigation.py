"""Where one can go within an office, by what one may do there."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from api.service import offices
from api.service.actor import Actor
from api.service.passwords import NO_PASSWORD
from api.service.permissions import Permission
from api.web.context import database


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the navigation."""

    title: str
    address: str
    here: bool


_PLACES = (
    ("my", "pages_my.show", Permission.OWN_READ),
    ("home", "pages_home.show", Permission.ROSTERS_READ),
    ("plans", "pages_plans.show", Permission.ROSTERS_READ),
    ("register", "pages_leaders.show", Permission.REGISTER_READ),
    ("publications", "pages_publications.show", Permission.ROSTERS_READ),
    ("year", "pages_year.show", Permission.PLANS_READ),
    ("administration", "pages_settings.show", Permission.OFFICE_WRITE),
)
"""The section, the page that it begins with, what that needs."""


def _title(section: str) -> str:
    titles: dict[str, str] = {
        "my": _("我的班次"),
        "home": _("今日"),
        "plans": _("排班"),
        "register": _("台账"),
        "publications": _("公布"),
        "year": _("年度"),
        "administration": _("管理"),
    }
    return titles[section]


def places(section: str) -> list[Place]:
    """The places of this office for who asks."""
    asking: Actor = g.actor
    office = (request.view_args or {}).get("office")
    if office is None or asking.office_id is None:
        return []
    return [
        Place(_title(name), url_for(endpoint, office=office), name == section)
        for name, endpoint, need in _PLACES
        if asking.may(need) and endpoint in current_app.view_functions
    ]


def office_name() -> str:
    """The office of this page; empty where it is of none."""
    asking: Actor = g.actor
    if asking.office_id is None or "office" not in (request.view_args or {}):
        return ""
    with database().reading() as session:
        return offices.get(session, asking.office_id).name


def person_name() -> str:
    """Who has logged in; empty: nobody."""
    return current_user.user.name if current_user.is_authenticated else ""


def has_password() -> bool:
    """Whether who asks logs in by a password: leaders' login links have none."""
    return bool(current_user.is_authenticated and current_user.user.password != NO_PASSWORD)


def is_system() -> bool:
    """Whether who asks is a system administrator."""
    return bool(current_user.is_authenticated and current_user.user.system)


def may(permission: str) -> bool:
    """Whether who asks has the permission; for templates."""
    return bool(g.actor.may(Permission(permission)))
