"""Logging in by a provider: the authorization code flow of OpenID Connect, with PKCE, state and nonce, by Authlib.

What a login under way needs to remember is in the cookie of its session, nothing in this process.
"""

from __future__ import annotations

import logging
from typing import Any

import requests
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App, OAuthError
from authlib.integrations.requests_client import OAuth2Session
from flask import request
from flask import session as cookie
from joserfc.errors import JoseError

from api.outgoing import GuardedSession
from api.provider import Metadata, ProviderError, discover
from api.service.errors import BusyError, UnauthenticatedError
from api.service.identities import Claimed
from api.settings import Settings
from api.web.context import service

BACK = "/login/oidc/back"
"""Where the provider sends people back to, below the service's address."""
_log = logging.getLogger("lunzhi.web")
_NAME, _LONGEST, _AFTER = "oidc", 255, "after"
_SCOPES = {
    "sub": "openid",
    "preferred_username": "openid profile",
    "email": "openid email",
    "phone_number": "openid phone",
}
_VERIFIED = {"email": "email_verified", "phone_number": "phone_number_verified"}
"""What says of a claim that it is really theirs: without it anybody could write another's into the own account."""
_WAIT = 30


class _Session(OAuth2Session, GuardedSession):  # type: ignore[misc] # Authlib has no types
    """Authlib's session; asks only where it may."""


class _PrivateSession(_Session):
    private = True


class _Flow(FlaskOAuth2App):  # type: ignore[misc] # Authlib has no types
    """Authlib's flow with the configured provider."""

    def __init__(self, settings: Settings, metadata: Metadata) -> None:
        secret = settings.oidc_client_secret
        self.client_cls = _PrivateSession if settings.oidc_private else _Session
        super().__init__(
            FlaskIntegration(_NAME),
            _NAME,
            client_id=settings.oidc_client_id,
            client_secret=secret.get_secret_value() if secret else None,
            authorize_url=metadata.authorization_endpoint,
            access_token_url=metadata.token_endpoint,
            client_kwargs={
                "scope": _SCOPES[settings.oidc_claim],
                "code_challenge_method": "S256",
                "token_endpoint_auth_method": metadata.auth_method,
            },
            issuer=metadata.issuer,
            jwks_uri=metadata.jwks_uri,
            userinfo_endpoint=metadata.userinfo_endpoint,
            id_token_signing_alg_values_supported=metadata.algorithms,
        )


def begin(after: str) -> str:
    """Begins a login, in place of any other under way; the provider's address to go to. `after` is where to go then.

    BusyError where the provider cannot be used.
    """
    flow = _flow()
    for key in [one for one in cookie if one.startswith(f"_state_{_NAME}_")]:
        del cookie[key]
    made = flow.create_authorization_url(f"{service().settings.base}{BACK}")
    address = str(made.pop("url"))
    flow.save_authorize_data(redirect_uri=f"{service().settings.base}{BACK}", **made, **{_AFTER: after})
    return address


def finish() -> tuple[Claimed, str]:
    """Whom the provider vouches for, from the request that it sent them back with, and where to go then.

    UnauthenticatedError where it does not vouch or anything does not fit, BusyError where it cannot be used.
    """
    flow = _flow()
    kept = flow.framework.get_state_data(cookie, request.args.get("state")) or {}
    issuer = flow.server_metadata["issuer"]
    options = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": flow.client_id},
    }
    try:
        if request.args.get("iss", issuer) != issuer:  # RFC 9207
            raise ValueError("the answer of another provider")
        token = flow.authorize_access_token(claims_options=options)
        return _claimed(flow, token), str(kept.get(_AFTER, "/"))
    except requests.RequestException as error:
        raise _away("没有应答", type(error).__name__) from None
    except OAuthError as error:
        raise _refused(str(error.error)) from None
    except (JoseError, ValueError, TypeError, KeyError) as error:
        _log.warning("a login by the provider does not fit: %s", type(error).__name__)
        raise UnauthenticatedError("登录没有成功：身份认证返回的内容核对不上。请再试一次。") from None


def _flow() -> _Flow:
    settings = service().settings
    try:
        return _Flow(settings, discover(settings))
    except ProviderError as error:
        raise _away(str(error), "discovery") from None


def _claimed(flow: _Flow, token: dict[str, Any]) -> Claimed:
    """Whom a token vouches for; what it does not say of the name, the provider is asked for."""
    found = token["userinfo"]
    subject, claim = found["sub"], service().settings.oidc_claim
    if claim not in found and flow.server_metadata["userinfo_endpoint"]:
        more = flow.userinfo(token=token)
        if more["sub"] != subject:
            raise ValueError("the claims of somebody else")
        found = more
    if not _plain(subject):
        raise ValueError("no subject")
    vouched = claim not in _VERIFIED or found.get(_VERIFIED[claim]) in (True, "true")
    name = found.get(claim)
    return Claimed(flow.server_metadata["issuer"], subject, name if vouched and _plain(name) else None)


def _plain(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and 0 < len(value) <= _LONGEST


def _refused(error: str) -> UnauthenticatedError | BusyError:
    """What an error of the flow means (RFC 6749, sections 4.1.2.1 and 5.2)."""
    _log.warning("a login by the provider failed: %s", error if error.isidentifier() else "unknown")
    if error == "access_denied":
        return UnauthenticatedError("身份认证没有放行，或者您取消了登录。")
    if error in ("mismatching_state", "invalid_grant"):
        return UnauthenticatedError("这次登录已经过期，或是从别处开始的。请再试一次。浏览器要允许 Cookie。")
    return _away("没有接受本系统，请管理员检查 oidc 设置", error)


def _away(reason: str, logged: str) -> BusyError:
    _log.warning("the provider of logins cannot be used: %s", logged if logged.isidentifier() else "unknown")
    return BusyError(f"{service().settings.oidc_name}现在不能用（{reason}）。请稍后再试，或用密码登录。", _WAIT)
