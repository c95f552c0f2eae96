"""Sends what is in the outbox: by SMTP, and to the group robots of WeCom and DingTalk."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import requests

from api.outgoing import SECONDS, AddressError, guarded
from api.service import links, messages
from api.service.clock import now
from api.service.messages import DINGTALK, MAIL, WECOM, Due
from api.settings import Settings
from api.store import Database

_log = logging.getLogger("lunzhi.worker")


class RefusedError(Exception):
    """The message did not go out."""


class Sender:
    """Sends messages as the settings say."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._ways: dict[str, Callable[[Due], None]] = {MAIL: self._mail, WECOM: self._robot, DINGTALK: self._robot}

    def send_all(self, database: Database) -> None:
        """Sends all that is due."""
        while due := messages.take(database, now()):
            try:
                self._ways[due.channel](due)
            except RefusedError as error:
                _log.warning("message %s was refused: %s", due.id, error)
                messages.refused(database, due.id, str(error), now())
            else:
                messages.sent(database, due.id)

    def _mail(self, due: Due) -> None:
        settings = self._settings
        if settings.smtp_host is None:
            raise RefusedError("没有设置邮件服务器（smtp_host）")
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = settings.mail_from, due.recipient, due.subject
        mail.set_content(due.text if due.entry is None else f"{due.text}\n\n{self._link(due.entry)}")
        try:
            with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=SECONDS) as server:
                if settings.smtp_starttls:
                    server.starttls(context=ssl.create_default_context())
                if settings.smtp_user and settings.smtp_password:
                    server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
                server.send_message(mail)
        except (OSError, smtplib.SMTPException) as error:
            raise RefusedError(f"邮件服务器没有接受（{type(error).__name__}）") from None

    def _link(self, name: str) -> str:
        """The login link of that name, which stands nowhere but in the mail."""
        if self._settings.base_url is None:
            raise RefusedError("没有设置服务的地址（base_url）")
        return f"{self._settings.base_url.rstrip('/')}{links.PATH}{links.token(self._settings.server_key(), name)}"

    def _robot(self, due: Due) -> None:
        """WeCom and DingTalk take the same shape of a text message, and answer errcode 0."""
        content: Any = {"msgtype": "text", "text": {"content": f"{due.subject}\n{due.text}"}}
        try:
            with guarded(private=self._settings.private_addresses) as session:
                answer = session.post(due.recipient, json=content)
            code = answer.json().get("errcode") if answer.status_code == 200 else None
        except AddressError as error:
            raise RefusedError(str(error)) from None
        except (requests.RequestException, ValueError, AttributeError) as error:
            raise RefusedError(f"机器人地址没有应答（{type(error).__name__}）") from None
        if code != 0:
            raise RefusedError(f"机器人没有接受（{answer.status_code}）")
