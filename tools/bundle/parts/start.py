"""Install the service from the wheels beside this file, once, and start it. Needs no network, and the standard library
alone. Options are those of `lunzhi serve`."""

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / "environment"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
LUNZHI = BIN / ("lunzhi.exe" if os.name == "nt" else "lunzhi")
STAMP = ENVIRONMENT / "made-from"
WANTED = (HERE / "requirements.txt").read_text(encoding="utf-8") + str(HERE)
"""An environment does not move: in another place it is made anew."""


def install() -> None:
    """The environment, from the wheels; one that was interrupted is made anew."""
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == WANTED:
        return
    print("正在安装，只需一次，约一两分钟……", flush=True)
    python = str(BIN / ("python.exe" if os.name == "nt" else "python"))
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-index", "--require-hashes"]
    wheels = ["--find-links", str(HERE / "wheels"), "--requirement", str(HERE / "requirements.txt")]
    try:
        venv.create(ENVIRONMENT, clear=True, with_pip=True, symlinks=os.name != "nt")
        subprocess.run([*pip, *wheels], check=True, env=without_pip_settings())
    except subprocess.CalledProcessError as error:
        hint = "" if os.name == "nt" else "Debian、UOS、麒麟请先装 python3-venv。"
        sys.exit(f"安装没有完成（退出码{error.returncode}），原因见上。{hint}改好后再运行一次。")
    except OSError as error:
        sys.exit(f"安装没有完成：{error}。改好后再运行一次。")
    STAMP.write_text(WANTED, encoding="utf-8")


def without_pip_settings() -> dict[str, str]:
    """The environment without what may lead pip elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return kept | {"PIP_CONFIG_FILE": os.devnull}


def first_administrator() -> None:
    """Somebody who can log in, where there is no data yet."""
    data = Path(os.environ.get("LUNZHI_DATA_DIR", Path.home() / ".lunzhi"))
    if "LUNZHI_DATABASE_URL" in os.environ or "LUNZHI_CONFIG" in os.environ or (data / "lunzhi.db").exists():
        return
    if subprocess.run([str(LUNZHI), "admin", "create", "root"], check=False).returncode:
        sys.exit("没有建成管理员，服务没有启动。")
    print("请把上面的密码记下来，登录名是 root。", flush=True)


def main() -> None:
    """Installs where that is due, then serves until Ctrl-C."""
    install()
    first_administrator()
    serve = [str(LUNZHI), "serve", *sys.argv[1:]]
    if os.name != "nt":
        os.execv(serve[0], serve)
    try:
        sys.exit(subprocess.run(serve, check=False).returncode)
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
