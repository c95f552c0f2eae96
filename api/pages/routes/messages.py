"""Messages: who is told by which channel, a message to try that, what was sent and what was not."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import BooleanField, StringField
from wtforms.validators import AnyOf

from api.pages import entries
from api.pages.blueprint import pages
from api.pages.forms import PageForm, at_most, filled
from api.service import messages, targets
from api.service.errors import ConflictError
from api.service.messages import DINGTALK, MAIL, WECOM
from api.service.paging import MOST, Page
from api.service.permissions import Permission
from api.web.access import needs
from api.web.context import actor, database, office_id, service
from roster.faults import InputError

routes = pages("messages")
_BASE = "/offices/<office>/messages/"
_LINES = 30
_LONGEST, _SHOWN = 400, 4


class TargetForm(PageForm):
    """A recipient."""

    channel = StringField(default=MAIL, validators=[AnyOf((MAIL, WECOM, DINGTALK), "请选择方式。")])
    address = StringField(validators=[filled(), at_most(_LONGEST)])
    leader = StringField()
    administrators = BooleanField()


@routes.get(_BASE)
@needs(Permission.MESSAGES_READ)
def show(office: str) -> Response:
    """Recipients and messages."""
    return _page(office, TargetForm(), 200)


@routes.post(_BASE)
@needs(Permission.OFFICE_WRITE)
def add(office: str) -> Response:
    """A recipient more."""
    form = TargetForm()
    status = 422
    leaders = entries.names("leaders")
    if form.leader.data and form.leader.data not in leaders:
        form.leader.errors = ["请选择台账里的领导。"]
    elif form.validate():
        try:
            with database().writing() as session:
                targets.add(
                    session,
                    actor(),
                    office_id(),
                    form.channel.data or MAIL,
                    (form.address.data or "").strip(),
                    form.leader.data or None,
                    administrators=form.administrators.data,
                )
        except InputError as error:
            form.take(error)
        except ConflictError as error:
            form.address.errors = [error.reason]
            status = error.status
        else:
            flash(_("已保存。点“测试”看能不能收到。"))
            return redirect(url_for("pages_messages.show", office=office), 303)
    return _page(office, form, status)


@routes.post(f"{_BASE}targets/<int:number>/test")
@needs(Permission.OFFICE_WRITE)
def try_out(office: str, number: int) -> Response:
    """Sends a recipient a message to try it."""
    with database().writing() as session:
        targets.try_out(session, actor(), office_id(), number)
    flash(_("测试消息已放进发件箱。几秒钟后刷新，看“发出的消息”。"))
    return redirect(url_for("pages_messages.show", office=office), 303)


@routes.post(f"{_BASE}targets/<int:number>/remove")
@needs(Permission.OFFICE_WRITE)
def remove(office: str, number: int) -> Response:
    """A recipient less."""
    with database().writing() as session:
        targets.remove(session, actor(), office_id(), number)
    flash(_("已删除。"))
    return redirect(url_for("pages_messages.show", office=office), 303)


def _page(office: str, form: TargetForm, status: int) -> Response:
    page = Page(limit=_LINES, offset=max(0, min(request.args.get("offset", 0, int), 1_000_000)))
    with database().reading() as session:
        known = targets.every(session, office_id(), Page(limit=MOST)).rows
        sent = messages.every(session, office_id(), page)
    rendered = render_template(
        "messages.html",
        office=office,
        form=form,
        targets=known,
        sent=sent,
        leaders=entries.names("leaders"),
        channels={MAIL: _("邮箱"), WECOM: _("企业微信群机器人"), DINGTALK: _("钉钉群机器人")},
        states=_states(),
        shown=shown_address,
        mail_works=service().settings.smtp_host is not None,
    )
    return make_response(rendered, status)


def shown_address(channel: str, address: str) -> str:
    """An address to tell it by: a robot's is a secret, of which its host and its end are enough."""
    return address if channel == MAIL else f"{urlsplit(address).hostname or ''} …{address[-_SHOWN:]}"


def _states() -> dict[str, tuple[str, str]]:
    """What became of a message, and how it is marked."""
    return {
        messages.WAITING: (_("待发"), "tag-warn"),
        messages.SENDING: (_("正在发"), "tag-warn"),
        messages.SENT: (_("已发出"), "tag-good"),
        messages.FAILED: (_("没有发出"), "tag-bad"),
    }
