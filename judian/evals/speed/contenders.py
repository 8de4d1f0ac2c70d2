"""The engines that the speed benchmark compares, behind one protocol.

tantivy and SQLite's FTS5 index the terms of our `words` field, separated by spaces. Ours
indexes words, pairs, single characters and headings, as the product does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from typing_extensions import override

from judian.core.identity import identity
from judian.core.query import Query, ScoredTerm, Terms
from judian.engines.registry import open_engine
from judian.evals.speed.corpus import Document

if TYPE_CHECKING:
    from pathlib import Path

    from judian.core.engine import Engine

IDENTITY = identity()

Documents = Iterable[Document]


class Contender(Protocol):
    """One engine over a folder."""

    name: str

    def build(self, documents: Documents) -> None:
        """Index all passages, durably."""
        ...

    def ask(self, words: Sequence[str], limit: int) -> list[tuple[str, str]]:
        """(id, text) of the best passages with any of the words, best first."""
        ...


class Judian:
    """Our engine, queried by words alone."""

    name = "judian"

    def __init__(self, folder: Path, engine: Engine | None = None) -> None:
        self.engine = engine or open_engine("whoosh", folder, IDENTITY)

    def build(self, documents: Documents) -> None:
        with self.engine.writer() as writer:
            for document, entries in documents:
                writer.put_document(document)
                writer.add_passages(entries)
            writer.commit()

    def ask(self, words: Sequence[str], limit: int) -> list[tuple[str, str]]:
        snapshot = self.engine.snapshot()
        terms = tuple(("words", word) for word in words)
        query = Query(Terms(terms), tuple(ScoredTerm(*term) for term in terms))
        ids = [hit.id for hit in snapshot.search(query, limit=limit).hits]
        found = zip(ids, snapshot.texts(ids), strict=True)
        return [(passage_id, texts[0]) for passage_id, texts in found if texts]


class Tantivy:
    """tantivy through its Python package, with all its threads for building."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._tantivy: Any = import_module("tantivy")
        builder = self._tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field("text", stored=True, tokenizer_name="raw", index_option="basic")
        folder.mkdir(parents=True, exist_ok=True)
        self._index = self._tantivy.Index(builder.build(), str(folder))
        self._searcher: Any = None

    def build(self, documents: Documents) -> None:
        writer = self._index.writer()
        for _, entries in documents:
            for entry in entries:
                words = " ".join(entry.terms["words"])
                writer.add_document(
                    self._tantivy.Document(id=entry.id, words=words, text=entry.squeezed)
                )
        writer.commit()
        writer.wait_merging_threads()

    def ask(self, words: Sequence[str], limit: int) -> list[tuple[str, str]]:
        return self._ask(words, limit, count=False)

    def _ask(self, words: Sequence[str], limit: int, count: bool) -> list[tuple[str, str]]:
        if self._searcher is None:
            self._index.reload()
            self._searcher = self._index.searcher()
        query = self._tantivy.Query
        should = self._tantivy.Occur.Should
        terms = [query.term_query(self._index.schema, "words", word, "freq") for word in words]
        either = query.boolean_query([(should, term) for term in terms])
        hits = self._searcher.search(either, limit, count=count).hits
        documents = [self._searcher.doc(address) for _, address in hits]
        return [(document["id"][0], document["text"][0]) for document in documents]


class TantivyCounting(Tantivy):
    """tantivy with the number of all hits, as ours; its `search` counts them by default."""

    name = "tantivy, counting hits"

    @override
    def ask(self, words: Sequence[str], limit: int) -> list[tuple[str, str]]:
        return self._ask(words, limit, count=True)


class Fts5:
    """SQLite's full-text search, ranked by its own BM25."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(folder / "fts5.sqlite")

    def build(self, documents: Documents) -> None:
        self._database.execute(
            "create virtual table passages using fts5 (id unindexed, text unindexed, words)"
        )
        rows = (
            (entry.id, entry.squeezed, " ".join(entry.terms["words"]))
            for _, entries in documents
            for entry in entries
        )
        with self._database:
            self._database.executemany("insert into passages values (?, ?, ?)", rows)

    def ask(self, words: Sequence[str], limit: int) -> list[tuple[str, str]]:
        quoted = (word.replace('"', '""') for word in words)
        either = " OR ".join(f'"{word}"' for word in quoted)
        return self._database.execute(
            "select id, text from passages where words match ? order by bm25(passages) limit ?",
            (either, limit),
        ).fetchall()


CONTENDERS: dict[str, Callable[[Path], Contender]] = {
    "judian": Judian,
    "tantivy": Tantivy,
    "fts5": Fts5,
}
