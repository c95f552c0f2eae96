"""How the service is configured: environment variables `LUNZHI_…`, over a file, over what holds unless told."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from roster.faults import Fault, InputError
from roster.model_faults import model_faults
from roster.reading.trouble import said_of

CONFIG_FILE = "LUNZHI_CONFIG"
PREFIX = "LUNZHI_"
_KEY_BYTES = 32
_PASSWORD = re.compile(r"(://[^/@:]*:)[^/@]*@")
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}

Seconds = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=1)]


class Settings(BaseSettings):
    """The service's settings. Sizes are in bytes, times in seconds."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    data_dir: Path = Path.home() / ".lunzhi"
    database_url: str | None = None
    redis_url: str | None = None
    secret_key: SecretStr | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    threads: Annotated[int, Field(ge=2, le=256)] = 8
    base_url: str | None = None
    proxies: Annotated[int, Field(ge=0, le=9)] = 0
    solve_seconds: Seconds = 60.0
    lease_seconds: Seconds = 20.0
    stream_seconds: Seconds = 60.0
    """How long one stream of a job's progress lasts; its client then begins another."""
    largest_body: Count = 20_000_000
    smtp_host: str | None = None
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 25
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_starttls: bool = True
    mail_from: str = "lunzhi@localhost"
    private_addresses: bool = False
    """Whether webhooks may go to addresses of the own network, and without TLS."""
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_name: Annotated[str, Field(min_length=1, max_length=30)] = "统一身份认证"
    """How people call the provider: it stands on the button."""
    oidc_claim: Literal["preferred_username", "email", "phone_number", "sub"] = "preferred_username"
    """The claim that an administrator names people by; it has to be one that they cannot change themselves."""
    oidc_private: bool = False
    """Whether the provider may be in the own network, and without TLS."""
    metrics_networks: tuple[str, ...] = ("127.0.0.0/8", "::1/128")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.database_url is None:
            object.__setattr__(self, "database_url", f"sqlite:///{(self.data_dir / 'lunzhi.db').as_posix()}")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given in code, then the environment, then the file."""
        file = os.environ.get(CONFIG_FILE)
        from_file = (TomlConfigSettingsSource(settings_cls, Path(file)),) if file else ()
        return (init_settings, env_settings, *from_file)

    @property
    def url(self) -> str:
        """The database's address."""
        assert self.database_url is not None
        return self.database_url

    @property
    def sqlite(self) -> bool:
        """Whether the database is a file here."""
        return self.url.startswith("sqlite")

    @property
    def base(self) -> str | None:
        """The address by which people reach the service, without a `/` at its end; None where it is not known."""
        return None if self.base_url is None else self.base_url.rstrip("/")

    @property
    def https(self) -> bool:
        """Whether people reach the service by https, so that its cookies may ask for it."""
        return (self.base_url or "").startswith("https://")

    @property
    def oidc(self) -> bool:
        """Whether people may log in by a provider."""
        return self.oidc_issuer is not None

    @property
    def key_file(self) -> Path:
        """Where the server's key lies, outside of the database and its backups."""
        return self.data_dir / "secret.key"

    @property
    def backups(self) -> Path:
        """Where this server keeps backups."""
        return self.data_dir / "backups"

    def server_key(self) -> bytes:
        """The key that signs sessions and the addresses of feeds: as configured, else made once and kept.

        InputError where it cannot be kept in the data directory.
        """
        if self.secret_key is not None:
            return self.secret_key.get_secret_value().encode()
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            if not self.key_file.exists():
                self._make_key()
            return self.key_file.read_bytes()
        except OSError as error:
            raise InputError([Fault("data_dir", f"无法使用“{self.data_dir}”：{said_of(error)}。")]) from None

    def _make_key(self) -> None:
        """Written aside and linked into place, so that of several processes that start at once none reads half of it,
        and the first one's stands."""
        aside = self.key_file.with_name(f"{self.key_file.name}.{secrets.token_hex(8)}")
        try:
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_hex(_KEY_BYTES).encode())
            with suppress(FileExistsError):
                os.link(aside, self.key_file)
        finally:
            aside.unlink(missing_ok=True)

    def shown(self) -> dict[str, str]:
        """The settings as they may be shown: without passwords."""
        shown = {name: str(value) for name, value in self.model_dump().items() if value is not None}
        addresses = {
            name: _PASSWORD.sub(r"\1…@", shown[name]) for name in ("database_url", "redis_url") if name in shown
        }
        return shown | addresses

    def warnings(self) -> list[str]:
        """What works and is not as it should be, in Chinese."""
        found = []
        if self.host not in _LOOPBACK and not self.https:
            found.append(
                "base_url：服务对外开放，但没有写 https:// 地址，密码会明文传输。请在前面放置 HTTPS 反向代理。"
            )
        if not self.sqlite and self.secret_key is None:
            found.append("secret_key：多台机器必须用同一把密钥，请设置 LUNZHI_SECRET_KEY。")
        if self.smtp_host is None:
            found.append("smtp_host：没有设置，邮件不会发出。")
        return found


def read_settings(**given: Any) -> Settings:
    """The settings; InputError with every fault, each at its name."""
    file = os.environ.get(CONFIG_FILE)
    if file and not Path(file).is_file():
        raise InputError([Fault(CONFIG_FILE, f"找不到配置文件“{file}”。")])
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise InputError(_fault(detail) for detail in error.errors(include_url=False)) from None
    except ValueError as error:
        raise InputError([Fault(CONFIG_FILE, f"配置文件应为 TOML，实际无法读取：{error}。")]) from None
    if not settings.url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise InputError([Fault("database_url", "应以 sqlite:/// 或 postgresql+psycopg:// 开头，实际不是。")])
    if faults := list(_oidc_faults(settings)):
        raise InputError(faults)
    if len(settings.server_key()) < _KEY_BYTES:
        raise InputError([Fault("secret_key", f"应至少有{_KEY_BYTES}个字符，实际更短。")])
    return settings


def _oidc_faults(settings: Settings) -> Iterator[Fault]:
    """What is missing or wrong of a provider; nothing where none is configured."""
    if settings.oidc_issuer is None:
        return
    schemes = ("https://", "http://") if settings.oidc_private else ("https://",)
    if not settings.oidc_issuer.startswith(schemes):
        hint = "" if settings.oidc_private else "（内网中的用 oidc_private = true 放行）"
        yield Fault("oidc_issuer", f"应以 https:// 开头{hint}，实际为“{settings.oidc_issuer}”。")
    for name in ("oidc_client_id", "oidc_client_secret", "base_url"):
        if getattr(settings, name) is None:
            yield Fault(name, "设置了 oidc_issuer 就应设置此项，实际没有。")


def _fault(detail: Any) -> Fault:
    name = str(detail["loc"][0]) if detail["loc"] else ""
    found, _ = model_faults(Settings, {name: detail["input"]})
    reasons = [one.told() for one in found if one.loc[:1] == (name,)]
    return Fault(name, reasons[0] if reasons else "值不合要求。")
