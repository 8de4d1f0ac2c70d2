"""The scan for source files, and the errors of those that cannot be read."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from indexer.run.scan import scan

if TYPE_CHECKING:
    from pathlib import Path

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX file types")


def names(*paths: Path, without: Path | None = None) -> dict[str, str]:
    """Name → reason of every source."""
    found = scan(paths, without)
    return {s.name: s.error.reason if s.error else "" for s in found.sources}


def fill(folder: Path, *files: str) -> Path:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("文字。", encoding="utf-8")
    return folder


def test_folders_are_walked_without_hidden_files_and_sources_tables(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "sub/b.txt", "sub/c.txt/d.txt", ".hidden", ".git/x", "SOURCES.tsv",
         "sub/SOURCES.tsv", "~$a.docx", ".~lock.a.odt#")  # fmt: skip
    assert names(tmp_path) == {"a.txt": "", "sub/b.txt": "", "sub/c.txt/d.txt": ""}


def test_the_index_inside_a_folder_is_no_source(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "index/segment.dat")
    assert names(tmp_path, without=tmp_path / "index") == {"a.txt": ""}


def test_a_path_that_is_not_there_covers_nothing(tmp_path: Path) -> None:
    found = scan([tmp_path / "gone"])
    assert [s.error and s.error.reason for s in found.sources] == ["missing"]
    assert not found.covers(tmp_path / "gone" / "a.txt")


def test_a_file_given_by_name_covers_itself_only(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "b.txt")
    found = scan([tmp_path / "a.txt"])
    assert [s.name for s in found.sources] == ["a.txt"]
    assert found.covers(tmp_path / "a.txt")
    assert not found.covers(tmp_path / "b.txt")


@POSIX
def test_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    fill(tmp_path, "seeds/a.txt", "other/b.txt")
    (tmp_path / "seeds" / "up").symlink_to("..")
    (tmp_path / "seeds" / "self").symlink_to(".")
    (tmp_path / "seeds" / "other").symlink_to("../other")
    (tmp_path / "seeds" / "again").symlink_to("../other")
    (tmp_path / "seeds" / "gone.txt").symlink_to("nowhere")
    found = scan([tmp_path / "seeds"], follow_links=True)
    assert {s.name: s.error.reason if s.error else "" for s in found.sources} == {
        "a.txt": "", "again/b.txt": "", "gone.txt": "missing",
    }  # fmt: skip


@POSIX
def test_links_out_of_the_folder_are_not_followed_unasked(tmp_path: Path) -> None:
    """Whoever may write into the folder would have any file read with the indexer's rights."""
    fill(tmp_path, "seeds/a.txt", "seeds/sub/b.txt", "other/c.txt", "seeds-2/d.txt")
    seeds = tmp_path / "seeds"
    (seeds / "folder").symlink_to("../other")
    (seeds / "file.txt").symlink_to(tmp_path / "other" / "c.txt")
    (seeds / "alike").symlink_to("../seeds-2")
    (seeds / "sub" / "chain").symlink_to("../folder")
    (seeds / "inner.txt").symlink_to("sub/b.txt")
    (seeds / "root").symlink_to("/")
    assert names(seeds) == {
        "a.txt": "", "sub/b.txt": "", "inner.txt": "", "folder": "outside", "file.txt": "outside",
        "alike": "outside", "sub/chain": "outside",
    }  # fmt: skip
    (tmp_path / "link").symlink_to("seeds")
    assert names(tmp_path / "link") == names(seeds), "a folder that was named may be a link"


@POSIX
def test_a_pipe_is_named_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path) == {"pipe.txt": "special"}


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read all")
def test_a_folder_that_may_not_be_read_hides_nothing_as_gone(tmp_path: Path) -> None:
    fill(tmp_path, "open/a.txt", "shut/b.txt")
    (tmp_path / "shut").chmod(0)
    try:
        found = scan([tmp_path])
    finally:
        (tmp_path / "shut").chmod(0o755)
    assert {s.name: s.error.reason for s in found.sources if s.error} == {"shut": "permission"}
    assert not found.covers(tmp_path / "shut" / "b.txt")


def test_paths_that_overlap_give_every_file_once(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "sub/b.txt")
    found = scan([tmp_path, tmp_path / "sub", tmp_path / "a.txt"])
    assert [s.path for s in found.sources] == [tmp_path / "a.txt", tmp_path / "sub" / "b.txt"]
