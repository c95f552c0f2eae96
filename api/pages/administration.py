"""The pages of an office's administration, by what one may do there."""

from __future__ import annotations

from flask import current_app, g, request, url_for
from flask_babel import gettext as _

from api.pages.navigation import Place
from api.service.permissions import Permission

_PLACES = (
    ("settings", "pages_settings.show", Permission.OFFICE_WRITE),
    ("working-days", "pages_working_days.show", Permission.OFFICE_WRITE),
    ("members", "pages_members.show", Permission.MEMBERS_WRITE),
    ("links", "pages_links.show", Permission.MEMBERS_WRITE),
    ("feeds", "pages_feeds.show", Permission.FEEDS_WRITE),
    ("messages", "pages_messages.show", Permission.MESSAGES_READ),
    ("keys", "pages_keys.show", Permission.KEYS_WRITE),
    ("audit", "pages_audit.show", Permission.AUDIT_READ),
)
"""The page's name, where it is, what that needs."""


def _title(name: str) -> str:
    titles: dict[str, str] = {
        "settings": _("单位设置"),
        "working-days": _("工作日"),
        "members": _("人员和角色"),
        "links": _("领导登录"),
        "feeds": _("日历订阅"),
        "messages": _("消息"),
        "keys": _("程序密钥"),
        "audit": _("审计日志"),
    }
    return titles[name]


def administration(here: str) -> list[Place]:
    """The pages for who asks; `here` is the one that is shown."""
    office = (request.view_args or {})["office"]
    return [
        Place(_title(name), url_for(endpoint, office=office), name == here)
        for name, endpoint, need in _PLACES
        if g.actor.may(need) and endpoint in current_app.view_functions
    ]
