"""The files of docs/deploy: systemd and nginx take them, and the service runs by them."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from api.settings import Settings, read_settings
from tests.api.processes import PASSWORD, ROOT, SECRET
from tests.databases import free_port

DEPLOY = Path("docs/deploy")
PROGRAMS = Path(sys.executable).parent
UNITS = sorted(DEPLOY.glob("*.service"))


def program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if found is None:
        pytest.skip(f"needs {name}")
    return found


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_takes_the_units(unit: Path, tmp_path: Path) -> None:
    text = unit.read_text(encoding="utf-8").replace("/opt/lunzhi/bin", str(PROGRAMS))
    copy = tmp_path / unit.name
    copy.write_text(text, encoding="utf-8")
    found = subprocess.run(
        [program("systemd-analyze"), "verify", str(copy)], check=False, capture_output=True, text=True
    )
    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.parametrize("name", ["lunzhi.env", "lunzhi-many.env"])
def test_the_settings_hold(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            key, _, value = line.partition("=")
            assert key.removeprefix("LUNZHI_").lower() in Settings.model_fields, key
            monkeypatch.setenv(key, value)
    monkeypatch.setenv("LUNZHI_DATA_DIR", str(tmp_path))
    settings = read_settings()
    assert settings.https
    assert [one for one in settings.warnings() if "smtp" not in one] == []


@contextmanager
def running(command: list[str], **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program for as long as it is needed, which then ends in order."""
    process = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, stderr=subprocess.DEVNULL
    )
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()


def configured(tmp_path: Path, port: int) -> list[str]:
    """gunicorn by the file of the documents, on another port and with two processes."""
    text = (DEPLOY / "gunicorn.conf.py").read_text(encoding="utf-8")
    path = tmp_path / "gunicorn.conf.py"
    path.write_text(text.replace("127.0.0.1:8000", f"127.0.0.1:{port}").replace("workers = 4", "workers = 2"))
    return [str(PROGRAMS / "gunicorn"), "--config", str(path)]


def environment(url: str, tmp_path: Path) -> dict[str, str]:
    return {
        "LUNZHI_DATABASE_URL": url,
        "LUNZHI_DATA_DIR": str(tmp_path),
        "LUNZHI_SECRET_KEY": SECRET,
        "LUNZHI_BASE_URL": "https://zhiban.example",
        "LUNZHI_PROXIES": "1",
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "counts"),
    }


def certificate(directory: Path) -> None:
    """A certificate of nobody's, for a day."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "zhiban.example")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
    encoding = serialization.Encoding.PEM
    (directory / "zhiban.example.crt").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(encoding))
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (directory / "zhiban.example.key").write_bytes(private)


def proxied(tmp_path: Path, port: int, secure: int) -> list[str]:
    """nginx by the file of the documents, on other ports; it has been asked whether it takes it."""
    certificate(tmp_path)
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for written, here in (
        ("127.0.0.1:8000;", f"127.0.0.1:{port};"),
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{secure} ssl;"),
        ("/etc/nginx/", f"{tmp_path}/"),
    ):
        assert written in site
        site = site.replace(written, here)
    (tmp_path / "site.conf").write_text(site, encoding="utf-8")
    places = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off; pid {tmp_path}/pid; error_log stderr; events {{}} http {{ {places} include site.conf; }}"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    command = [program("nginx"), "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    return command


def waited(address: str, **how: object) -> requests.Response:
    """The first answer of an address."""
    for _ in range(300):
        with suppress(requests.ConnectionError, requests.Timeout):
            found = requests.get(address, timeout=30, **how)  # type: ignore[arg-type]
            if found.status_code not in (502, 504):
                return found
        time.sleep(0.2)
    raise AssertionError("it does not start")


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_gunicorn_behind_nginx_lets_people_in(database_url: str, tmp_path: Path) -> None:
    port, secure = free_port(), free_port()
    (tmp_path / "counts").mkdir()
    settings = environment(database_url, tmp_path)
    command = [sys.executable, "-m", "api.cli", "admin", "create", "root", "--password", PASSWORD]
    subprocess.run(command, check=True, env={**os.environ, **settings}, stdout=subprocess.DEVNULL)
    with running(configured(tmp_path, port), **settings), running(proxied(tmp_path, port, secure)):
        assert waited(f"http://127.0.0.1:{port}/readyz").status_code == 200
        base = f"https://127.0.0.1:{secure}"
        assert waited(f"{base}/healthz", verify=False).status_code == 200
        person = requests.Session()
        person.trust_env = False  # or a bundle of certificates in the environment goes before `verify`
        person.verify, person.headers["Host"] = False, "zhiban.example"
        person.headers["Referer"] = "https://zhiban.example/login"
        token = person.get(f"{base}/api/v1/session", timeout=30).json()["csrf_token"]
        body = {"login": "root", "password": PASSWORD}
        found = person.post(f"{base}/api/v1/session", json=body, headers={"X-CSRFToken": token}, timeout=30)
        assert found.status_code == 200, found.text
        assert "Secure" in found.headers["Set-Cookie"]
        for _ in range(20):
            assert person.get(f"{base}/api/v1/offices", timeout=30).status_code == 200
        assert person.get(f"{base}/metrics", timeout=30).status_code == 404
        counted = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=30).text
        told = [line for line in counted.splitlines() if 'method="GET",route="/api/v1/offices",status="200"' in line]
        assert [line.rpartition(" ")[2] for line in told if line.startswith("lunzhi_requests_total")] == ["20.0"]


def test_gunicorn_ends_with_a_line_where_the_settings_are_wrong(tmp_path: Path) -> None:
    command = configured(tmp_path, free_port())
    settings = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LUNZHI_DATABASE_URL": "mysql://x",
        "LUNZHI_DATA_DIR": str(tmp_path),
    }
    found = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=120, check=False)
    assert found.returncode != 0
    assert "应以 sqlite:/// 或 postgresql+psycopg:// 开头" in found.stderr
    assert "Traceback" not in found.stderr
