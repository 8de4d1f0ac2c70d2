"""`judian upgrade`: an index of an older version is refused, and built anew by one command.

`tests/data/old-index` holds an index that the program wrote when FORMAT was 1, of two files that
stand beside it.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.cli.command import main
from judian.core.errors import IndexOutdated
from judian.core.identity import FORMAT, identity
from judian.engines.registry import open_engine
from judian.engines.whoosh.toc import latest_generation, read_manifest
from judian.search.service import Service
from tests.project import ROOT

if TYPE_CHECKING:
    from pathlib import Path

OLD = ROOT / "tests/data/old-index"


@pytest.fixture(name="index")
def _index(tmp_path: Path) -> Path:
    """A copy of the old index with its sources."""
    shutil.copytree(OLD, tmp_path / "old", copy_function=shutil.copyfile)
    return tmp_path / "old/index"


def found(index: Path) -> int:
    """Hits of a word of the old report."""
    service = Service.open(index)
    total = service.search("搜救任務").total
    service.close()
    return total


def test_the_first_format_is_refused_with_the_command_and_upgraded_by_it(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = read_manifest(index, latest_generation(index))
    assert manifest["identity"]["format"] == 1 < FORMAT
    with pytest.raises(IndexOutdated) as refused:
        found(index)
    assert f"format 1, this program uses {FORMAT}" in refused.value.message()
    before = sorted(file.name for file in index.iterdir())
    assert main(["upgrade", "--index", str(index)]) == 0
    assert found(index) >= 1
    assert not set(before) & {file.name for file in index.glob("*.toc")}
    capsys.readouterr()
    assert main(["upgrade", "--index", str(index), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"result": "current"}


def test_an_index_with_another_number_is_built_from_its_own_sources(tmp_path: Path) -> None:
    sources = tmp_path / "reports"
    shutil.copytree(OLD / "sources", sources, copy_function=shutil.copyfile)
    index = tmp_path / "index"
    older = open_engine("whoosh", index, replace(identity(), format=FORMAT - 1))
    with older.writer() as writer:
        writer.commit()
    older.close()
    with pytest.raises(IndexOutdated):
        found(index)
    # It holds no document that says where it came from: the folder is named.
    assert main(["upgrade", str(sources), "--index", str(index)]) == 0
    assert found(index) >= 1


def test_the_old_index_stays_if_nothing_can_be_read(index: Path, tmp_path: Path) -> None:
    before = {file.name: file.read_bytes() for file in index.iterdir()}
    assert main(["upgrade", str(tmp_path / "nowhere"), "--index", str(index)]) != 0
    assert {name: (index / name).read_bytes() for name in before} == before
