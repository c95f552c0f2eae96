"""What is no Word document, or none that may be opened, is refused before it is opened, with the reason."""

import zipfile
import zlib
from io import BytesIO

import pytest

from calendars.word.template import archive
from calendars.word.template.archive import checked
from roster.faults import InputError

RELS = "word/_rels/document.xml.rels"
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def refused(template):
    with pytest.raises(InputError) as found:
        checked(template)
    (line,) = str(found.value).split("\n")
    return line


def test_a_template_as_word_saves_it_is_opened(templates):
    checked(templates.of("{{标题}}"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0 old .doc", "{{标题}}".encode()])
def test_what_is_no_archive_is_refused(data):
    assert "应为Word文档（.docx），实际打不开" in refused(data)


def test_another_archive_is_refused():
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as other:
        other.writestr("xl/workbook.xml", "<a/>")
    assert "实际是别的压缩文件" in refused(target.getvalue())


def test_a_damaged_archive_is_refused(templates):
    good = templates.of("{{标题}}")
    assert refused(good[: len(good) // 2])
    middle = good.index(b"word/document.xml") + 60
    assert refused(good[:middle] + b"\xff" * 40 + good[middle + 40 :])


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
def test_a_billion_laughs_are_refused_in_any_part(templates, part):
    head, _, rest = templates.part(part).partition("?>")
    laughing = f"{head}?>{LAUGHS}{rest}".replace("</w:body>", "<w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body>")
    line = refused(templates.with_parts({part: laughing}))
    assert part in line
    assert "不应含有文档类型声明" in line


def test_an_entity_from_elsewhere_is_refused_under_any_name(templates):
    outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert "custom/data.bin" in refused(templates.with_parts({"custom/data.bin": outside}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(templates, monkeypatch):
    bomb = templates.with_parts({"word/media/image1.bin": b"\0" * (archive.MOST_UNPACKED + 1)})
    assert len(bomb) < archive.MOST_BYTES
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))
    assert "解压后应不超过32MB" in refused(bomb)


def test_an_entry_never_gives_more_than_it_states(templates):
    """Its size and its checksum say that it holds ten zeros, and it holds a million."""
    bomb = templates.with_parts({"word/media/a.bin": b"\0" * 10**6})
    for true, false in ((10**6, 10), (zlib.crc32(b"\0" * 10**6), zlib.crc32(b"\0" * 10))):
        assert bomb.count(true.to_bytes(4, "little")) == 2
        bomb = bomb.replace(true.to_bytes(4, "little"), false.to_bytes(4, "little"))
    with zipfile.ZipFile(BytesIO(checked(bomb))) as archive:
        assert archive.read("word/media/a.bin") == b"\0" * 10


def test_an_entry_that_lies_about_its_size_is_refused(templates):
    bomb = templates.with_parts({"word/media/a.bin": b"\0" * 10**6})
    assert "实际打不开" in refused(bomb.replace((10**6).to_bytes(4, "little"), (10).to_bytes(4, "little")))


def test_too_many_parts_are_refused(templates):
    many = {f"word/media/{number}.bin": b"" for number in range(archive.MOST_PARTS)}
    assert "不超过400个" in refused(templates.with_parts(many))


def test_a_large_file_and_a_large_part_are_refused(templates, monkeypatch):
    assert "每个XML部件应不超过4MB" in refused(
        templates.with_parts({"word/big.xml": b"<a>" + b" " * archive.MOST_XML + b"</a>"})
    )
    assert "应不超过8MB" in refused(b"\0" * (archive.MOST_BYTES + 1))


def test_macros_are_refused(templates):
    types = templates.part("[Content_Types].xml")
    macro = types.replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert "不带宏" in refused(templates.with_parts({"[Content_Types].xml": macro}))
    project = types.replace(
        "</Types>", '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    assert "不带宏" in refused(templates.with_parts({"[Content_Types].xml": project}))


def test_files_elsewhere_are_refused_and_links_are_not(templates):
    def with_link(kind):
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        target = "http://example.com/x"
        link = f'<Relationship Id="r9" Type="{office}/{kind}" Target="{target}" TargetMode="External"/>'
        rels = templates.part(RELS).replace("</Relationships>", link + "</Relationships>")
        return templates.with_parts({RELS: rels})

    assert "“http://example.com/x”" in refused(with_link("attachedTemplate"))
    assert "“http://example.com/x”" in refused(with_link("image"))
    checked(with_link("hyperlink"))


def test_broken_xml_is_refused(templates):
    assert "word/settings.xml" in refused(templates.with_parts({"word/settings.xml": b"<a><b></a>"}))
