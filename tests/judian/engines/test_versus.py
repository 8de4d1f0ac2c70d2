"""Every engine answers as the naive one does, on generated collections and queries."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judian.core.engine import DocumentEntry, Engine, PassageEntry, Results, Snapshot, Writer
from judian.core.query import (
    ONCE,
    And,
    AtLeast,
    Contains,
    Everything,
    Key,
    KeyRange,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Pattern,
    Prefix,
    Query,
    SameDocument,
    ScoredTerm,
    Sentence,
    TermPattern,
    Terms,
)
from judian.engines.registry import FACTORIES, open_engine
from judian.engines.whoosh import facets, policy, ranking, writer
from tests.judian.engines.building import IDENTITY, passage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Few words over few characters, so that terms meet, overlap and repeat.
_WORDS = ("甲", "乙", "甲乙", "乙丙", "甲乙丙丁", "12", "a", "臺", "😀")
_SHOWN = str.maketrans("乙", "亿")
_TERMS = st.tuples(
    st.sampled_from(("words", "pairs", "singles", "context_words")),
    st.sampled_from((*_WORDS, "乙乙", "丙", "甲乙丙", "无")),
)


@st.composite
def _passages(draw: st.DrawFn) -> PassageEntry:
    words = st.lists(st.sampled_from((*_WORDS, "。")), max_size=12)
    marked = "/".join(draw(words))
    text = marked.replace("/", "")
    number = draw(st.integers(1, 9))
    entry = passage(
        f"{draw(st.sampled_from('abcde'))}#{number}",
        marked,
        shown=text.translate(_SHOWN) if draw(st.booleans()) else text,
        keys={
            "year": draw(st.lists(st.sampled_from(("2009", "2010", "99", "x")), max_size=2)),
            "agency": draw(st.lists(st.sampled_from(("甲部", "乙部")), max_size=1)),
        },
        date=draw(st.sampled_from((0, 20090101, 20200630))),
        context="/".join(draw(words)) if draw(st.booleans()) else "",
    )
    copy = draw(st.sampled_from((0, 0, 1, 2, 2**62 - 1)))
    return replace(entry, payload=draw(st.text(max_size=5)) or entry.payload, copy=copy)


_LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.just(Everything()),
    st.just(Nothing()),
    st.builds(Terms, st.lists(_TERMS, max_size=4).map(tuple), st.integers(0, 3)),
    st.builds(
        Prefix,
        st.sampled_from(("words", "pairs")),
        st.sampled_from(("", "甲", "甲乙丙", "甲乙丙丁", "无")),
    ),
    st.builds(
        Key,
        st.sampled_from(("year", "agency", "doc")),
        st.lists(st.sampled_from(("2009", "甲部", "a", "b")), max_size=2).map(tuple),
    ),
    st.builds(
        TermPattern,
        st.sampled_from(("words", "singles", "agency")),
        st.sampled_from(("*", "甲*", "?部", "*乙", "甲?丙*", "?", "")),
    ),
    st.builds(KeyRange, st.just("year"), st.integers(90, 2010), st.integers(90, 2010)),
)
_PHRASES = st.sampled_from(("甲", "乙", "甲乙", "乙。", "亿", "1", "12", "甲甲", "", "乙丙甲"))


def _contains(text: str, exact: bool, helped: bool) -> Contains:
    """With the candidates that the pairs of the phrase give, when `helped`."""
    plain = not exact and len(text) == 2 and text.isalpha() and not text.isascii()
    return Contains(text, (("pairs", text),) if helped and plain else (), exact)


_CONTAINS = st.builds(_contains, _PHRASES, st.booleans(), st.booleans())
_PATTERNS = st.builds(
    Pattern,
    st.sampled_from(("甲?", "?乙", "甲*丁", "*", "1?", "甲*?乙", "?", "乙*。")),
    st.just(()),
    st.booleans(),
)
_PART = st.one_of(_CONTAINS, _PATTERNS)
_PARTS = st.lists(_PART, min_size=1, max_size=2).map(tuple)
_NODES: st.SearchStrategy[Node] = st.recursive(
    st.one_of(
        _LEAVES,
        _CONTAINS,
        _PATTERNS,
        st.builds(Near, _PARTS, st.integers(0, 4), st.booleans()),
        st.builds(Sentence, _PARTS),
        st.builds(AtLeast, _PART, st.integers(1, 3)),
    ),
    lambda nodes: st.one_of(
        st.builds(And, st.lists(nodes, max_size=3).map(tuple)),
        st.builds(Or, st.lists(nodes, max_size=3).map(tuple)),
        st.builds(Not, nodes),
        st.builds(SameDocument, st.lists(nodes, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)
_QUERIES = st.builds(
    Query,
    _NODES,
    st.lists(
        st.builds(
            lambda term, weight: ScoredTerm(*term, weight),
            _TERMS,
            st.sampled_from((1.0, 0.5, 0.3, 0.3, -1.0)),
        ),
        max_size=5,
    ).map(tuple),
    st.sampled_from((0.0, 0.2, 0.5, 1.0)),
    st.sampled_from(((), (("year", "2009"), ("agency", "甲部")))),
    st.sampled_from(ONCE),
)


@dataclass(frozen=True)
class Change:
    """One commit: it removes documents, then adds some with passages."""

    clear: bool
    removed: Sequence[str]
    added: Sequence[PassageEntry]
    documents: Sequence[str] = field(default=())

    def apply(self, to: Writer, present: dict[str, str]) -> None:
        """`present` maps the ids of passages not deleted to their documents."""
        if self.clear:
            to.clear()
            present.clear()
        for doc_id in self.removed:
            to.remove_document(doc_id)
        for one in [i for i, doc_id in present.items() if doc_id in self.removed]:
            del present[one]
        for doc_id in self.documents:
            to.put_document(DocumentEntry(doc_id, f"info of {doc_id}", f"text of {doc_id} 甲乙丙"))
        for entry in self.added:
            if entry.id not in present:
                present[entry.id] = entry.doc_id
                to.add_passages([entry])


_DOCUMENTS = st.lists(st.sampled_from("abcde"), max_size=2, unique=True)
_CHANGES = st.builds(
    Change,
    st.sampled_from((False, False, False, False, True)),
    _DOCUMENTS,
    st.lists(_passages(), max_size=12),
    _DOCUMENTS,
)


def _state(snapshot: Snapshot) -> object:
    """All that can be asked without a query."""
    documents = snapshot.documents()
    ids = {doc_id: snapshot.passage_ids(doc_id) for doc_id in "abcde"}
    all_ids = [one for doc_id in ids for one in ids[doc_id]]
    return (
        snapshot.passage_count,
        documents,
        [snapshot.document(doc_id) for doc_id in "abcde"],
        ids,
        snapshot.payloads([*all_ids, "no"]),
        snapshot.texts([*all_ids, "no"]),
        snapshot.copies([*all_ids, "no"]),
        [snapshot.frequency("words", word) for word in _WORDS],
        snapshot.complete("words", "甲", 2),
        snapshot.complete("year", "", 9),
        snapshot.complete("pairs", "", 3),
    )


def _assert_alike(found: Results, expected: Results) -> None:
    """The same hits in the same order; scores may be rounded."""
    assert [hit.id for hit in found.hits] == [hit.id for hit in expected.hits]
    assert [h.score for h in found.hits] == pytest.approx([h.score for h in expected.hits])
    assert (found.total, found.facets) == (expected.total, expected.facets)
    assert found.places == expected.places


#: Every engine but the oracle.
_STORED = sorted(FACTORIES.keys() - {"memory"})


def _compare(check: Callable[[Engine, Engine], None]) -> None:
    """Run a check on the oracle and each of the other engines, over empty folders."""
    for name in _STORED:
        with TemporaryDirectory() as folder:
            check(
                open_engine("memory", Path(folder), IDENTITY),
                open_engine(name, Path(folder) / "index", IDENTITY),
            )


@pytest.fixture(autouse=True)
def _small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a handful of passages makes several segments, tiers and rough scores."""
    monkeypatch.setattr(policy, "_SMALLEST", 4)
    monkeypatch.setattr(policy, "_RATIO", 2)
    monkeypatch.setattr(ranking, "_FEW", 2)
    monkeypatch.setattr(facets, "_FEW", 2)
    monkeypatch.setattr(writer, "_SWIFT_MERGE", 8)


