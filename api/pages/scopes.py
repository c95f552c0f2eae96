"""What a program's key can be allowed, in words."""

from __future__ import annotations

from flask_babel import gettext as _

from api.service.actor import Actor
from api.service.permissions import SCOPES, Permission


def scope_words() -> dict[str, str]:
    """Every scope in words, in the order of permissions."""
    words: dict[Permission, str] = {
        Permission.OFFICE_READ: _("看单位设置"),
        Permission.OFFICE_WRITE: _("改单位设置、工作日、收件人"),
        Permission.REGISTER_READ: _("看台账"),
        Permission.REGISTER_WRITE: _("改台账"),
        Permission.ABSENCES_READ: _("看请假和原因"),
        Permission.ABSENCES_WRITE: _("登记请假"),
        Permission.PLANS_READ: _("看排班方案、草稿和空缺原因"),
        Permission.PLANS_WRITE: _("建方案、排班、改排班"),
        Permission.ROSTERS_READ: _("看已公布的排班"),
        Permission.ROSTERS_PUBLISH: _("公布排班"),
        Permission.SESSIONS_WRITE: _("登记实际接待"),
        Permission.NOTICES_READ: _("看公告和文件"),
        Permission.FEEDS_READ: _("看日历订阅"),
        Permission.FEEDS_WRITE: _("看领导的订阅地址，换地址、停用"),
        Permission.APPLICATIONS_READ: _("看请假和对调申请"),
        Permission.APPLICATIONS_WRITE: _("办理请假和对调申请"),
        Permission.MESSAGES_READ: _("看消息和收件人"),
        Permission.AUDIT_READ: _("看审计日志"),
    }
    return {str(one): words[one] for one in Permission if one in SCOPES}


def grantable(asking: Actor) -> dict[str, str]:
    """The scopes that somebody may give: nobody gives more than they have."""
    return {scope: words for scope, words in scope_words().items() if asking.may(Permission(scope))}
