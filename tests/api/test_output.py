"""The output directory: always whole, and what others put there stays."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from api.output import MANIFEST, Output, prepare, write
from roster.faults import InputError

FILES = {"roster.json": b"{}", "feeds/leaders/l1.ics": b"BEGIN"}


def contents(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def written(directory: Path, files: dict[str, bytes] = FILES) -> Path:
    write(prepare(directory), files)
    return directory


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        prepare(path)
    assert len(caught.value.faults) == 1
    return caught.value.faults[0].reason


def test_writes_every_file_and_leaves_nothing_beside(tmp_path):
    written(tmp_path / "out")
    assert contents(tmp_path / "out") == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_preparing_leaves_no_trace(tmp_path):
    prepare(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_empty_directory_is_taken(tmp_path):
    (tmp_path / "out").mkdir()
    assert contents(written(tmp_path / "out")) == FILES


def test_own_directory_is_replaced_and_old_files_go(tmp_path):
    written(tmp_path / "out", {**FILES, "notices/old.txt": b"old"})
    written(tmp_path / "out", {"roster.json": b"new"})
    assert contents(tmp_path / "out") == {"roster.json": b"new"}
    assert not (tmp_path / "out/notices").exists()


def test_files_of_others_are_kept(tmp_path):
    out = written(tmp_path / "out")
    (out / "notes").mkdir()
    (out / "notes/mine.txt").write_bytes(b"mine")
    (out / "empty").mkdir()
    (out / "link").symlink_to("notes/mine.txt")
    assert write(prepare(out), {"roster.json": b"new"}) == []
    assert contents(out) == {"roster.json": b"new", "notes/mine.txt": b"mine", "link": b"mine"}
    assert (out / "empty").is_dir()
    assert (out / "link").is_symlink()


def test_file_that_somebody_changed_is_kept_beside_the_new_one(tmp_path):
    out = written(tmp_path / "out", {"notices/a.txt": b"ours"})
    (out / "notices/a.txt").write_bytes(b"edited")
    assert write(prepare(out), {"notices/a.txt": b"newer"}) == ["notices/a.txt.bak"]
    assert contents(out) == {"notices/a.txt": b"newer", "notices/a.txt.bak": b"edited"}
    assert write(prepare(out), {"notices/a.txt": b"newest"}) == []
    assert contents(out)["notices/a.txt.bak"] == b"edited"


def test_foreign_file_in_the_way_of_a_new_one_is_kept(tmp_path):
    out = written(tmp_path / "out", {"a.txt": b"ours"})
    (out / "B.TXT").write_bytes(b"mine")
    assert write(prepare(out), {"b.txt": b"ours"}) == ["B.TXT.bak"]
    assert contents(out) == {"b.txt": b"ours", "B.TXT.bak": b"mine"}


def test_directory_of_others_is_refused_untouched(tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/a.jpg").write_bytes(b"jpg")
    assert "不是空的" in refusal(tmp_path / "photos")
    assert contents(tmp_path / "photos") == {"a.jpg": b"jpg"}


@pytest.mark.parametrize("manifest", [b"", b"[]", b'{"made_by": "npm", "files": {}}', b"\xff"])
def test_manifest_of_others_is_none_of_ours(tmp_path, manifest):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / MANIFEST).write_bytes(manifest)
    assert "不是空的" in refusal(tmp_path / "out")


def test_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "out").write_bytes(b"file")
    assert "同名的文件" in refusal(tmp_path / "out")
    assert "是文件" in refusal(tmp_path / "out/below")


def test_missing_parent_is_refused(tmp_path):
    assert "不存在" in refusal(tmp_path / "none/out")
    assert list(tmp_path.iterdir()) == []


def test_too_long_a_name_is_refused(tmp_path):
    assert "太长" in refusal(tmp_path / ("长" * 100))
    assert "太长" in refusal(tmp_path / "/".join(["x" * 200] * 30))


def test_current_directory_and_root_are_refused(tmp_path, monkeypatch):
    (tmp_path / "a/b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a/b")
    for path in (Path(), tmp_path / "a", Path(Path.cwd().anchor)):
        assert "当前目录" in refusal(path)


def test_link_to_a_directory_is_followed(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    written(tmp_path / "link")
    assert contents(tmp_path / "real") == FILES
    assert (tmp_path / "link").is_symlink()


def test_full_disk_leaves_the_old_directory(tmp_path, monkeypatch):
    out = written(tmp_path / "out")
    output = prepare(out)

    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match="磁盘已满"):
        write(output, {"roster.json": b"new"})
    assert contents(out) == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_directory_that_cannot_be_replaced_returns_and_the_new_one_is_saved(tmp_path, monkeypatch):
    out = written(tmp_path / "out")
    output = prepare(out)
    rename = Path.rename

    def held(self, target):
        if "-new-" in self.name and Path(target).name == "out":
            raise PermissionError(errno.EACCES, "held")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(InputError, match=r"out\.new"):
        write(output, {"roster.json": b"new"})
    assert contents(out) == FILES
    assert contents(tmp_path / "out.new") == {"roster.json": b"new"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "out.new"]


def test_another_run_in_between_is_not_overwritten(tmp_path):
    out = written(tmp_path / "out")
    output = prepare(out)
    written(out, {"roster.json": b"other"})
    with pytest.raises(InputError, match="刚被改动"):
        write(output, {"roster.json": b"new"})
    assert contents(out) == {"roster.json": b"other"}


def test_kill_between_the_two_moves_is_mended_by_the_next_run(tmp_path, monkeypatch):
    out = written(tmp_path / "out")
    output = prepare(out)
    rename = Path.rename

    class KilledError(BaseException):
        pass

    def killed(self, target):
        if self.name == "out":
            rename(self, target)
        raise KilledError

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KilledError):
        write(output, {"roster.json": b"new"})
    monkeypatch.undo()
    assert not out.exists()
    assert prepare(out).previous("roster.json") is not None
    assert contents(out) == FILES


def test_interrupt_while_writing_leaves_the_old_directory(tmp_path, monkeypatch):
    out = written(tmp_path / "out")
    output = prepare(out)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(output, {"roster.json": b"new"})
    assert contents(out) == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_previous_file_is_known_only_in_an_own_directory(tmp_path):
    assert prepare(tmp_path / "out").previous("roster.json") is None
    written(tmp_path / "out")
    assert prepare(tmp_path / "out").previous("roster.json") == tmp_path / "out/roster.json"
    assert prepare(tmp_path / "out").previous("other.json") is None


def test_mode_of_the_directory_stays(tmp_path):
    out = written(tmp_path / "out")
    out.chmod(0o750)
    written(out)
    assert os.name == "nt" or out.stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("name", ["../out.txt", "/etc/x", "a/../../b"])
def test_files_outside_the_directory_are_a_fault_of_the_program(tmp_path, name):
    with pytest.raises(ValueError, match="below"):
        write(Output(tmp_path / "out", None), {name: b""})


def test_remains_of_a_killed_run_go_with_the_next(tmp_path):
    out = written(tmp_path / "out")
    (tmp_path / prefix(out, "new")).mkdir()
    os.utime(tmp_path / prefix(out, "new"), (0, 0))
    (tmp_path / prefix(out, "old")).mkdir()
    prepare(out)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_directory_that_another_run_is_writing_stays(tmp_path):
    out = written(tmp_path / "out")
    (tmp_path / prefix(out, "new")).mkdir()
    prepare(out)
    assert (tmp_path / prefix(out, "new")).is_dir()


def prefix(out: Path, kind: str) -> str:
    return f".lunzhi-{hashlib.sha256(os.fsencode(out.name)).hexdigest()[:12]}-{kind}-00000000"
