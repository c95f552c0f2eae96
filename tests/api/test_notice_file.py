"""An edited notice, whatever it was edited in, as the lines that a reader sees."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from api.notice_file import read_notice
from roster.faults import InputError

TEXT = "公告\r\n\r\n　　1月6日（星期二），赵甲𠮷。\r\n"
LINES = ["公告", "", "　　1月6日（星期二），赵甲𠮷。"]


def word(path, document):
    document.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_every_encoding(tmp_path, encoding):
    path = tmp_path / "公告.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_notice(path) == LINES


def test_word_gives_paragraphs_and_table_rows_in_their_order(tmp_path):
    document = docx.Document()
    title = document.add_paragraph("克山县信访局")
    title.runs[0].add_break()
    title.add_run("公告")
    table = document.add_table(3, 3)
    for row, cells in enumerate(
        [("日期", "姓名", "职务"), ("1月6日 星期二", "赵　甲", "书记"), ("", "钱乙丑", "县长")]
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("特此公告。")
    assert read_notice(word(tmp_path / "a.docx", document)) == [
        "克山县信访局公告",
        "日期\t姓名\t职务",
        "1月6日 星期二\t赵　甲\t书记",
        "\t钱乙丑\t县长",
        "特此公告。",
    ]


def test_tracked_changes_are_read_as_they_will_be(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("1月6日，")
    run = "<w:r><w:{0} xml:space='preserve'>{1}</w:{0}></w:r>"
    for kind, part, text in (("del", "delText", "赵甲"), ("ins", "t", "钱乙丑")):
        paragraph._p.append(parse_xml(f"<w:{kind} {nsdecls('w')}>{run.format(part, text)}</w:{kind}>"))
    assert read_notice(word(tmp_path / "a.docx", document)) == ["1月6日，钱乙丑"]


def bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return data.getvalue()


def entities():
    """A document whose one line would be a billion laughs."""
    data = io.BytesIO()
    docx.Document().save(data)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    out = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                text = part.decode().replace("<w:body>", "<w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p>")
                part = text.replace("<w:document", f'<!DOCTYPE w [<!ENTITY l0 "哈">{laughs}]><w:document', 1).encode()
            new.writestr(name, part)
    return out.getvalue()


def test_entities_stay_what_they_are(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(entities())
    try:
        found = "".join(read_notice(path))
    except InputError:
        return
    assert "哈" not in found


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空的"),
        (b"PK\x03\x04broken", "损坏"),
        (bomb(), "解压后过大"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 .docx"),
        (b"\x00\x01\x02", "二进制"),
        (b"\xff\xff\xfa\xf0", "两者都不是"),
    ],
)
def test_files_that_are_no_notices(tmp_path, data, word):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(InputError, match=word):
        read_notice(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="找不到"):
        read_notice(tmp_path / "a.txt")
