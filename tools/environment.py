"""Make `.venv` from `requirements.lock`: with uv where it is installed, otherwise with pip.

Run it with the interpreter that the environment shall have: `python3 tools/environment.py`, on Windows
`py tools\\environment.py`. While neither the lock, nor pyproject.toml, nor the place of the checkout has
changed, it does nothing and needs no network. It needs nothing but the standard library.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = ENVIRONMENT / "made-from"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# The lock names every package with its hashes; a source archive would bring build requirements that it does not name.
LOCKED = ["--require-hashes", "--only-binary", ":all:", "--requirement", str(LOCK)]
# hatchling is in the lock, so the project itself is installed without a download.
PROJECT = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
# uv trusts what the system trusts, as pip does: an office's proxy may show a certificate of its own.
VARIABLES = {"UV_SYSTEM_CERTS": "true", **os.environ}


def origin() -> str:
    """Return the digest of all that the environment is made from; another digest asks for another environment."""
    parts = (LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), os.fsencode(ROOT))
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def stands(wanted: str) -> bool:
    """Say whether there is an environment of that origin, on an interpreter that is still there."""
    return PYTHON.exists() and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted


def clear() -> None:
    """Remove the environment that stands, if any."""
    try:
        if ENVIRONMENT.exists():
            shutil.rmtree(ENVIRONMENT)
    except OSError as error:
        sys.exit(f"无法删除旧环境，请先关闭使用它的程序 / cannot remove the old environment: {error}")


def install(*command: str) -> None:
    """Install the lock, then the project, with this installer; its failure ends the program with one line."""
    for wanted in (LOCKED, PROJECT):
        try:
            subprocess.run([*command, *wanted], cwd=ROOT, env=VARIABLES, check=True)
        except subprocess.CalledProcessError as error:
            sys.exit(f"安装未完成（退出码 {error.returncode}）/ installation failed: {' '.join(error.cmd)}")


def make_with_uv(uv: str) -> None:
    """Make the environment, which needs no pip of its own, and let uv fill it."""
    venv.create(ENVIRONMENT, symlinks=os.name != "nt")
    install(uv, "pip", "install", "--quiet", "--python", str(PYTHON))


def make_with_pip() -> None:
    """Make the environment with the pip that comes with Python, and let that fill it."""
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("这个 Python 缺少 venv，请先安装（Debian：apt install python3-venv）/ this Python lacks venv")
    venv.create(ENVIRONMENT, symlinks=os.name != "nt", with_pip=True)
    install(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")


def main() -> None:
    """Make the environment unless the one that stands is made from the same."""
    wanted = origin()
    if stands(wanted):
        return
    uv = shutil.which("uv")
    print(f"正在用 {'uv' if uv else 'pip'} 安装到 {ENVIRONMENT}，只需一次 / installing, once", file=sys.stderr)
    clear()
    if uv:
        make_with_uv(uv)
    else:
        make_with_pip()
    # Written last: an installation that was interrupted is made anew.
    STAMP.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    main()
