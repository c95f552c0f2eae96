"""`lunzhi notice-template`: a template that a publication takes, and never over a file that stands."""

from pathlib import Path

from docx import Document

from calendars.word.template import starter_template


def test_the_template_is_written(call):
    result = call("notice-template", "-o", "模板.docx")
    assert result.exit_code == 0, result.stderr
    assert Path("模板.docx").read_bytes() == starter_template()
    assert Document("模板.docx").paragraphs[0].text == "{{标题}}"


def test_a_file_that_stands_is_left_as_it_is(call):
    Path("模板.docx").write_bytes(b"mine")
    result = call("notice-template", "-o", "模板.docx")
    assert (result.exit_code, Path("模板.docx").read_bytes()) == (2, b"mine")
    assert result.stderr == "模板.docx：已有这个文件，没有改动它。换一个名字，或加 --force 覆盖。\n"
    assert call("notice-template", "-o", "模板.docx", "--force").exit_code == 0
    assert Path("模板.docx").read_bytes() == starter_template()
