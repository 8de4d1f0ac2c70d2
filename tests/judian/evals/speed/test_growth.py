"""A collection of any size is made of a small one, and what it costs as it grows is measured."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from judian.core.engine import DocumentEntry, PassageEntry
from judian.engines.memory import MemoryEngine
from judian.evals.__main__ import main
from judian.evals.cluster.jars import missing_tools
from judian.evals.speed import growth
from judian.evals.speed.copies import EXCHANGED, portion, repeated
from tests.judian.engines.opening import CLUSTER

if TYPE_CHECKING:
    from pathlib import Path

    from judian.evals.speed.corpus import Document

#: Documents, passages of each, and words of each passage.
_DOCUMENTS, _PASSAGES, _WORDS = 4, 5, 30


def _documents() -> list[Document]:
    return [
        (
            DocumentEntry(f"law{number}", "{}", ""),
            [_passage(f"law{number}", at) for at in range(_PASSAGES)],
        )
        for number in range(_DOCUMENTS)
    ]


def _passage(owner: str, at: int) -> PassageEntry:
    words = [f"{owner}字{at}/{n}" for n in range(_WORDS)]
    text = "".join(words)
    return PassageEntry(
        f"{owner}-{at}", owner, {"words": words}, text, text, {"doc": (owner,)},
        payload=json.dumps({"id": f"{owner}-{at}", "doc_id": owner}), copy=at and 7,
    )  # fmt: skip


def test_a_collection_goes_on_with_copies() -> None:
    first = list(islice(repeated(_documents), 3 * _DOCUMENTS))
    assert first[:_DOCUMENTS] == _documents()
    assert first == list(islice(repeated(_documents), 3 * _DOCUMENTS))
    passages = [entry for _, entries in first for entry in entries]
    assert len({entry.id for entry in passages}) == len(passages) == 3 * _DOCUMENTS * _PASSAGES
    for document, entries in first:
        assert {entry.doc_id for entry in entries} == {document.id}
        assert {entry.keys["doc"] for entry in entries} == {(document.id,)}
        assert [json.loads(entry.payload)["id"] for entry in entries] == [e.id for e in entries]
        assert all(json.loads(entry.payload)["doc_id"] == document.id for entry in entries)


def test_a_collection_goes_on_where_it_was_left() -> None:
    later = list(islice(repeated(_documents, 2), _DOCUMENTS))
    assert later == list(islice(repeated(_documents), 2 * _DOCUMENTS, 3 * _DOCUMENTS))


def test_a_copy_has_a_share_of_other_words() -> None:
    originals = {entry.id: entry for _, entries in _documents() for entry in entries}
    copies = [
        entry
        for _, entries in islice(repeated(_documents), _DOCUMENTS, 2 * _DOCUMENTS)
        for entry in entries
    ]
    lengths = set()
    for copy in copies[1:]:  # the very first has none to take words of
        original = originals[copy.id.partition("+")[0]]
        mine, its = original.terms["words"], copy.terms["words"]
        lengths.add(len(its))
        changed = [n for n, (a, b) in enumerate(zip(mine, its, strict=False)) if a != b]
        assert len(changed) in range(1 + _WORDS // EXCHANGED)
        assert len({n % EXCHANGED for n in changed}) <= 1
        assert len(copy.squeezed) == len(copy.folded) == len(original.squeezed)
        assert (copy.copy == 0) == (original.copy == 0)
        assert copy.copy != original.copy or not copy.copy
    assert sum(c.terms != originals[c.id.partition("+")[0]].terms for c in copies) > 10
    assert lengths == set(range(_WORDS - 3, _WORDS + 1))
    assert len({entry.copy for entry in copies}) == 2


def test_portions_have_so_many_passages_and_no_document_twice() -> None:
    endless = repeated(_documents)
    portions = [list(portion(endless, passages)) for passages in (1, 17, 23)]
    assert [sum(len(e) for _, e in one) for one in portions] == [1, 17, 23]
    names = [document.id for one in portions for document, _ in one]
    assert len(set(names)) == len(names)


def test_copies_are_stored_beside_what_they_are_made_of() -> None:
    engine = MemoryEngine()
    endless = repeated(_documents)
    for _ in range(2):
        with engine.writer() as to:
            for document, entries in portion(endless, 30):
                to.put_document(document)
                to.add_passages(entries)
            to.commit()
    assert engine.snapshot().passage_count == 60


@pytest.mark.skipif(CLUSTER != "start", reason="`make test-cluster` runs this")
def test_a_growing_cluster_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if missing := missing_tools():
        pytest.skip(f"no cluster without {' and '.join(missing)}")
    folder = tmp_path / "laws"
    folder.mkdir()
    article = "第 {n} 條\n主管機關為第{n}號委員會，每年補助新臺幣三百萬元，並應於三十日內公告之。"
    for number in range(3):
        parts = (f"第{number}號規則", "類別：海洋", *(article.format(n=n) for n in range(1, 6)))
        (folder / f"law{number}.txt").write_text("\n\n".join(parts), encoding="utf-8")
    given = ["--queries", "4", "--counted", "2", "--heap", "512", "--kept", str(tmp_path / "kept")]
    assert main(["growth", str(folder), *given, "--passages", "10", "40"]) == 0
    monkeypatch.setattr(growth, "_ROUND", 15)
    assert main(["growth", str(folder), *given, "--passages", "10", "40", "60"]) == 0
    steps = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    sizes = [(step["passages"], step["added"]) for step in steps]
    assert sizes == [(10, 10), (40, 30), (40, 0), (60, 20)]
    for step in steps:
        assert step["bytes"] > 0 < step["heap_peak"]
        assert step["asked"]["questions"] == 4
        assert step["counted"]["questions"] == 2
        assert 0 < step["asked"]["p50"] <= step["asked"]["p95"]
        assert step["asked"]["requests"] >= 1
