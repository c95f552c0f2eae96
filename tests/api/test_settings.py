"""Settings: the server's key is made once, and what cannot be used is told in a line."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from api.running import open_database
from api.settings import Settings, read_settings
from roster.faults import InputError


def test_of_several_that_start_at_once_all_have_the_same_whole_key(tmp_path):
    settings = [Settings(data_dir=tmp_path / "data") for _ in range(16)]
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda one: one.server_key(), settings))
    assert len(keys) == 1
    assert len(keys.pop()) >= 32
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret.key"]


def test_a_data_directory_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_settings(data_dir=tmp_path / "file" / "data")
    (fault,) = caught.value.faults
    assert fault.path == "data_dir"
    assert "路径中有一段不是文件夹" in fault.reason


@pytest.mark.parametrize("url", ["postgresql+psycopg://lunzhi:geheim@127.0.0.1:1/x", "sqlite:////nosuch/x.db"])
def test_a_database_that_does_not_answer_is_told_without_its_password(tmp_path, url):
    with pytest.raises(InputError) as caught:
        open_database(Settings(data_dir=tmp_path, database_url=url))
    (fault,) = caught.value.faults
    assert fault.path == "database_url"
    assert "连不上数据库" in fault.reason
    assert "geheim" not in str(fault)


OIDC = {"oidc_issuer": "https://id.example", "oidc_client_id": "lunzhi", "oidc_client_secret": "x"}


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        ({**OIDC, "base_url": "https://zhi.example"}, []),
        ({**OIDC}, ["base_url"]),
        ({"oidc_issuer": "https://id.example"}, ["oidc_client_id", "oidc_client_secret", "base_url"]),
        ({**OIDC, "base_url": "https://zhi.example", "oidc_issuer": "http://id.example"}, ["oidc_issuer"]),
        ({**OIDC, "base_url": "https://zhi.example", "oidc_claim": "name"}, ["oidc_claim"]),
    ],
)
def test_what_is_missing_for_a_provider_of_logins_is_told(tmp_path, given, paths):
    if not paths:
        assert read_settings(data_dir=tmp_path, **given).oidc
        return
    with pytest.raises(InputError) as caught:
        read_settings(data_dir=tmp_path, **given)
    assert [fault.path for fault in caught.value.faults] == paths


def test_a_secret_is_not_shown(tmp_path):
    shown = read_settings(data_dir=tmp_path, base_url="https://zhi.example", **OIDC | {"oidc_client_secret": "geheim"})
    assert "geheim" not in str(shown.shown())
