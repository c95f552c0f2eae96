"""A provider of logins: OpenID Connect, served by Authlib's own server on this machine."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from flask import Flask, Response, jsonify, redirect, request
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import WSGIRequestHandler, make_server

CLIENT, SECRET = "lunzhi", "a secret of two"
ZHANG = {"sub": "7f3c-0001", "preferred_username": "zhang.san", "email": "zhang@xian.example", "email_verified": True}


@dataclass
class Client(ClientMixin):  # type: ignore[misc]
    """The service, as the provider knows it."""

    back: str

    def get_client_id(self) -> str:
        return CLIENT

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.back

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code(AuthorizationCodeMixin):  # type: ignore[misc]
    """A code that was handed out."""

    person: dict[str, Any]
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str | None
    code_challenge_method: str | None

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


def new_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})


@dataclass
class Provider:
    """What the provider does: `person` is who sits before the browser, `lies` are claims that its tokens have instead
    of the right ones, `signs_with` the key of its tokens, `extra` what it says of itself otherwise."""

    back: str
    person: dict[str, Any] = field(default_factory=lambda: dict(ZHANG))
    lies: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=new_key)
    signs_with: RSAKey | None = None
    issuer: str = ""
    in_token: bool = True
    """Whether its tokens hold the claims, or only the endpoint of user info has them."""
    codes: dict[str, Code] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


def provider_app(provider: Provider) -> Flask:
    app = Flask("provider")
    server = AuthorizationServer(
        app,
        query_client=lambda name: Client(provider.back) if name == CLIENT else None,
        save_token=lambda token, asked: provider.tokens.update({token["access_token"]: asked.user}),
    )

    class Codes(AuthorizationCodeGrant):  # type: ignore[misc]
        def save_authorization_code(self, code: str, asked: Any) -> None:
            data = asked.payload.data
            provider.codes[code] = Code(
                asked.user,
                asked.payload.redirect_uri,
                asked.payload.scope,
                data.get("nonce"),
                data.get("code_challenge"),
                data.get("code_challenge_method"),
            )

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            provider.codes = {name: one for name, one in provider.codes.items() if one is not authorization_code}

        def authenticate_user(self, authorization_code: Code) -> dict[str, Any]:
            return authorization_code.person

    class Tokens(OpenIDCode):  # type: ignore[misc]
        def exists_nonce(self, nonce: str, request: Any) -> bool:
            return False

        def resolve_client_private_key(self, client: Client) -> RSAKey:
            return provider.signs_with or provider.key

        def get_client_claims(self, client: Client) -> dict[str, Any]:
            return {"iss": provider.issuer, "aud": [CLIENT]}

        def get_encode_header(self, client: Client) -> dict[str, str]:
            return {"alg": "RS256", "kid": "one"}

        def generate_user_info(self, user: dict[str, Any], scope: str) -> dict[str, Any]:
            return {**(user if provider.in_token else {"sub": user["sub"]}), **provider.lies}

    server.register_grant(Codes, [CodeChallenge(required=True), Tokens(require_nonce=True)])

    @app.before_request
    def note() -> None:
        provider.asked.append(request.path)

    @app.get("/.well-known/openid-configuration")
    def about() -> Response:
        said = {
            "issuer": provider.issuer,
            "authorization_endpoint": f"{provider.issuer}/authorize",
            "token_endpoint": f"{provider.issuer}/token",
            "jwks_uri": f"{provider.issuer}/keys",
            "userinfo_endpoint": f"{provider.issuer}/person",
            "id_token_signing_alg_values_supported": ["RS256", "none"],
        }
        return jsonify({**said, **provider.extra})

    @app.get("/authorize")
    def authorize() -> Any:
        grant = server.get_consent_grant(end_user=provider.person)
        return server.create_authorization_response(grant_user=provider.person, grant=grant)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(KeySet([provider.key]).as_dict(private=False))

    @app.get("/person")
    def person() -> Response:
        return jsonify(provider.tokens[request.headers["Authorization"].removeprefix("Bearer ")])

    @app.get("/moved/.well-known/openid-configuration")
    def moved() -> Any:
        return redirect("/.well-known/openid-configuration")

    return app


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


@contextmanager
def providing(back: str) -> Iterator[Provider]:
    """A provider that sends people back to that address of the service."""
    provider = Provider(back)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # of Authlib's server alone
        server = make_server("127.0.0.1", 0, provider_app(provider), threaded=True, request_handler=_Quiet)
        provider.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
