"""`lunzhi notice-template`: a Word template of notices to start from."""

from __future__ import annotations

from pathlib import Path

import click

from api.cli import types
from api.cli.chinese import Command, option
from api.cli.ending import DONE
from api.cli.new_file import refuse_existing, write_file
from calendars.word.template import starter_template

_HELP = """写出一份公文模板（.docx），可以改成本单位的样式。

模板里的 {{标题}}、{{署名}} 等占位符，套用时换成公文的内容。
"""


@click.command("notice-template", cls=Command, help=_HELP, short_help="写出一份可以修改的公文模板。")
@option("-o", "--out", type=types.file_path, metavar="文件", required=True, help="写成的模板文件，必填。")
@option("--force", is_flag=True, help="文件已有时覆盖它。")
def notice_template_command(out: Path, force: bool) -> int:
    """Writes the template."""
    refuse_existing(out, force)
    write_file(out, starter_template())
    click.echo(f"模板在“{out}”。")
    return DONE
