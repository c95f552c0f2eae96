"""The same publication gives the same bytes: on another day, in another locale and time zone, with other hashes."""

import hashlib
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

from calendars.word import board_a3, board_a4, notice_documents
from calendars.word.template import starter_template, template_documents

ROOT = Path(__file__).parents[3]
PROGRAM = """
import hashlib, sys, importlib, importlib.util
importlib.import_module(sys.argv[2])
spec = importlib.util.spec_from_file_location("county", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
from calendars.word import board_a3, board_a4, notice_documents
from calendars.word.template import starter_template, template_documents
publication = module.County().publication()
digest = hashlib.sha256()
for make in (notice_documents, board_a4, board_a3, lambda one: template_documents(one, starter_template())):
    for path, data in sorted(make(publication).items()):
        digest.update(path.encode() + data)
print(digest.hexdigest())
"""


def test_bytes_are_the_same_everywhere(county):
    found = set()
    # What else is imported must not matter either: openpyxl gives XML namespaces prefixes for the whole process.
    machines = (("Asia/Shanghai", "zh_CN.UTF-8", "1", "openpyxl"), ("Pacific/Kiritimati", "C", "2", "json"))
    for zone, locale, seed, module in machines:
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", PROGRAM, str(Path(__file__).with_name("conftest.py")), module]
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=ROOT)
        found.add(run.stdout)
    digest = hashlib.sha256()
    publication = county.publication()
    for make in (notice_documents, board_a4, board_a3, lambda one: template_documents(one, starter_template())):
        for path, data in sorted(make(publication).items()):
            digest.update(path.encode() + data)
    assert found == {digest.hexdigest() + "\n"}


def test_nothing_in_a_document_is_of_today(county, part_of):
    publication = county.publication()
    made = {**notice_documents(publication), **template_documents(publication, starter_template())}
    for data in made.values():
        with zipfile.ZipFile(BytesIO(data)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = part_of(data, "docProps/core.xml")
        assert core.count("2025-12-25T00:00:00Z") == 2
        assert "python-docx" not in core


def test_a_document_says_its_title_and_whose_it_is(county, part_of):
    core = part_of(notice_documents(county.publication())["notices/tuesday/公告.docx"], "docProps/core.xml")
    assert "<dc:title>克山县信访局2026年上半年县级领导群众接待日安排公告</dc:title>" in core
    assert "<dc:creator>克山县信访工作联席会议办公室</dc:creator>" in core
