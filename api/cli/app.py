"""The program and its commands."""

from __future__ import annotations

from importlib.metadata import version

import click

from api.cli.add_slot import add_slot_command
from api.cli.candidates import candidates_command
from api.cli.check import check_command
from api.cli.chinese import Group, option
from api.cli.draft import new_command, schema_command
from api.cli.explain import explain_command
from api.cli.lint_notice import lint_notice_command
from api.cli.notice_template import notice_template_command
from api.cli.publish import publish_command
from api.cli.read_back import read_back_command
from api.cli.service import (
    admin_group,
    backup_command,
    config_group,
    restore_command,
    serve_command,
    worker_command,
)
from api.cli.solve import replan_command, solve_command
from api.cli.swap import swap_command

_HELP = """轮值：把领导干部接访制度排成值班表，并证明排得最好。

\b
先起草方案，改好后排班，再把公布文书和日历发出去：
  lunzhi new --system E --leaders 名单.xlsx -o 方案.yaml
  lunzhi solve 方案.yaml -o 输出目录

\b
退出状态：0 完成；1 有空缺，或核对没有通过；2 输入有误（每处一行）。
"""


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"lunzhi {version('lunzhi')}")
        ctx.exit()


@click.group(cls=Group, invoke_without_command=True, help=_HELP)
@option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="显示版本。")
@click.pass_context
def app(ctx: click.Context) -> None:
    """Without a command, shows what there is."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


for _command in (
    solve_command,
    check_command,
    replan_command,
    publish_command,
    candidates_command,
    explain_command,
    swap_command,
    add_slot_command,
    read_back_command,
    lint_notice_command,
    new_command,
    notice_template_command,
    schema_command,
    serve_command,
    worker_command,
    admin_group,
    config_group,
    backup_command,
    restore_command,
):
    app.add_command(_command)
