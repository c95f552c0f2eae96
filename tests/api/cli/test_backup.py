"""`lunzhi backup`: into a file, or where the pages list it."""

from pathlib import Path

import pytest

from api.store.backup_folder import kept_backups
from tests.api.cli.conftest import Call


def test_without_a_file_it_is_kept_in_the_data_directory(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("LUNZHI_DATA_DIR", str(data))
    monkeypatch.delenv("LUNZHI_DATABASE_URL", raising=False)
    told = call("backup")
    assert told.exit_code == 0, told.output
    [kept] = kept_backups(data / "backups")
    assert str(data / "backups" / kept.name) in told.output
    elsewhere = call("backup", tmp_path / "b.zip")
    assert elsewhere.exit_code == 0
    assert (tmp_path / "b.zip").is_file()
    assert len(kept_backups(data / "backups")) == 1
