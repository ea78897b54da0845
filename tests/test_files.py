import os
import stat

import pytest

from evenhand.files import write_whole


def test_new_file_is_written(tmp_path):
    assert write_whole(tmp_path / "a.txt", b"words") is True
    assert (tmp_path / "a.txt").read_bytes() == b"words"


def test_folders_are_made(tmp_path):
    write_whole(tmp_path / "a/b/c.txt", b"words")
    assert (tmp_path / "a/b/c.txt").read_bytes() == b"words"


def test_same_bytes_leave_the_file_untouched(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"words")
    os.utime(path, (1, 1))
    before = path.stat()
    assert write_whole(path, b"words") is False
    assert (path.stat().st_mtime, path.stat().st_ino) == (before.st_mtime, before.st_ino)


def test_empty_file_is_a_file(tmp_path):
    assert write_whole(tmp_path / "a.txt", b"") is True
    assert (tmp_path / "a.txt").is_file()
    assert write_whole(tmp_path / "a.txt", b"") is False


def test_open_reader_keeps_the_old_file_whole(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old words")
    with path.open("rb") as reader:
        write_whole(path, b"new")
        assert reader.read() == b"old words"
    assert path.read_bytes() == b"new"


def test_permissions_of_an_old_file_stay(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_others_may_read_a_new_file(tmp_path):
    write_whole(tmp_path / "a.txt", b"x")
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o644


def test_nothing_else_is_left_beside_the_file(tmp_path):
    write_whole(tmp_path / "a.txt", b"x")
    assert os.listdir(tmp_path) == ["a.txt"]


def test_failure_leaves_things_as_they_were(tmp_path):
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "a.txt", b"x")
    assert os.listdir(tmp_path) == ["a.txt"]
    assert os.listdir(tmp_path / "a.txt") == []
