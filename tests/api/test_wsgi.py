"""The service under another server than its own."""

import os
import subprocess
import sys
from pathlib import Path

ASK = "from api.wsgi import app; print(app().test_client().get('/readyz').status_code)"


def asked(tmp_path: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, as a server begins one."""
    variables = os.environ | {"LUNZHI_DATA_DIR": str(tmp_path / "data"), **settings}
    return subprocess.run([sys.executable, "-c", ASK], env=variables, check=False, capture_output=True, text=True)


def test_it_is_ready_by_the_settings_of_the_environment(tmp_path: Path) -> None:
    assert asked(tmp_path).stdout == "200\n"
    assert (tmp_path / "data/lunzhi.db").exists()


def test_settings_that_are_wrong_end_it_with_a_line(tmp_path: Path) -> None:
    found = asked(tmp_path, LUNZHI_DATABASE_URL="mysql://somewhere")
    assert found.returncode == 3  # gunicorn then starts no more of them
    assert found.stderr.startswith("database_url：应以 sqlite:/// 或 postgresql+psycopg:// 开头")
    assert "Traceback" not in found.stderr
