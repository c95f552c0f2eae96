"""What the audit log says was done, in words."""

from __future__ import annotations

import json
from typing import Any

from flask_babel import gettext as _


def things() -> dict[str, str]:
    """What things are done to: how the names of the acts begin, in words."""
    return {
        "login": _("登录"),
        "leaders": _("领导"),
        "duties": _("职责"),
        "units": _("单位"),
        "venues": _("场所"),
        "absences": _("请假和会议"),
        "limits": _("上限"),
        "apart": _("回避"),
        "preferences": _("意愿"),
        "register": _("台账"),
        "plans": _("方案"),
        "jobs": _("排班"),
        "versions": _("版本"),
        "sessions": _("实际接待"),
        "applications": _("申请"),
        "notices": _("公告网页"),
        "feeds": _("日历订阅"),
        "links": _("登录链接"),
        "keys": _("密钥"),
        "members": _("角色"),
        "users": _("账号"),
        "identities": _("统一身份认证"),
        "targets": _("收件人"),
        "office": _("单位设置"),
        "workflow": _("审签"),
        "backup": _("备份"),
    }


def act(action: str) -> str:
    """An act, as `leaders.change`, in words; one that has none stays as it is."""
    thing, _dot, verb = action.partition(".")
    noun, done = things().get(thing), _verbs().get(verb)
    if noun is None or (verb and done is None):
        return action
    return f"{noun}：{done}" if verb else noun


def written(value: dict[str, Any]) -> str:
    """What stood there, line by line."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def _verbs() -> dict[str, str]:
    return {
        "add": _("新增"),
        "create": _("新建"),
        "make": _("新建"),
        "change": _("修改"),
        "remove": _("删除"),
        "order": _("调整顺序"),
        "import": _("导入"),
        "adopt": _("按方案更新"),
        "revise": _("修改"),
        "solve": _("开始"),
        "replan": _("调整"),
        "cancel": _("取消"),
        "publish": _("公布"),
        "submit": _("送审"),
        "approve": _("审签通过"),
        "refuse": _("退回"),
        "record": _("登记"),
        "apply": _("提出"),
        "accepted": _("对方同意"),
        "approved": _("批准"),
        "refused": _("不同意"),
        "withdrawn": _("撤回"),
        "open": _("对外公开"),
        "close": _("关闭"),
        "renew": _("换地址"),
        "revoke": _("停用"),
        "issue": _("发出"),
        "exchange": _("用来登录"),
        "enroll": _("给角色"),
        "dismiss": _("取消"),
        "password": _("换密码"),
        "disable": _("停用"),
        "enable": _("启用"),
        "bind": _("绑定"),
        "expect": _("登记"),
        "end": _("取消"),
        "test": _("试发"),
    }
