"""A provider of logins (OpenID Connect): what it says of itself, at the address that was configured.

It is asked anew for every login, so that nothing of it grows old in a process.
"""

from __future__ import annotations

from typing import Annotated

import requests
from pydantic import BaseModel, Field, ValidationError

from api.outgoing import AddressError, guarded
from api.settings import Settings

_WELL_KNOWN = "/.well-known/openid-configuration"
_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""Signatures that only the provider can make: neither none at all, nor by a secret that both know."""
Endpoint = Annotated[str, Field(pattern=r"^https?://")]


class ProviderError(Exception):
    """The provider cannot be used; the text is a reason in Chinese."""


class Metadata(BaseModel):
    """What a provider says of itself (OpenID Connect Discovery 1.0, section 3), as far as it is used."""

    issuer: str
    authorization_endpoint: Endpoint
    token_endpoint: Endpoint
    jwks_uri: Endpoint
    userinfo_endpoint: Endpoint | None = None
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]
    id_token_signing_alg_values_supported: list[str] = ["RS256"]

    @property
    def algorithms(self) -> list[str]:
        """The signatures of its tokens that are taken."""
        return sorted(_ALGORITHMS.intersection(self.id_token_signing_alg_values_supported))

    @property
    def auth_method(self) -> str:
        """How it wants to be told the client's secret."""
        basic = "client_secret_basic"
        return basic if basic in self.token_endpoint_auth_methods_supported else "client_secret_post"


def discover(settings: Settings) -> Metadata:
    """What the configured provider says of itself; ProviderError where it does not answer or says something else."""
    issuer = settings.oidc_issuer or ""
    try:
        with guarded(private=settings.oidc_private) as session:
            answer = session.get(issuer.rstrip("/") + _WELL_KNOWN)
        if answer.status_code != 200:
            raise ProviderError(f"应答应为200，实际为{answer.status_code}")
        found = Metadata.model_validate_json(answer.content)
    except AddressError as error:
        raise ProviderError(str(error)) from None
    except requests.RequestException:
        raise ProviderError("没有应答") from None
    except ValidationError as error:
        fields = "、".join(str(one["loc"][0]) if one["loc"] else "JSON" for one in error.errors(include_url=False))
        raise ProviderError(f"应答不是 OIDC 的服务说明（{fields}）") from None
    if found.issuer != issuer:
        raise ProviderError(f"它自称“{found.issuer}”，与设置的 oidc_issuer 不同")
    if not found.algorithms:
        raise ProviderError("它的令牌没有可用的签名算法")
    return found
