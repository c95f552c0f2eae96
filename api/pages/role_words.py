"""Roles in words."""

from __future__ import annotations

from flask_babel import gettext as _

from api.service.permissions import Role


def role_words() -> dict[str, str]:
    """Each role, in the language of the page."""
    return {
        Role.ADMINISTRATOR: _("管理员"),
        Role.UNIT_ADMINISTRATOR: _("单位管理员"),
        Role.EDITOR: _("编辑"),
        Role.READER: _("读者"),
        Role.LEADER: _("领导本人"),
    }
