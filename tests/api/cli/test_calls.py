"""How the program speaks: Chinese throughout, one line for a wrong call."""

import json
import re

import click
import pytest
from rich.cells import cell_len

from api.cli.app import app
from calendars.formats import FORMATS

COMMANDS = tuple(app.commands)
WITHIN = tuple(
    f"{name} {inner}"
    for name, group in app.commands.items()
    if isinstance(group, click.Group)
    for inner in group.commands
)
INNER = tuple(name.split()[1] for name in WITHIN)
FORMAT_NAMES = "|".join(form.name for form in FORMATS)
# What has no other name in Chinese: the program, its options, file formats, encodings, standards, letters of systems.
FOREIGN = re.compile(
    rf"--?[a-z-]+|lunzhi( ({'|'.join((*WITHIN, *COMMANDS))}))?|^  ({'|'.join((*COMMANDS, *INNER))}) "
    rf"|内容与 solve 相同|(difference|plan|roster)\.(json|yaml)|tuesday/2026-02-03|\b({FORMAT_NAMES})\b"
    r"|lunzhi replan|tables/排班表|排班表!F12|Excel|Word|（(pins|absences)）|period|2026-W02|LUNZHI_[A-Z_]+"
    r"|PostgreSQL|SQLite|\.lunzhi|127\.0\.0\.1|secret\.key"
    r"|\.(xlsx|csv|yaml|txt|docx)|UTF-8|GB 18030|JSON( Schema)?|Ctrl-C|2026Q1|2026-01-05T09:00|\b[A-K]\b"
)


@pytest.mark.parametrize("args", [(), ("--help",), *((*command.split(), "--help") for command in (*COMMANDS, *WITHIN))])
def test_help_is_chinese(call, args):
    result = call(*args)
    assert result.exit_code == 0
    assert result.stdout.startswith("用法：lunzhi")
    for line in result.stdout.splitlines():
        assert not re.search("[A-Za-z]", FOREIGN.sub("", line)), line


def test_help_is_aligned_by_columns_of_the_terminal(call):
    lines = call("new", "--help").stdout.split("选项：\n")[1].splitlines()
    terms = [re.match(r"  \S+( --\w+)?( \S+)?  +", line)[0] for line in lines]
    assert len({cell_len(term) for term in terms}) == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("solve",), "lunzhi solve：缺少参数 方案。用法见 lunzhi solve --help"),
        (("solve", "a"), "lunzhi solve：缺少选项 -o/--out。用法见 lunzhi solve --help"),
        (("solve", "a", "-o"), "lunzhi solve：选项 -o 后面缺少值。用法见 lunzhi solve --help"),
        (("solve", "a", "-o", "b", "--json=1"), "lunzhi solve：选项 --json 不带值。用法见 lunzhi solve --help"),
        (("solve", "a", "c", "-o", "b"), "lunzhi solve：多余的参数“c”。用法见 lunzhi solve --help"),
        (("solve", "a", "--xyz"), "lunzhi solve：没有选项“--xyz”。用法见 lunzhi solve --help"),
        (("solve", "a", "--time-limt", "3"), "lunzhi solve：没有选项“--time-limt”。你是不是想写“--time-limit”？"),
        (
            ("slove",),
            f"lunzhi：没有命令“slove”。可用的命令：{'、'.join(sorted(COMMANDS))}。",
        ),
        (("--nonsense",), "lunzhi：没有选项“--nonsense”。"),
        (("solve", "a", "-o", "b", "--time-limit", "0"), "--time-limit：应为大于0的秒数（如60），实际为“0”。"),
        (("solve", "a", "-o", "b", "--time-limit", "nan"), "--time-limit：应为大于0的秒数"),
        (("solve", "a", "-o", "b", "--seed", "-1"), "--seed：应为0至2147483647的整数，实际为“-1”。"),
        (("serve", "--port", "65536"), "lunzhi serve：--port：应为0至65535的端口，实际为“65536”。"),
        (("worker", "--solves", "0"), "lunzhi worker：--solves：应为1至64的个数，实际为“0”。"),
        (("solve", "a", "-o", "b", "--at", "明天"), "--at：应为时间（如2026-01-05T09:00），实际为“明天”。"),
        (("solve", "a", "-o", "b", "--at", "2026-01-05"), "--at：应为时间（如2026-01-05T09:00）"),
        (("solve", "", "-o", "b"), "方案：应为路径，实际为“”。"),
        (("replan", "a", "--roster", "b", "--from", "2026-02-30", "-o", "c"), "--from：没有2026-02-30这一天。"),
        (("new", "--system", "Z", "-o", "b"), "--system：应为A至K之一，实际为“Z”。"),
        (("new", "--system", "E", "-o", "b", "--period", "Q1"), "--period：应为季度、月或年"),
        (("new", "--system", "E", "-o", "b", "--start", "2026-01-01"), "--start 与 --end 要一起写。"),
        (
            ("new", "--system", "E", "-o", "b", "--start", "2026-02-01", "--end", "2026-01-01"),
            "--start、--end：结束日期",
        ),
        (("new", "--system", "E", "-o", "b", "--period", "2026", "--start", "2026-02-01"), "只写一种。"),
    ],
)
def test_wrong_call_is_one_line_of_chinese(call, args, said):
    result = call(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert said in result.stderr
    assert not re.search("Error|Usage|Missing|Invalid|Try", result.stderr)


def test_version(call):
    assert re.fullmatch(r"lunzhi \d+\.\d+\.\d+\n", call("--version").stdout)


def test_schema_is_utf8_json_whatever_the_terminal(start):
    out, err = start("schema", PYTHONIOENCODING="gbk").communicate()
    schema = json.loads(out.decode("utf-8"))
    assert err == b""
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["title"] == "轮值排班方案（格式1）"
    assert {"format", "title", "period", "units", "leaders", "duties"} <= set(schema["required"])
    assert "except" in json.dumps(schema["$defs"]["Selector"])


def test_fault_of_the_program_is_one_line_and_status_3(call, plan, monkeypatch):
    def broken(*_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("api.cli.publishing.facts_of", broken)
    result = call("solve", plan, "-o", "out")
    assert result.exit_code == 3
    assert result.stderr == "程序内部错误（RuntimeError），请报告给开发者。设 LUNZHI_DEBUG=1 再运行可看到详情。\n"
    assert call("solve", plan, "-o", "out").stdout == ""
    monkeypatch.setenv("LUNZHI_DEBUG", "1")
    assert "secret detail" in call("solve", plan, "-o", "out").stderr