@settings(deadline=None, max_examples=80)
@given(st.lists(_CHANGES, min_size=1, max_size=5), st.lists(_QUERIES, min_size=1, max_size=6))
def test_engines_agree_with_the_oracle(changes: list[Change], queries: list[Query]) -> None:
    def check(naive: Engine, stored: Engine) -> None:
        for engine in (naive, stored):
            present: dict[str, str] = {}
            for change in changes:
                with engine.writer() as to:
                    change.apply(to, present)
                    to.commit()
        left, right = naive.snapshot(), stored.snapshot()
        assert _state(right) == _state(left)
        for query in queries:
            for options in (
                {"limit": 3, "facets": ("year", "agency", "doc")},
                {"limit": 4, "offset": 2, "sort": "date"},
                {"limit": 4, "offset": 1, "sort": "document"},
                {"limit": 100},
                {"limit": 0},
            ):
                _assert_alike(right.search(query, **options), left.search(query, **options))  # type: ignore[arg-type]
        assert stored.verify() == []

    _compare(check)


def test_matches_without_a_score_stay_whatever_the_floor() -> None:
    """The passages that do not match have the only scores."""
    entries = [passage(f"a#{n}", "甲/乙" if n % 3 else "丙") for n in range(12)]
    matching = Not(Terms((("words", "丙"),)))
    query = Query(matching, (ScoredTerm("words", "丙"),), 0.5)

    def check(naive: Engine, stored: Engine) -> None:
        for engine in (naive, stored):
            with engine.writer() as to:
                to.add_passages(entries)
                to.commit()
        found = stored.snapshot().search(query, limit=99)
        assert found.total == 8
        _assert_alike(found, naive.snapshot().search(query, limit=99))

    _compare(check)


_RANKED = st.lists(
    st.tuples(_TERMS, st.sampled_from((1.0, 0.5, 0.8 / 3**0.5))), min_size=1, max_size=6
)


@settings(deadline=None, max_examples=25)
@given(st.lists(_passages(), min_size=20, max_size=40, unique_by=lambda entry: entry.id), _RANKED)
def test_the_floor_cuts_at_the_same_hit(
    entries: list[PassageEntry], ranked: list[tuple[tuple[str, str], float]]
) -> None:
    terms = tuple(ScoredTerm(*term, weight) for term, weight in ranked)

    def check(naive: Engine, stored: Engine) -> None:
        for engine in (naive, stored):
            for half in (entries[::2], entries[1::2]):
                with engine.writer() as to:
                    to.add_passages(half)
                    to.commit()
        left, right = naive.snapshot(), stored.snapshot()
        scores = [hit.score for hit in left.search(Query(Everything(), terms), limit=99).hits]
        if scores[0] == 0:
            return
        for share in {score / scores[0] for score in scores}:
            for floor in (share, math.nextafter(share, 0), math.nextafter(share, 1), share * 0.99):
                query = Query(Everything(), terms, floor)
                _assert_alike(right.search(query, limit=7), left.search(query, limit=7))

    _compare(check)
