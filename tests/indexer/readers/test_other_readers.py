"""A reader of another package is found by its entry point; one that cannot be used is named."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from indexer.readers.registry import ReaderUnusable, format_of, other_readers, reader
from judian.search.service import Service
from tests.project import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The example package: minutes, a line for each speaker behind a first line of their own.
EXAMPLE = """
from indexer.structure.blocks import Block, Reading
from judian.core.model import Kind

def recognises(sample, suffix):
    return sample.startswith(b"MINUTES 1\\n")

def parts(path, options):
    title, *lines = path.read_text("utf-8").splitlines()[1:]
    blocks = (Block(Kind.TITLE, title), *(Block(Kind.PARAGRAPH, line) for line in lines if line))
    yield Reading(blocks, "minutes")

def assemble(parts, stopped):
    return parts[0]
"""
MINUTES = "MINUTES 1\n港務會議紀錄\n主席：112年度進港船舶計1,204艘。\n\n委員：無意見。\n"


def install(folder: Path, points: str) -> None:
    """Write a folder of installed packages, with these entry points."""
    (folder / "example_reader.py").write_text(EXAMPLE, encoding="utf-8")
    (folder / "empty_reader.py").write_text("", encoding="utf-8")
    info = folder / "judian_example-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: judian-example\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[judian.readers]\n{points}\n", encoding="utf-8")


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    other_readers.cache_clear()
    yield
    other_readers.cache_clear()


def test_a_run_reads_files_by_a_reader_of_another_package(tmp_path: Path) -> None:
    packages, sources = tmp_path / "packages", tmp_path / "sources"
    packages.mkdir()
    sources.mkdir()
    install(packages, "minutes = example_reader")
    (sources / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    (sources / "plain.txt").write_text("一份普通的文字檔，共有3頁。\n", encoding="utf-8")
    path = os.pathsep.join((str(packages), str(ROOT)))
    command = [sys.executable, "-m", "indexer", str(sources), "--index", str(tmp_path / "index")]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=False,
        timeout=120, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    service = Service.open(tmp_path / "index")
    found = {info.source: info for info in service.documents()}
    assert {name: info.format for name, info in found.items()} == {
        "minutes.txt": "minutes",
        "plain.txt": "text",
    }
    assert found["minutes.txt"].title == "港務會議紀錄"
    texts = [p.text for p in service.document(found["minutes.txt"].id).passages]
    assert texts == ["港務會議紀錄", "主席：112年度進港船舶計1,204艘。", "委員：無意見。"]
    service.close()


@pytest.mark.parametrize(
    ("points", "detail"),
    [
        ("broken = no_such_module", "no_such_module"),
        ("empty = empty_reader", "it has no recognises, parts, assemble"),
        ("pdf = example_reader", "there is a reader of this name"),
    ],
)
def test_one_that_cannot_be_used_is_named_with_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, points: str, detail: str
) -> None:
    install(tmp_path, points)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ReaderUnusable, match=f"judian-example.*{detail}") as caught:
        other_readers()
    assert "judian-example" in caught.value.message("zh")
    assert caught.value.hint("en") == "update the package, or uninstall it"


def test_without_other_packages_the_format_is_looked_for_as_ever(tmp_path: Path) -> None:
    file = tmp_path / "minutes.txt"
    file.write_text(MINUTES, encoding="utf-8")
    assert not other_readers()
    assert format_of(file) == "text"
    assert reader("text")
