"""The speed benchmark measures everything that it prints, even on a tiny collection."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from judian.evals.__main__ import main
from judian.evals.cluster.jars import missing_tools
from judian.evals.speed.corpus import (
    analyzed,
    batched,
    first_laws,
    make_queries,
    read_laws,
    write_passages,
)
from judian.evals.speed.whole_replies import RENEWED
from tests.judian.engines.opening import CLUSTER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ARTICLES = (
    "第 1 條\n本規則依海上搜救法第三條訂定之，各機關應於三十日內辦理。",
    "第 2 條\n主管機關為海洋委員會，每年補助新臺幣三百萬元，並公告之。",
    "第 3 條\n漁船越界捕撈者，得扣留其漁具、漁獲物，並處罰鍰。",
)


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    """Three laws of three articles each."""
    folder = tmp_path / "laws"
    folder.mkdir()
    for number in range(3):
        text = "\n\n".join((f"第{number}號海上規則", "類別：海洋", *_ARTICLES))
        (folder / f"law{number}.txt").write_text(text, encoding="utf-8")
    return folder


def test_every_figure_is_measured(
    laws: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "figures.json"
    sizes = ["--passages", "9", "--queries", "3", "--rounds", "1", "--jobs", "1"]
    assert main(["speed", str(laws), *sizes, "--json", str(out)]) == 0
    measured = json.loads(out.read_text("utf-8"))
    engines = {"judian", "tantivy", "fts5", "judian, from text"}
    assert {built["contender"] for built in measured["built"]} == engines
    assert all(built["size"] > 0 and built["seconds"] > 0 for built in measured["built"])
    ways = {latency["way"] for latency in measured["latencies"]}
    assert {"judian", "tantivy", "SQLite FTS5", "judian, /api/v1/search"} <= ways
    for latency in measured["latencies"]:
        assert latency["first"] > 0
        assert latency["p50"] <= latency["p95"]
    for replies in measured["renewals"].values():
        assert replies["failed"] == 0
        assert replies["replies"] >= len(replies["seconds"]) == 5
    assert {cost["kind"] for cost in measured["replies"]["9"]} >= {"search", "answer", "document"}
    after = {one["kind"]: one for one in measured["after_commits"]["9"]}
    assert after.keys() == set(RENEWED)
    assert all(one["first"] > 0 < one["next"] for one in after.values())
    printed = capsys.readouterr().out
    assert all(row in printed for row in ("| 9 | judian, from text |", "| 9 | tantivy |", "0 of "))


@pytest.mark.skipif(CLUSTER != "start", reason="`make test-cluster` runs this")
def test_a_cluster_is_measured_beside_it(
    laws: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if missing := missing_tools():
        pytest.skip(f"no cluster without {' and '.join(missing)}")
    out = tmp_path / "figures.json"
    sizes = ["--passages", "9", "--queries", "3", "--rounds", "1", "--jobs", "1"]
    assert main(["speed", str(laws), *sizes, "--cluster", "--json", str(out)]) == 0
    measured = json.loads(out.read_text("utf-8"))
    cost = measured["clusters"]["9"]
    assert cost["bytes"] > 0
    assert 1 <= cost["requests"] <= 3
    ways = {latency["way"] for latency in measured["latencies"]}
    assert {"cluster", "cluster, one search by all fields"} <= ways
    assert "### The cluster" in capsys.readouterr().out


@pytest.mark.parametrize(("passages", "lengths"), [(1, [1]), (3, [3]), (5, [3, 2]), (99, [3] * 3)])
def test_so_many_passages_are_cut_into_terms(
    laws: Path, tmp_path: Path, passages: int, lengths: Sequence[int]
) -> None:
    read = list(read_laws(laws))
    texts = tmp_path / "texts"
    write_passages(first_laws(read, passages), texts, 1)
    documents = list(analyzed(texts, passages, 1))
    assert [len(entries) for _, entries in documents] == lengths
    entry = documents[0][1][0]
    assert entry.squeezed == "".join(_ARTICLES[0].split())
    assert "海上" in entry.terms["words"]
    assert json.loads(entry.payload)["mentions"]


def test_queries_are_the_same_each_time_and_come_from_the_laws(laws: Path) -> None:
    read = list(read_laws(laws))
    queries = make_queries(read, 20)
    assert queries == make_queries(read, 20)
    text = "".join("".join(law.text.split()) for law in read)
    assert all(part in text for query in queries for part in query.split(" "))


def test_batches_are_of_one_size_but_the_last() -> None:
    assert list(batched(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batched([], 2)) == []
