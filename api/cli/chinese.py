"""Click in Chinese: its own headings and messages, one line for a wrong call, and an exit status for every end."""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn, TypeVar

import click
from click.utils import make_str
from rich.cells import cell_len, set_cell_size

from api.cli.console import keep_printable
from api.cli.ending import BUG, INPUT, INTERRUPTED, RefusedError
from roster.faults import one_line, quoted

_Callback = TypeVar("_Callback", bound=Callable[..., Any])
_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数", "Positional arguments": "参数"}


class _Formatter(click.HelpFormatter):
    """Help pages with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Writes 用法：… ."""
        super().write_usage(prog, args, "用法：" if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Writes 选项： and so on."""
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        """Writes the lines as they stand: Click would join and wrap them as words with spaces."""
        for line in text.replace("\b\n", "").splitlines():
            self.write(f"{'':>{self.current_indent}}{line}".rstrip() + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Writes a list of terms, aligned by columns of the terminal: a Chinese character takes two."""
        listed = list(rows)
        width = max((cell_len(term) for term, _ in listed), default=0) + col_spacing
        for term, text in listed:
            self.write(f"{'':>{self.current_indent}}{set_cell_size(term, width)}{text}\n")


class _Context(click.Context):
    formatter_class = _Formatter


class Option(click.Option):
    """An option whose help has no English additions; its help text says what is required and what is the default."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """What is shown of it: its names, and its help alone."""
        return None if self.hidden else (self.get_help_spec(ctx), self.help or "")

    def get_help_spec(self, ctx: click.Context) -> str:
        """`-o, --out 目录`."""
        names = ", ".join(sorted(self.opts, key=len))
        return names if self.is_flag else f"{names} {self.make_metavar(ctx)}"


def option(*names: str, **more: Any) -> Callable[[_Callback], _Callback]:
    """Like click.option, with help in Chinese alone."""
    return click.option(*names, cls=Option, **more)


def _help_option() -> Option:
    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit()

    return Option(["--help"], is_flag=True, expose_value=False, is_eager=True, help="显示本说明。", callback=show)


class Command(click.Command):
    """A command with help in Chinese."""

    context_class = _Context

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **more})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`."""
        if self._help_option is None:
            self._help_option = _help_option()
        return self._help_option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the call; what is wrong with it knows the command."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class Group(click.Group):
    """The program: its commands, and what becomes of every error."""

    context_class = _Context
    command_class = Command

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", "subcommand_metavar": "命令 [参数]…", **more})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`."""
        if self._help_option is None:
            self._help_option = _help_option()
        return self._help_option

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command called; an unknown one is a wrong call."""
        name = make_str(args[0])
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            raise click.UsageError(f"没有命令{quoted(name)}。可用的命令：{'、'.join(self.list_commands(ctx))}", ctx)
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *_: Any, **more: Any) -> NoReturn:
        """Runs the program and exits: 0 done, 1 gaps or not passed, 2 wrong input, 3 a fault of the program itself."""
        keep_printable(sys.stdout, sys.stderr)
        sys.exit(self._status(args, more))

    def _status(self, args: Sequence[str] | None, more: dict[str, Any]) -> int:
        try:
            ended = super().main(args, **{**more, "prog_name": "lunzhi", "standalone_mode": False})
            return ended if isinstance(ended, int) else 0
        except RefusedError as refusal:
            _say(refusal.lines)
            return INPUT
        except click.ClickException as error:
            _say([_wrong_call(error)])
            return INPUT
        except (click.Abort, KeyboardInterrupt):
            _say(["已中断，没有写入任何内容。"])
            return INTERRUPTED
        except Exception as error:
            if os.environ.get("LUNZHI_DEBUG") == "1":
                traceback.print_exc()
            _say([f"程序内部错误（{type(error).__name__}），请报告给开发者。设 LUNZHI_DEBUG=1 再运行可看到详情。"])
            return BUG


def _say(lines: Sequence[str]) -> None:
    for line in lines:
        click.echo(one_line(line), err=True)


def _wrong_call(error: click.ClickException) -> str:
    """What is wrong with the call, and where its use is explained."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    path = ctx.command_path if ctx else "lunzhi"
    reason = _reason(error)
    return f"{path}：{reason}{'' if reason[-1] in '。？' else '。'}用法见 {path} --help"


def _reason(error: click.ClickException) -> str:
    """Click's message in Chinese; those of this program's own types are so already."""
    match error:
        case click.MissingParameter():
            kind = "参数" if isinstance(error.param, click.Argument) else "选项"
            return f"缺少{kind} {_hint(error)}"
        case click.BadParameter():
            return f"{_hint(error)}：{error.message}"
        case click.NoSuchOption():
            near = f"你是不是想写“{error.possibilities[0]}”？" if error.possibilities else ""
            return f"没有选项{quoted(error.option_name)}。{near}"
        case click.BadOptionUsage():
            takes_none = "not take a value" in error.message
            return f"选项 {error.option_name} {'不带值' if takes_none else '后面缺少值'}"
    if found := re.fullmatch(r"Got unexpected extra arguments? \((.*)\)\.?", error.message, re.DOTALL):
        return f"多余的参数{quoted(found[1])}"
    return error.message if _is_chinese(error.message) else "命令写法有误"


def _hint(error: click.BadParameter) -> str:
    param = error.param
    if param is None:
        return ""
    names = [param.metavar or str(param.name)] if isinstance(param, click.Argument) else sorted(param.opts, key=len)
    return "/".join(names)


def _is_chinese(text: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]", text) is not None
