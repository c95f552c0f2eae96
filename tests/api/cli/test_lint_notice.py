"""`lunzhi lint-notice`."""

import json
from pathlib import Path

import docx
import pytest


@pytest.fixture
def published(call, plan):
    """The text of a published notice, and a call of the check on a text."""
    assert call("solve", plan, "-o", "out", "--at", "2026-03-20T09:00").exit_code == 0
    (notice,) = sorted(Path("out/notices").rglob("*登报.txt"))[:1]

    def check(text, *more, name="改过.txt"):
        Path(name).write_bytes(text.encode("gb18030"))
        return call("lint-notice", plan, "out/roster.json", name, *more)

    return notice.read_text(encoding="utf-8-sig"), check


def test_a_clean_notice(published):
    text, check = published
    done = check(text)
    assert (done.exit_code, done.output) == (0, "改过.txt：没有毛病。\n")


def test_each_finding_is_a_line_with_file_line_and_what_was_expected(published):
    text, check = published
    lines = text.splitlines()
    number = next(place for place, line in enumerate(lines, 1) if "（星期三" in line)
    lines[number - 1] = lines[number - 1].replace("（星期三", "（星期四")
    done = check("\n".join(lines))
    assert done.exit_code == 1
    day = lines[number - 1].strip("　").split("（")[0]
    assert done.output == f"改过.txt：第{number}行：{day}的星期应为“星期三”，实际为“星期四”。\n共1处。\n"


def test_findings_for_programs(published):
    text, check = published
    found = json.loads(check(text.replace("特此公", "特此通"), "--json").output)
    assert all(set(one) == {"line", "reason"} for one in found["findings"])


def test_word(published, call, plan):
    text, _ = published
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line.strip("　"))
    document.save("改过.docx")
    done = call("lint-notice", plan, "out/roster.json", "改过.docx")
    assert (done.exit_code, done.output) == (0, "改过.docx：没有毛病。\n")


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--duty", "nix"], "--duty：应为方案里的职责编号"),
        (["--span", "2026-13"], "--span：应为"),
        (["--unit", "x"], "--unit："),
    ],
)
def test_bad_input(published, options, word):
    text, check = published
    done = check(text, *options)
    assert done.exit_code == 2
    assert word in done.output


def test_a_notice_that_is_not_there(published, call, plan):
    done = call("lint-notice", plan, "out/roster.json", "没有.txt")
    assert done.exit_code == 2
    assert done.output.startswith("没有.txt：找不到文件")
