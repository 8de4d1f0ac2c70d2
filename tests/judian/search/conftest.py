"""Four short reports of other fields, read by the indexer and served by the naive engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.run.pipeline import Options, run
from judian.engines.memory import MemoryEngine
from judian.search.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

REPORTS = Path(__file__).with_name("reports")


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    engine = MemoryEngine()
    report = run(engine, tmp_path_factory.mktemp("index"), [REPORTS], Options())
    assert report.generation == 1
    opened = Service(engine)
    yield opened
    opened.close()
