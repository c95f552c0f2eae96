"""`lunzhi publish --template`: notices by the office's own Word template."""

from pathlib import Path

import pytest
from docx import Document

AT = ("--at", "2026-03-25T09:00")


@pytest.fixture
def publish(call, plan):
    """Publishes in Word alone, by the template."""
    assert call("solve", plan, "-o", "out", "--format", "docx", *AT).exit_code == 0
    return lambda template: call(
        "publish", plan, "out/roster.json", "-o", "own", "--format", "docx", "--template", template, *AT
    )


def of(*lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save("模板.docx")
    return "模板.docx"


def test_every_notice_is_by_the_template(call, publish):
    assert call("notice-template", "-o", "起步.docx").exit_code == 0
    assert publish("起步.docx").exit_code == 0
    made, standard = (sorted(Path(folder).rglob("*公示*.docx")) for folder in ("own", "out"))
    names = {path.relative_to("out") for path in standard if "张贴" not in path.name}
    assert {path.relative_to("own") for path in made} == names
    assert publish(of("{{署名}}：{{标题}}")).exit_code == 0
    assert [Document(path).paragraphs[0].text.partition("：")[1] for path in made] == ["："] * len(made)


def test_a_template_that_asks_for_what_does_not_exist_publishes_nothing(publish):
    result = publish(of("{{领导手机}}"))
    assert result.exit_code == 2
    assert result.stderr.startswith("模板.docx：模板：应为能用的占位符，实际为“领导手机”。")
    assert not Path("own").exists()


@pytest.mark.parametrize(("content", "said"), [(None, "找不到文件。"), (b"no archive", "应为Word文档（.docx）")])
def test_what_is_no_template_is_told_of_in_a_line(publish, content, said):
    if content is not None:
        Path("坏.docx").write_bytes(content)
    result = publish("坏.docx")
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith("坏.docx：")
    assert said in line
