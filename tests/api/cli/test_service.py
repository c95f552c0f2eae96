"""The service's commands: what is configured is checked, and told in a line where it does not hold."""

from pathlib import Path

import pytest

from api.service import identities, people
from api.store import Database
from tests.api.cli.conftest import Call
from tests.api.provider import CLIENT, SECRET, Provider, providing


@pytest.fixture
def provider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """A provider of logins, and the settings for it."""
    with providing("http://127.0.0.1:8000/login/oidc/back") as found:
        configure(monkeypatch, tmp_path, found.issuer)
        yield found


def configure(monkeypatch: pytest.MonkeyPatch, data: Path, issuer: str) -> None:
    settings = {
        "DATA_DIR": str(data),
        "BASE_URL": "http://127.0.0.1:8000",
        "OIDC_ISSUER": issuer,
        "OIDC_CLIENT_ID": CLIENT,
        "OIDC_CLIENT_SECRET": SECRET,
        "OIDC_PRIVATE": "true",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"LUNZHI_{name}", value)


def test_the_provider_of_logins_is_asked(call: Call, provider: Provider) -> None:
    found = call("config", "check")
    assert found.exit_code == 0
    assert "统一身份认证已连上" in found.output
    assert SECRET not in found.output


def test_a_provider_that_is_not_there_is_told(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, tmp_path, "http://127.0.0.1:1")
    found = call("config", "check")
    assert found.exit_code == 2
    assert found.output.splitlines()[-1].endswith("oidc_issuer：http://127.0.0.1:1 没有应答。")


def test_a_setting_that_is_missing_is_named(call: Call, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LUNZHI_OIDC_CLIENT_ID")
    found = call("config", "check")
    assert found.exit_code == 2
    assert "oidc_client_id" in found.output
    assert "Traceback" not in found.output


def test_an_administrator_may_come_by_the_provider(call: Call, provider: Provider, tmp_path: Path) -> None:
    assert call("admin", "create", "root", "--identity", "zhang.san").exit_code == 0
    database = Database(f"sqlite:///{tmp_path / 'lunzhi.db'}")
    with database.reading() as session:
        row = identities.find(session, people.find(session, "root"), provider.issuer)
        assert (row.name, row.bound) == ("zhang.san", None)
    database.close()


def test_who_has_lost_the_password_gets_another(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUNZHI_DATA_DIR", str(tmp_path))
    assert call("admin", "create", "root", "--password", "correct horse battery").exit_code == 0
    database = Database(f"sqlite:///{tmp_path / 'lunzhi.db'}")
    with database.writing() as session:
        people.find(session, "root").disabled = True
    told = call("admin", "password", "root")
    assert told.exit_code == 0
    secret = told.output.split("：")[-1].strip()
    assert people.log_in(database, "root", secret, "127.0.0.1").login == "root"
    database.close()
    for command, line in {
        ("admin", "password", "nobody"): "没有这个账号。",
        ("admin", "password", "root", "--password", "x"): "应有10至200个字符",
    }.items():
        refused = call(*command)
        assert refused.exit_code != 0
        assert line in refused.output
        assert "Traceback" not in refused.output
