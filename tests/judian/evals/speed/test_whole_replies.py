"""The costs of whole replies: every kind is asked of a server that really runs."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING

import pytest

from indexer.run.pipeline import Options, run
from judian.core.identity import identity
from judian.engines.registry import open_engine
from judian.evals.__main__ import main
from judian.evals.speed import processes
from judian.evals.speed.whole_replies import requests_of
from tests.indexer.readers.pdf.raw_pdf import pages, text
from tests.project import ROOT

if TYPE_CHECKING:
    from pathlib import Path

REPORTS = ROOT / "tests/judian/search/reports"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("replies")
    sources = folder / "sources"
    sources.mkdir()
    (sources / "page.pdf").write_bytes(pages([text(["Annual report of the agency, 2023"])]))
    engine = open_engine("whoosh", folder / "index", identity())
    run(engine, folder / "index", [REPORTS, sources], Options())
    engine.close()
    return folder / "index"


def test_requests_of_every_kind_are_the_same_for_a_seed(index: Path) -> None:
    drawn = requests_of(index, 20, 1)
    paths = {kind: [request.path for request in requests] for kind, requests in drawn.items()}
    assert all(paths.values())
    assert {kind: [r.path for r in rs] for kind, rs in requests_of(index, 20, 1).items()} == paths
    assert [r.path for r in requests_of(index, 20, 2)["search"]] != paths["search"]


def test_each_kind_has_its_times_its_size_and_what_it_allocates(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replies", str(index), "--requests", "2", "--rounds", "1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    costs = {one["kind"]: one for one in map(json.loads, lines[: lines.index("")])}
    assert costs.keys() == requests_of(index, 1, 1).keys()
    for kind, cost in costs.items():
        assert 0 < cost["first_p50"] <= cost["first_p95"], kind
        assert 0 < cost["p50"] <= cost["p95"], kind
        assert cost["size"] > 100, kind
        assert (cost["allocated"] is None) == (kind == "picture")
    first_row = lines[lines.index("") + 3]
    assert first_row.startswith(f"| search | 2 | {costs['search']['first_p50']} |")


@pytest.mark.skipif(not processes.KNOWN, reason="the clock of another process is Linux's")
def test_the_processor_time_of_a_process_is_read_exactly() -> None:
    began, own = processes.exact_seconds(os.getpid()), time.process_time()
    while time.process_time() - own < 0.02:
        pass
    assert processes.exact_seconds(os.getpid()) - began == pytest.approx(0.02, abs=0.02)
