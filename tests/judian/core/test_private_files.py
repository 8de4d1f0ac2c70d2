"""Files of the index are for their owner, and those of other users are refused."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from judian.core import private_files
from judian.core.engine import DocumentEntry
from judian.core.errors import IndexNotOwned
from judian.core.private_files import make_private_folder, open_private, other_owner
from judian.engines.registry import open_engine
from tests.judian.engines.building import IDENTITY, passage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")


@pytest.fixture(autouse=True)
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def commit(index: Path) -> None:
    with open_engine("whoosh", index, IDENTITY).writer() as writer:
        writer.remove_document("d")
        writer.put_document(DocumentEntry("d", "{}", "text"))
        writer.add_passages([passage("d#1", "海巡署")])
        writer.commit()


@pytest.mark.parametrize(
    ("before", "folder", "file"),
    [(None, 0o700, 0o600), (0o755, 0o700, 0o600), (0o777, 0o700, 0o600), (0o750, 0o750, 0o640),
     (0o700, 0o700, 0o600), (0o770, 0o770, 0o640)],
)  # fmt: skip
def test_an_index_is_for_its_owner_or_a_group(
    tmp_path: Path, before: int | None, folder: int, file: int
) -> None:
    index = tmp_path / "index"
    if before is not None:
        index.mkdir()
        index.chmod(before)
    commit(index)
    commit(index)
    assert mode(index) == folder
    assert {mode(path) for path in index.iterdir()} == {file}


def test_a_file_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o666)
    make_private_folder(tmp_path)
    with open_private(path) as file:
        file.write(b"new")
    assert (mode(path), path.read_bytes()) == (0o600, b"new")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_the_index_of_another_user_is_refused(tmp_path: Path) -> None:
    index = tmp_path / "index"
    commit(index)
    for path in (index, *index.glob("*.toc"), *index.glob("*.arrays")):
        os.chown(path, 65534, -1)
        with pytest.raises(IndexNotOwned, match="nobody"):
            open_engine("whoosh", index, IDENTITY).snapshot()
        trusting = open_engine("whoosh", index, IDENTITY, {"owners": "other, nobody"})
        assert trusting.snapshot().passage_count == 1
        os.chown(path, 0, -1)
    os.chown(index, 65534, -1)
    with pytest.raises(IndexNotOwned):
        open_engine("whoosh", index, IDENTITY).writer()


def test_root_and_oneself_are_no_strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert other_owner(tmp_path) is None
    assert other_owner(tmp_path / "missing") is None
    monkeypatch.setattr(private_files.os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    owner = tmp_path.stat().st_uid
    assert other_owner(tmp_path) == (None if owner == 0 else other_owner(tmp_path))
