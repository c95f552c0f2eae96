"""Every example is solved to a proof, passes the check, and is published."""

from __future__ import annotations

from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner

from api.cli.app import app
from api.notice_file import read_notice
from calendars.lint import lint
from calendars.notices.newspaper import COUNTS
from roster.files import read_plan, read_roster

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def solved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    out = tmp_path_factory.mktemp("examples") / request.param.stem
    result = CliRunner().invoke(app, ["solve", str(request.param), "-o", str(out), "--at", "2025-12-20T09:00"])
    assert result.exit_code == 0, result.output
    return request.param, out


def test_all_systems_have_an_example() -> None:
    assert [path.stem for path in EXAMPLES] == list("abcdefghijk")


def test_every_level_is_proven_and_nothing_stays_empty(solved: tuple[Path, Path]) -> None:
    roster = read_roster(solved[1] / "roster.json")
    assert roster.status == "optimal"
    assert all(level.value == level.bound for level in roster.levels)
    assert not roster.gaps


def test_the_check_passes(solved: tuple[Path, Path]) -> None:
    result = CliRunner().invoke(app, ["check", str(solved[0]), str(solved[1] / "roster.json")])
    assert result.exit_code == 0, result.output


def test_every_duty_has_a_notice_with_its_leaders(solved: tuple[Path, Path]) -> None:
    plan = read_plan(solved[0]).plan
    for duty in plan.duties:
        texts = [path.read_text("utf-8-sig") for path in (solved[1] / "notices" / duty.id).rglob("*登报.txt")]
        assert texts
        assert any(
            leader.name.replace("·", "") in text.replace("\u3000", "").replace("·", "")
            for text in texts
            for leader in plan.leaders
        )


def test_every_notice_passes_the_check_of_edited_ones(solved: tuple[Path, Path]) -> None:
    plan, roster = read_plan(solved[0]).plan, read_roster(solved[1] / "roster.json")
    files = [path for path in (solved[1] / "notices").rglob("*.*") if path.suffix in (".txt", ".docx")]
    notices = [path for path in files if path.name != Path(COUNTS).name]
    assert notices
    for path in notices:
        assert lint(plan, roster, read_notice(path)) == [], path


def test_every_leader_has_a_feed_that_parses(solved: tuple[Path, Path]) -> None:
    plan = read_plan(solved[0]).plan
    feeds = [path.read_bytes() for path in (solved[1] / "feeds" / "leaders").glob("*.ics")]
    assert len(feeds) == len(plan.leaders)
    assert all(icalendar.Calendar.from_ical(feed).events for feed in feeds)


def test_no_reason_of_an_absence_is_published(solved: tuple[Path, Path]) -> None:
    plan = read_plan(solved[0]).plan
    reasons = {absence.reason for absence in plan.absences if absence.reason and len(absence.reason) > 2}
    published = [path for folder in ("notices", "feeds") for path in (solved[1] / folder).rglob("*") if path.is_file()]
    for path in published:
        text = path.read_bytes().replace(b"\r\n ", b"").decode("gb18030" if "GB18030" in path.name else "utf-8")
        assert not [reason for reason in reasons if reason in text], path
