"""Templates as offices make them, and as nobody should."""

import zipfile
from datetime import date
from io import BytesIO

import pytest

from calendars.word.notice import document_of
from calendars.word.package import packed
from calendars.word.paragraphs import BODY, paragraph, run


class Templates:
    """Word documents with these paragraphs."""

    def of(self, *lines):
        return packed(document_of([paragraph(BODY, run(line)) for line in lines], 12), "模板", "", date(2026, 1, 1))

    def with_parts(self, parts, template=None):
        """The template with these parts in place of its own or besides; a part is bytes or text."""
        target = BytesIO()
        with zipfile.ZipFile(BytesIO(template or self.of("{{标题}}"))) as source:
            whole = {name: source.read(name) for name in source.namelist()} | parts
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in whole.items():
                archive.writestr(name, data)
        return target.getvalue()

    def part(self, name, template=None):
        with zipfile.ZipFile(BytesIO(template or self.of("{{标题}}"))) as source:
            return source.read(name).decode()


@pytest.fixture(scope="session")
def templates():
    return Templates()
