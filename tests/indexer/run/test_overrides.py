"""A keeper's overrides in runs: applied at the next run, kept over editions, taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from indexer.run.pipeline import Options, run
from judian.core.model import DocumentInfo, document_from_json
from judian.core.overrides import Override, keeper_folder, save_override
from judian.engines.memory import MemoryEngine

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.run.report import RunReport

TEXT = "# 港務年報\n\n資料提供：雲海縣港務局\n\n112年度進港船舶計4,321艘，較上年度增加。\n"
MENDED = Override("港務年報（修正版）", "風城市港務局", "2024-05", ("2023-01-01", "2023-12-31"))


class Home:
    def __init__(self, base: Path) -> None:
        self.sources, self.index, self.engine = base / "sources", base / "index", MemoryEngine()
        self.sources.mkdir()
        (self.sources / "a.md").write_text(TEXT, encoding="utf-8")
        self.run()

    def run(self) -> RunReport:
        return run(self.engine, self.index, [self.sources], Options(jobs=1, checksum=True))

    def document(self) -> DocumentInfo:
        (entry,) = self.engine.snapshot().documents()
        return document_from_json(json.loads(entry.info))


@pytest.fixture(name="home")
def _home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_an_override_is_applied_at_the_next_run_with_its_own_origin(home: Home) -> None:
    save_override(home.index, "../sources/a.md", MENDED)
    assert home.run().changed == ["a.md"]
    found = home.document()
    assert (found.title, found.agency, found.date) == (MENDED.title, MENDED.agency, MENDED.date)
    assert (found.period_start, found.period_end) == ("2023-01-01", "2023-12-31")
    assert set(found.provenance.values()) == {"keeper"}
    assert home.run().unchanged == 1


def test_it_goes_before_the_sources_table_field_by_field(home: Home) -> None:
    table = "file\ttitle\tagency\na.md\t表列標題\t表列機關\n"
    (home.sources / "SOURCES.tsv").write_text(table, encoding="utf-8")
    save_override(home.index, "../sources/a.md", Override(title="管理者標題"))
    home.run()
    found = home.document()
    assert (found.title, found.agency) == ("管理者標題", "表列機關")
    assert found.provenance["title"] == "keeper"
    assert found.provenance["agency"] == "SOURCES.tsv"


def test_it_holds_for_the_next_edition_and_is_taken_back(home: Home) -> None:
    save_override(home.index, "../sources/a.md", MENDED)
    (home.sources / "a.md").write_text(TEXT + "\n本表為更正後之數字。\n", encoding="utf-8")
    home.run()
    assert home.document().title == MENDED.title
    save_override(home.index, "../sources/a.md", Override())
    home.run()
    assert home.document().title == "港務年報"


def test_that_of_a_copy_counts_too(home: Home) -> None:
    (home.sources / "b.md").write_text(TEXT, encoding="utf-8")
    save_override(home.index, "../sources/b.md", MENDED)
    home.run()
    assert home.document().title == MENDED.title


def test_a_file_that_cannot_be_read_is_reported_and_stops_no_run(home: Home) -> None:
    keeper_folder(home.index).mkdir()
    (keeper_folder(home.index) / "overrides.json").write_text("{", encoding="utf-8")
    (fault,) = home.run().table_faults
    assert "not used" in fault[1].en
    assert home.document().title == "港務年報"
