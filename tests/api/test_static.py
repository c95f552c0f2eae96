"""The tree of feeds on disk, and its key."""

import json
import os
from datetime import UTC, datetime

import pytest

from api.static import StaticTree, prepare_tree, read_key
from calendars.record import next_record
from roster.faults import InputError
from roster.files import plan_from_data
from roster.result import Roster

PLAN = plan_from_data(
    {
        "format": 1,
        "title": "示例",
        "period": {"start": "2026-01-01", "end": "2026-01-31"},
        "units": [{"id": "u", "name": "某局", "level": "县直单位"}],
        "leaders": [{"id": "a", "name": "赵甲", "unit": "u"}],
        "duties": [
            {
                "id": "d",
                "name": "接访",
                "kind": "coverage",
                "when": "每周二",
                "hours": ["09:00-11:00"],
                "seats": [{"role": "接访领导", "who": {"unit": "u"}}],
            }
        ],
    }
)
RECORD = next_record(None, PLAN, Roster(), datetime(2026, 1, 1, tzinfo=UTC))
KEY = b"k" * 32


@pytest.fixture
def tree(tmp_path) -> StaticTree:
    return StaticTree(prepare_tree(tmp_path / "tree", tmp_path / "out"), KEY)


def test_manifest_gives_no_private_name_away(tree, tmp_path):
    tree.write(PLAN, RECORD)
    (private,) = (path for path in (tmp_path / "tree/feeds/private").iterdir() if path.suffix == ".ics")
    manifest = (tmp_path / "tree/manifest.json").read_text("utf-8")
    assert len(json.loads(manifest)["files"]) == 5
    assert private.stem not in manifest
    assert not (tmp_path / "tree/feeds/leaders").exists()


def test_file_that_did_not_change_keeps_its_time_and_one_that_others_put_there_stays(tree, tmp_path):
    tree.write(PLAN, RECORD)
    office = tmp_path / "tree/feeds/office.ics"
    os.utime(office, (1_000_000_000, 1_000_000_000))
    (tmp_path / "tree/robots.txt").write_text("Disallow: /", encoding="ascii")
    (tmp_path / "tree/feeds/duties/d.ics").write_bytes(b"changed")
    kept = StaticTree(prepare_tree(tmp_path / "tree", tmp_path / "out"), KEY).write(PLAN, RECORD)
    assert office.stat().st_mtime == 1_000_000_000
    assert (tmp_path / "tree/robots.txt").exists()
    assert kept == ["feeds/duties/d.ics.bak"]


def test_tree_that_cannot_be_written_stays_as_it_was(tree, tmp_path):
    tree.write(PLAN, RECORD)
    before = {path: path.read_bytes() for path in (tmp_path / "tree").rglob("*") if path.is_file()}
    again = StaticTree(prepare_tree(tmp_path / "tree", tmp_path / "out"), KEY)
    (tmp_path / "tree/manifest.json").write_text('{"made_by": "lunzhi", "files": {}}', encoding="ascii")
    with pytest.raises(InputError):
        again.write(PLAN, RECORD)
    for path, data in before.items():
        assert path.name == "manifest.json" or path.read_bytes() == data


@pytest.mark.parametrize(("tree", "out"), [("a", "a"), ("a/b", "a"), ("a", "a/b")])
def test_tree_and_the_office_s_own_directory_are_apart(tmp_path, tree, out):
    with pytest.raises(InputError, match="互不包含"):
        prepare_tree(tmp_path / tree, tmp_path / out)


def test_key_is_made_once_for_its_owner_alone(tmp_path):
    key, made = read_key(tmp_path / "key", tmp_path / "tree")
    assert made
    assert read_key(tmp_path / "key", tmp_path / "tree") == (key, False)
    assert len(key) == 64
    assert os.name == "nt" or (tmp_path / "key").stat().st_mode & 0o077 == 0


def test_key_among_what_is_published_too_short_or_out_of_reach_is_refused(tmp_path):
    (tmp_path / "short").write_bytes(b"k" * 31)
    for path in ("tree/key", "short", "nowhere/key", "."):
        with pytest.raises(InputError) as caught:
            read_key(tmp_path / path, tmp_path / "tree")
        assert [fault.path for fault in caught.value.faults] == ["key"]
    assert not (tmp_path / "tree").exists()
