"""`python -m tools.bundle.prove ARCHIVE`: a Linux archive, unpacked into an empty directory where there is no network,
installs and starts, and its administrator logs in. Linux alone; the archive's Python has to be in the path.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from http.cookiejar import CookieJar
from pathlib import Path
from typing import IO
from urllib.request import HTTPCookieProcessor, Request, build_opener

_SIOCSIFFLAGS, _IFF_UP = 0x8914, 0x1
_INSIDE = "LUNZHI_PROVING"


def main() -> None:
    """Proves the archive named, in a network namespace of its own."""
    archive = Path(sys.argv[1]).resolve()
    if _INSIDE not in os.environ:
        apart = ["unshare", "--map-root-user", "--net"]
        os.execvpe(
            apart[0], [*apart, sys.executable, "-m", "tools.bundle.prove", str(archive)], os.environ | {_INSIDE: "1"}
        )
    _only_loopback()
    with tempfile.TemporaryDirectory() as directory:
        shutil.unpack_archive(archive, directory, filter="data")
        (folder,) = Path(directory).iterdir()
        _start(folder)


def _only_loopback() -> None:
    """Brings loopback up, and sees that nothing else is there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))
    assert [name for _, name in socket.if_nameindex()] == ["lo"]
    try:
        socket.create_connection(("223.5.5.5", 53), timeout=3).close()
    except OSError as error:
        print(f"no network: {error}")
    else:
        sys.exit("there is a network")


def _start(folder: Path) -> None:
    """Starts it as somebody would, with an empty home."""
    home = folder.parent / "home"
    home.mkdir()
    variables = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
    command = [str(folder / "start.sh"), "--port", "0"]
    with subprocess.Popen(command, cwd=home, env=variables, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            password = _said(process.stdout, r"密码（只显示这一次）：(\S+)")
            address = _said(process.stdout, r"轮值已启动：(\S+)")
            _log_in(address, password)
        finally:
            process.terminate()
    print(f"ended with status {process.returncode}")


def _said(output: IO[str], pattern: str) -> str:
    for line in output:
        print("  " + re.sub("(密码（.+：).+", r"\1…", line.rstrip()), flush=True)
        if found := re.search(pattern, line):
            return found[1]
    sys.exit("it ended before")


def _log_in(address: str, password: str) -> None:
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{address}/login").read().decode()
    print(f"the page of login answers: {re.search('<title>(.+?)</title>', page, re.S)[1].strip()}")
    token = json.load(browser.open(f"{address}/api/v1/session"))["csrf_token"]
    headers = {"Content-Type": "application/json", "X-CSRFToken": token}
    content = json.dumps({"login": "root", "password": password}).encode()
    answered = browser.open(Request(f"{address}/api/v1/session", content, headers))
    print(f"root logs in: {answered.status}")


if __name__ == "__main__":
    main()
