"""All documents of one generation of the index, and hits from the results of an engine."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from judian.core.model import DocumentInfo, Verdict, document_from_json, passage_from_json
from judian.search.citations import cite
from judian.search.hits.snippets import find_marks, snippet_html
from judian.search.query.catalogue import Catalogue, CatalogueDocument
from judian.search.query.collection_names import Names
from judian.search.query.instrument_catalogue import Instruments
from judian.search.query.other_words import OtherWords
from judian.search.query.stored_values import FigureSpellings, KeyValues
from judian.search.replies.results import FacetValue, Hit
from judian.zh.questions.synonyms import Synonyms, built_in
from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.core.engine import Scored, Snapshot
    from judian.search.query.compile import Compiled

#: Values of one facet that a reply names, the most frequent ones: a collection may have ten
#: thousand documents, and nobody picks from so many. A chosen value is among the first.
FACET_VALUES = 60
#: Agencies that a query can name.
MAX_AGENCIES = 10_000


@dataclass(frozen=True, slots=True)
class Collection:
    """The documents, instruments and agencies of one generation of the index. `stored` are the
    records of the documents as the engine keeps them, by id."""

    generation: int
    stored: Mapping[str, str]
    documents: Mapping[str, DocumentInfo]
    catalogue: Catalogue
    instruments: Instruments
    names: Names = field(compare=False)

    def gone_from(self, stored: Mapping[str, str]) -> list[str]:
        """The documents whose record is another in `stored`, or in it no more."""
        return [id_ for id_, record in self.stored.items() if stored.get(id_) != record]

    @property
    def indexed_through(self) -> str | None:
        """The newest time at which a document was read, as an ISO date and time."""
        return max((d.indexed_at for d in self.documents.values() if d.indexed_at), default=None)

    def newest_first(self) -> list[DocumentInfo]:
        """The documents by date, undated ones last, and title; then the files that failed."""
        return sorted(
            self.documents.values(),
            key=lambda d: (
                d.verdict is Verdict.FAILED,
                not (d.date or d.period_end),
                tuple(-ord(c) for c in d.date or d.period_end or ""),
                d.title,
                d.id,
            ),
        )


def read_collection(
    snapshot: Snapshot, before: Collection | None = None, synonyms: Synonyms | None = None
) -> Collection:
    """The collection of a snapshot; unchanged documents of `before` are reused."""
    stored = {entry.id: entry.info for entry in snapshot.documents()}
    documents: dict[str, DocumentInfo] = {}
    known: dict[str, CatalogueDocument] = {}
    for doc_id, record in stored.items():
        if before is not None and before.stored.get(doc_id) == record:
            documents[doc_id] = before.documents[doc_id]
            known[doc_id] = before.catalogue.documents[doc_id]
        else:
            info = documents[doc_id] = document_from_json(json.loads(record))
            known[doc_id] = _catalogued(info)
    instruments = (
        Instruments(snapshot)
        if before is None
        else Instruments(snapshot, before.instruments, before.gone_from(stored))
    )
    catalogue = Catalogue(
        documents=known,
        agencies=tuple(v for v, _ in snapshot.complete("agency", "", MAX_AGENCIES)),
        instruments=instruments,
        values=KeyValues(snapshot).values,
        spellings=FigureSpellings(snapshot).spellings,
        synonyms=synonyms or built_in(),
        other_words=OtherWords(snapshot).find,
    )
    titles = [(info.title, info.passages) for info in documents.values() if info.passages]
    names = Names(
        snapshot, titles, catalogue.agencies, instruments, before.names if before else None
    )
    return Collection(snapshot.generation, stored, documents, catalogue, instruments, names)


def _catalogued(info: DocumentInfo) -> CatalogueDocument:
    return CatalogueDocument(
        title=squeezed_fold(info.title),
        names=tuple(squeezed_fold(name) for name in info.sources),
        format=info.format,
        date=info.date or info.period_end,
        indexed_at=info.indexed_at,
    )


def hits_of(
    snapshot: Snapshot,
    collection: Collection,
    scored: Sequence[Scored],
    compiled: Compiled,
    payloads: Sequence[str | None] | None = None,
) -> list[Hit]:
    """The passages of `scored` with the query's words marked; unknown ids are omitted. `payloads`
    are those of the passages where they are read already."""
    hits = []
    if payloads is None:
        payloads = snapshot.payloads([s.id for s in scored])
    for item, payload in zip(scored, payloads, strict=True):
        if payload is None:
            continue
        passage = passage_from_json(json.loads(payload))
        document = collection.documents[passage.doc_id]
        marks = find_marks(passage.text, compiled.needles, compiled.patterns)
        hits.append(
            Hit(
                id=passage.id,
                score=item.score,
                document=document,
                passage=passage,
                snippet_html=snippet_html(passage.text, marks),
                citation=cite(passage, document),
                marks=marks,
            )
        )
    return hits


def facet_values(
    name: str, values: Sequence[tuple[str, int]], collection: Collection
) -> tuple[FacetValue, ...]:
    """The first FACET_VALUES values of a facet, with titles and names as labels of ids."""

    def label(value: str) -> str:
        if name == "doc" and value in collection.documents:
            return collection.documents[value].title
        if name == "instrument" and value in collection.instruments:
            return collection.instruments[value].entry.name
        return value

    return tuple(FacetValue(v, label(v), count) for v, count in values[:FACET_VALUES])
