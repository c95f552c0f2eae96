"""`lunzhi serve`, `worker`, `admin`, `config`, `backup`, `restore`: the service.

What the service is made of takes a moment to load: the commands load it, so that no other command waits for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli import types
from api.cli.chinese import Command, Group, option
from api.cli.ending import DONE, RefusedError
from roster.faults import InputError

if TYPE_CHECKING:
    from api.settings import Settings
    from api.store import Database

_SERVE_HELP = """启动网站和后台任务。

数据默认在用户目录的 .lunzhi 里（SQLite），用 LUNZHI_DATA_DIR 改；
用 LUNZHI_DATABASE_URL 接 PostgreSQL。先用 lunzhi admin create 建管理员。
"""
_PASSWORD_HELP = """给一个账号换密码，已有的登录随之失效。

停用的账号同时启用：管理员都进不来时，用它进来。
"""
_AWAY = "数据库没有应答，请稍后再试。"


@contextmanager
def told() -> Iterator[None]:
    """Faults as one line each, and a database that fails as one."""
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

    from api.service.errors import ServiceError  # noqa: PLC0415
    from api.store.space import FULL, is_full  # noqa: PLC0415

    try:
        yield
    except InputError as error:
        raise RefusedError(str(fault) for fault in error.faults) from None
    except ServiceError as error:
        raise RefusedError([error.reason]) from None
    except DBAPIError as error:
        raise RefusedError([FULL if is_full(error) else _AWAY]) from None


def settings_of(**given: object) -> Settings:
    """The settings, with what the command line gives."""
    from api.settings import read_settings  # noqa: PLC0415

    with told():
        return read_settings(**{name: value for name, value in given.items() if value is not None})


def opened(settings: Settings) -> Database:
    """The database."""
    from api.running import open_database  # noqa: PLC0415

    with told():
        return open_database(settings)


@click.command("serve", cls=Command, help=_SERVE_HELP, short_help="启动网站和后台任务。")
@option("--host", metavar="地址", help="监听的地址，默认 127.0.0.1。")
@option("--port", type=types.port, metavar="端口", help="监听的端口，默认 8000。")
@option("--solves", type=types.whole(0, 64, "个数"), default=1, metavar="个数", help="同时排几个方案，默认1；0为不排。")
def serve_command(host: str | None, port: int | None, solves: int) -> int:
    """Web server and worker."""
    from api.running import serve  # noqa: PLC0415

    settings = settings_of(host=host, port=port)
    with told():
        serve(settings, solves=solves, ready=lambda address: click.echo(f"轮值已启动：{address}"))
    return DONE


@click.command("worker", cls=Command, help="只启动后台任务；可在多台机器上各启动几个。", short_help="只启动后台任务。")
@option("--solves", type=types.whole(1, 64, "个数"), default=1, metavar="个数", help="同时排几个方案，默认1。")
def worker_command(solves: int) -> int:
    """A worker alone."""
    from api.running import work  # noqa: PLC0415

    settings = settings_of()
    with told():
        work(settings, solves=solves, ready=lambda _: click.echo("后台任务已启动。"))
    return DONE


@click.group("admin", cls=Group, help="管理账号。", short_help="管理账号。")
def admin_group() -> None:
    """Accounts."""


@admin_group.command("create", cls=Command, help="建一个系统管理员。", short_help="建一个系统管理员。")
@click.argument("login", metavar="登录名")
@option("--name", metavar="姓名", help="姓名，默认与登录名相同。")
@option("--password", metavar="密码", help="密码；不写就生成一个，只显示这一次。")
@option("--identity", metavar="名字", help="这个人在统一身份认证里的名字，以后也可以从那里登录。")
def create_admin(login: str, name: str | None, password: str | None, identity: str | None) -> int:
    """A system administrator."""
    from api.service import accounts, identities, people  # noqa: PLC0415
    from api.service.actor import Actor  # noqa: PLC0415

    chosen = password or accounts.new_password()
    settings = settings_of()
    if identity is not None and settings.oidc_issuer is None:
        raise RefusedError(["--identity：没有设置统一身份认证（oidc_issuer）。"])
    database, actor = opened(settings), Actor("命令行")
    with told(), database.writing() as session:
        made = people.create(session, actor, login, name or login, chosen, system=True)
        if identity is not None and settings.oidc_issuer is not None:
            identities.expect(session, actor, made, settings.oidc_issuer, identity)
    database.close()
    click.echo(f"已建系统管理员“{login}”。")
    if password is None:
        click.echo(f"密码（只显示这一次）：{chosen}")
    return DONE


@admin_group.command("password", cls=Command, help=_PASSWORD_HELP, short_help="给账号换密码。")
@click.argument("login", metavar="登录名")
@option("--password", metavar="密码", help="密码；不写就生成一个，只显示这一次。")
def change_password(login: str, password: str | None) -> int:
    """Another password, for who has lost theirs."""
    from api.service import accounts  # noqa: PLC0415
    from api.service.actor import Actor  # noqa: PLC0415

    chosen = password or accounts.new_password()
    database, actor = opened(settings_of()), Actor("命令行")
    with told(), database.writing() as session:
        user = accounts.find(session, login)
        accounts.set_password(session, actor, user, chosen)
        accounts.enable(session, actor, user)
    database.close()
    click.echo(f"已给“{login}”换密码。")
    if password is None:
        click.echo(f"密码（只显示这一次）：{chosen}")
    return DONE


@click.group("config", cls=Group, help="查看和检查配置。", short_help="查看和检查配置。")
def config_group() -> None:
    """Settings."""


@config_group.command("check", cls=Command, help="检查配置，并试连数据库和统一身份认证。", short_help="检查配置。")
def check_config() -> int:
    """Checks the settings."""
    from api.provider import ProviderError, discover  # noqa: PLC0415

    settings = settings_of()
    for name, value in settings.shown().items():
        click.echo(f"{name} = {value}")
    for warning in settings.warnings():
        click.echo(f"注意：{warning}")
    database = opened(settings)
    database.close()
    if settings.oidc:
        try:
            discover(settings)
        except ProviderError as error:
            raise RefusedError([f"oidc_issuer：{settings.oidc_issuer} {error}。"]) from None
        click.echo("统一身份认证已连上。")
    click.echo("配置无误，数据库已连上。")
    return DONE


@click.command(
    "backup",
    cls=Command,
    help="把数据库里的全部内容备份成一个文件；服务不用停。不写文件名，就存到数据目录的备份文件夹，网页上看得到。"
    "密钥（secret.key）不在其中，请另外保存。",
    short_help="备份。",
)
@click.argument("path", type=types.file_path, metavar="[文件]", required=False)
def backup_command(path: Path | None) -> int:
    """A backup."""
    from api.service import backups  # noqa: PLC0415
    from api.service.actor import Actor  # noqa: PLC0415
    from api.store.backup import back_up  # noqa: PLC0415

    settings = settings_of()
    database = opened(settings)
    with told():
        if path is None:
            path = settings.backups / backups.make(database, Actor("命令行"), settings.backups).name
        else:
            back_up(database, path)
    database.close()
    click.echo(f"已备份到“{path}”。密钥不在其中，请另外保存。")
    return DONE


@click.command(
    "restore", cls=Command, help="把备份恢复到空的数据库，SQLite 或 PostgreSQL 都可以。", short_help="恢复备份。"
)
@click.argument("path", type=types.file_path, metavar="文件")
def restore_command(path: Path) -> int:
    """The database from a backup."""
    from api.store.backup import restore  # noqa: PLC0415

    database = opened(settings_of())
    with told():
        counts = restore(database, path)
    database.close()
    click.echo(f"已恢复{sum(counts.values())}行。")
    return DONE
