"""A part of an index, and several joined, answer as an index of just those documents."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from judian.engines.registry import open_engine
from tests.judian.engines.building import IDENTITY
from tests.judian.engines.generated import CHANGES, QUERIES, Change
from tests.judian.engines.test_versus import _assert_alike, state_of

if TYPE_CHECKING:
    from judian.core.engine import Engine
    from judian.core.query import Query

#: Those that can show a part of an index.
ENGINES = ("memory", "whoosh")
HIDDEN = st.sets(st.sampled_from("abcdex"), max_size=4)
_FACETS = ("year", "agency", "doc")


def applied(engine: Engine, changes: list[Change]) -> None:
    present: dict[str, str] = {}
    for change in changes:
        with engine.writer() as to:
            change.apply(to, present)
            to.commit()


def built(folder: Path, changes: list[Change], gone: set[str]) -> Engine:
    """The naive engine over what is left when documents are removed."""
    engine = open_engine("memory", folder, IDENTITY)
    applied(engine, changes)
    with engine.writer() as to:
        for doc_id in gone:
            to.remove_document(doc_id)
        to.commit()
    return engine


@settings(deadline=None, max_examples=30)
@given(st.lists(CHANGES, min_size=1, max_size=4), HIDDEN, st.lists(QUERIES, min_size=1, max_size=4))
def test_a_part_tells_nothing_of_the_rest(
    changes: list[Change], hidden: set[str], queries: list[Query]
) -> None:
    for name in ENGINES:
        with TemporaryDirectory() as folder:
            stored = open_engine(name, Path(folder) / "index", IDENTITY)
            applied(stored, changes)
            part = stored.snapshot().without(hidden)
            expected = built(Path(folder), changes, hidden).snapshot()
            assert state_of(part) == state_of(expected)
            assert part.generation == stored.snapshot().generation
            for query in queries:
                for sort in ("relevance", "date"):
                    _assert_alike(
                        part.search(query, limit=4, sort=sort, facets=_FACETS),
                        expected.search(query, limit=4, sort=sort, facets=_FACETS),
                    )


@settings(deadline=None, max_examples=30)
@given(st.lists(CHANGES, min_size=1, max_size=4), HIDDEN, st.lists(QUERIES, min_size=1, max_size=4))
def test_parts_that_are_joined_answer_as_one(
    changes: list[Change], first: set[str], queries: list[Query]
) -> None:
    rest = set("abcdex") - first
    for name in ENGINES:
        with TemporaryDirectory() as folder:
            engines = [open_engine(name, Path(folder) / str(n), IDENTITY) for n in range(2)]
            for engine in engines:
                applied(engine, changes)
            left, right = (engine.snapshot() for engine in engines)
            joined = left.without(first).joined([right.without(rest)])
            expected = built(Path(folder), changes, set()).snapshot()
            assert joined.generation == left.generation + right.generation
            assert joined.passage_count == expected.passage_count
            assert joined.documents() == expected.documents()
            assert joined.complete("words", "", 9) == expected.complete("words", "", 9)
            for query in queries:
                _assert_alike(
                    joined.search(query, limit=5, facets=_FACETS),
                    expected.search(query, limit=5, facets=_FACETS),
                )
