"""The index is a Whoosh index: Whoosh itself opens it and finds the same passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from whoosh import index as whoosh_index
from whoosh import query as wq
from whoosh.sorting import FieldFacet

from judian.core.engine import DocumentEntry, Engine
from judian.core.query import And, Everything, Key, Node, Not, Or, Prefix, Query, Terms
from judian.engines.whoosh import policy
from tests.judian.engines.building import passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whoosh.searching import Searcher

    from tests.judian.engines.conftest import OpenEngine

_TEXTS = (
    "海巡署/取缔/越界/渔船", "渔船/越界/捕鱼", "协议/自/98/年/生效", "协议/生效/后/渔船/返回",
    "取缔/取缔/取缔/渔船", "越南/籍/渔民", "海巡/人员/登船", "",
)  # fmt: skip


@pytest.fixture
def engine(stored: OpenEngine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Several segments, with passages removed from two of them."""
    monkeypatch.setattr(policy, "_SMALLEST", 2)
    opened = stored()
    for round_ in range(4):
        with opened.writer() as writer:
            for number, text in enumerate(_TEXTS):
                doc_id = f"{round_}{number}"
                writer.put_document(DocumentEntry(doc_id, "info", text))
                keys = {"agency": ["海委會"] if number % 2 else ["法務部", "陸委會"]}
                date = 20200101 + number
                writer.add_passages([passage(f"{doc_id}#1", text, keys=keys, date=date)])
            if round_ == 3:
                writer.remove_document("01")
                writer.remove_document("12")
            writer.commit()
    return opened


@pytest.fixture
def searcher(engine: Engine) -> Iterator[Searcher]:
    index = whoosh_index.open_dir(str(engine._path))  # type: ignore[attr-defined]
    with index.searcher() as opened:
        yield opened


def _term(text: str) -> Terms:
    return Terms((("words", text),))


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (wq.Term("words", "渔船"), _term("渔船")),
        (wq.Term("words", "没有"), _term("没有")),
        (wq.Term("agency", "陸委會"), Key("agency", ("陸委會",))),
        (wq.Term("owner", "22"), Key("doc", ("22",))),
        (
            wq.And([wq.Term("words", "渔船"), wq.Term("words", "越界")]),
            And((_term("渔船"), _term("越界"))),
        ),
        (
            wq.Or([wq.Term("words", "渔船"), wq.Term("pairs", "协议")]),
            Or((_term("渔船"), Terms((("pairs", "协议"),)))),
        ),
        (
            wq.And([wq.Term("words", "渔船"), wq.Not(wq.Term("words", "越界"))]),
            And((_term("渔船"), Not(_term("越界")))),
        ),
        (wq.Prefix("words", "海巡"), Prefix("words", "海巡")),
        (wq.Prefix("words", "越"), Prefix("words", "越")),
        (wq.Every(), Everything()),
        (wq.Every("words"), Prefix("words", "")),
    ],
    ids=lambda value: str(value) if isinstance(value, wq.Query) else "",
)
def test_plain_queries_find_the_same_passages(
    engine: Engine, searcher: Searcher, theirs: wq.Query, ours: Node
) -> None:
    found = {hit["id"] for hit in searcher.search(theirs, limit=None)}
    expected = engine.snapshot().search(Query(ours), limit=1000).hits
    assert found == {hit.id for hit in expected}


def test_whoosh_counts_and_reads_what_is_stored(engine: Engine, searcher: Searcher) -> None:
    assert len(searcher.reader().leaf_readers()) > 1
    assert searcher.doc_count() == 4 * len(_TEXTS) - 2
    hit = searcher.search(wq.Term("owner", "20"), limit=1)[0]
    assert hit.fields() == {
        "id": "20#1",
        "owner": "20",
        "date": 20200101,
        "text": "海巡署取缔越界渔船",
        "payload": "payload of 20#1",
    }
    assert searcher.reader().doc_frequency("words", "渔船") >= engine.snapshot().frequency(
        "words", "渔船"
    )
    assert list(searcher.reader().field_terms("agency")) == ["法務部", "海委會", "陸委會"]


def test_whoosh_sorts_by_date(searcher: Searcher) -> None:
    facet = FieldFacet("date", reverse=True)
    hits = searcher.search(wq.Term("words", "渔船"), sortedby=facet, limit=None)
    dates = [hit["date"] for hit in hits]
    assert dates == sorted(dates, reverse=True)
    assert len(set(dates)) > 1


def test_whoosh_finds_misspelled_words(searcher: Searcher) -> None:
    found = searcher.search(wq.FuzzyTerm("words", "渔床", maxdist=1), limit=None)
    assert {hit["owner"][1] for hit in found} == {"0", "1", "3", "4", "5"}


def test_whoosh_cannot_write_what_it_would_lose(engine: Engine) -> None:
    index = whoosh_index.open_dir(str(engine._path))  # type: ignore[attr-defined]
    writer = index.writer()
    try:
        with pytest.raises(NotImplementedError, match="open_engine"):
            writer.delete_by_term("words", "渔船")
    finally:
        writer.cancel()
