"""An open file gives what it held when it was opened, or says that it was changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from judian.engines.whoosh import open_file
from judian.engines.whoosh.open_file import FileChanged, OpenFile

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody replace an open file")


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(bytes(range(100)))
    os.utime(path, ns=(1, 1))
    return path


def test_any_part_is_read(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = OpenFile(stored)
    assert file.size == 100
    assert file.read(0, 100) == bytes(range(100))
    assert file.read(7, 3) == b"\7\10\11"
    assert file.read(50, 0) == b""
    monkeypatch.setattr(open_file, "_AT_ONCE", 7)
    assert file.read(1, 98) == bytes(range(1, 99))


def test_a_file_that_is_cut_or_overwritten_is_told(stored: Path) -> None:
    for change in (
        lambda: os.truncate(stored, 0),
        lambda: os.truncate(stored, 200),
        lambda: stored.write_bytes(bytes(100)),
        lambda: os.utime(stored, ns=(2, 2)),
    ):
        stored.write_bytes(bytes(range(100)))
        os.utime(stored, ns=(1, 1))
        file = OpenFile(stored)
        assert file.read(3, 4) == b"\3\4\5\6"
        change()
        with pytest.raises(FileChanged, match="file was changed"):
            file.read(3, 4)


def test_a_file_that_is_replaced_or_removed_is_read_as_it_was(stored: Path) -> None:
    file = OpenFile(stored)
    other = stored.with_name("other")
    other.write_bytes(b"other")
    other.replace(stored)
    assert file.read(0, 3) == b"\0\1\2"
    stored.unlink()
    assert file.read(0, 3) == b"\0\1\2"


def test_the_file_is_closed_with_the_object(stored: Path) -> None:
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    for _ in range(50):
        OpenFile(stored).read(0, 1)
    if before:
        assert len(os.listdir("/proc/self/fd")) == before
