"""Whether a template is a Word document that may be opened: bounded in size, without a DTD, macros or parts elsewhere.

A template is data from outside. All of this is looked at before any of its XML is given to a library.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import NoReturn

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from roster.faults import Fault, InputError

MOST_BYTES = 8 * 2**20
"""Of the file as it is sent."""
MOST_UNPACKED = 32 * 2**20
MOST_XML = 4 * 2**20
"""Of one part that is XML."""
MOST_PARTS = 400

PLACE = "模板"
_XML = (".xml", ".rels", ".vml")
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LINK = "/hyperlink"


def refuse(reason: str, part: str | None = None) -> NoReturn:
    """Refuses the template, naming the part of it."""
    raise InputError([Fault(PLACE, reason, part)])


def checked(template: bytes) -> bytes:
    """The template's parts in an archive made anew: no entry of it is other than it says.

    Raises InputError for what is no Word document, or none that may be opened.
    """
    if len(template) > MOST_BYTES:
        refuse(f"应不超过{MOST_BYTES // 2**20}MB，实际为{len(template) / 2**20:.1f}MB。")
    target = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(template)) as archive, zipfile.ZipFile(target, "w") as new:
            _check_entries(archive.infolist())
            for entry in archive.infolist():
                data = _unpacked(archive, entry)
                _check_part(entry.filename, data)
                new.writestr(entry.filename, data)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        refuse("应为Word文档（.docx），实际打不开。用Word或者WPS另存为.docx再试。")
    return target.getvalue()


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What the entry holds, as far as the size that it states: read without a limit, it would be unpacked whole."""
    with archive.open(entry) as part:
        return part.read(entry.file_size + 1)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Before anything is unpacked."""
    names = [entry.filename for entry in entries]
    if "[Content_Types].xml" not in names or "word/document.xml" not in names:
        refuse("应为Word文档（.docx），实际是别的压缩文件。")
    if len(names) > MOST_PARTS or len(set(names)) < len(names):
        refuse(f"应由不超过{MOST_PARTS}个不同名的部件组成，实际为{len(names)}个。")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        refuse(f"解压后应不超过{MOST_UNPACKED // 2**20}MB，实际为{unpacked // 2**20}MB。")
    for entry in entries:
        if entry.filename.endswith(_XML) and entry.file_size > MOST_XML:
            refuse(f"每个XML部件应不超过{MOST_XML // 2**20}MB，实际为{entry.file_size // 2**20}MB。", entry.filename)


def _check_part(name: str, data: bytes) -> None:
    if not name.endswith(_XML) and not data.lstrip().startswith(b"<"):
        return
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        refuse("不应含有文档类型声明（DTD）和实体，实际有。", name)
    except SyntaxError:
        refuse("应为完好的XML，实际读不了。", name)
    if name == "[Content_Types].xml":
        types = {one.get("PartName"): one.get("ContentType", "") for one in root}
        kinds = [kind.lower() for kind in types.values()]
        if types.get("/word/document.xml") != _MAIN or any("macro" in kind or "vba" in kind for kind in kinds):
            refuse("应为不带宏的Word文档（.docx），实际是带宏的，或者是别的文件。")
    if name.endswith(".rels"):
        for one in root:
            if one.get("TargetMode") == "External" and not one.get("Type", "").endswith(_LINK):
                refuse(f"不应引用文档以外的文件，实际引用了“{one.get('Target', '')}”。", name)
