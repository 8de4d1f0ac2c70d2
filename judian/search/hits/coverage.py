"""Coverage: the best hits, ranked again by how many of the query's words they hold.

BM25 adds up, so that a passage that repeats one word can outrank one that holds all. A word counts
as held in the text of a passage and in what stands above it: the title of the document, the
headings, the item that leads to it, and the caption and headers of a table. Where a heading or
caption holds all words, the first text below it counts like the best hit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from judian.core.engine import Scored, Snapshot
from judian.search.hits.labels import LABELS
from judian.search.hits.proximity import term_weights
from judian.zh.text.analyze import analyze, squeezed_fold
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from judian.search.query.catalogue import CatalogueDocument
    from judian.search.query.trees import Words

#: The number of best hits that are ranked again. With 20 the rows of a table whose caption is typed
#: are not among them (38 of 40 queries among the first three), with 30 and 40 they are (39).
COVERED = 30
#: The part of a score that depends on the share of the words that a hit holds. Measured on 40
#: keyword queries (judian/evals/README.md): the same from 0.5 to 1.
COVERAGE_SHARE = 0.7
#: Words typed apart from which coverage counts. The words of a sentence are no demands one by one:
#: counted so, DRCD's questions lose 0.1 points of R@1.
LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it is typed: the idf of each term in it; `weight` is that of its rarest term."""

    terms: Mapping[str, float]

    @property
    def weight(self) -> float:
        return max(self.terms.values())

    def share(self, text: str) -> float:
        """The share of its terms that a folded text holds."""
        held = sum(weight for term, weight in self.terms.items() if term in text)
        return held / sum(self.terms.values())


@dataclass(frozen=True, slots=True)
class _Held:
    """A hit with the folded texts that may hold words: its own, the nearest heading or caption, and
    all that stands above it."""

    hit: Scored
    own: str
    label: str
    above: str

    def share(self, words: Sequence[_Word]) -> float:
        """The share of the query that it holds."""
        if len(words) < LEAST_WORDS:
            return 1.0
        text = f"{self.own}\n{self.above}"
        held = sum(word.weight * word.share(text) for word in words)
        return held / sum(word.weight for word in words)


def rank_by_coverage(
    snapshot: Snapshot,
    documents: Mapping[str, CatalogueDocument],
    hits: Sequence[Scored],
    words: Iterable[Words],
) -> list[Scored]:
    """`hits` with the first COVERED in the order of their new scores.

    A query of one term changes nothing, one of a single run of text only what stands below a
    heading or caption that holds it.
    """
    typed = _typed(snapshot, words)
    if sum(len(word.terms) for word in typed) < 2 or not hits:
        return list(hits)
    ids = [hit.id for hit in hits[:COVERED]]
    stored = zip(hits[:COVERED], snapshot.texts(ids), snapshot.payloads(ids), strict=True)
    best = [_held(documents, hit, text, payload) for hit, text, payload in stored]
    scores = {
        held.hit.id: held.hit.score * (1 - COVERAGE_SHARE + COVERAGE_SHARE * held.share(typed))
        for held in best
    }
    most = max(scores.values())
    leads = _leads(best, typed)
    saying = {held.hit.id for held in best if _says(held.own, typed)}
    again = [Scored(id_, most if id_ in leads else score) for id_, score in scores.items()]
    again.sort(key=lambda hit: (-hit.score, hit.id not in saying, hit.id not in leads, hit.id))
    return [*again, *hits[COVERED:]]


def _typed(snapshot: Snapshot, words: Iterable[Words]) -> list[_Word]:
    """The words of a query with the terms in them that occur and say something."""
    typed = []
    for part in words:
        terms = [t for t in analyze(part.text).terms["words"] if t not in STOP_WORDS]
        weights = term_weights(snapshot, terms)
        if weights:
            typed.append(_Word(weights))
    return typed


def _says(text: str, words: Sequence[_Word]) -> bool:
    """True if a folded text holds every term of the query."""
    return all(term in text for word in words for term in word.terms)


def _leads(best: Sequence[_Held], words: Sequence[_Word]) -> set[str]:
    """The ids of the first hits below each heading or caption that holds every term."""
    first: dict[tuple[str, str], str] = {}
    for held in best:
        if held.label and held.own != held.label and _says(held.label, words):
            key = (held.hit.id.rpartition("-")[0], held.label)
            first[key] = min(first.get(key, held.hit.id), held.hit.id)
    return set(first.values())


def _held(
    documents: Mapping[str, CatalogueDocument],
    hit: Scored,
    text: tuple[str, str] | None,
    payload: str | None,
) -> _Held:
    if text is None or payload is None:
        return _Held(hit, "", "", "")
    stored: Mapping[str, Any] = json.loads(payload)
    table = stored.get("table") or {}
    section = stored.get("section", ())
    label = table.get("caption") or (section[-1] if section else "")
    above = [*section, label, stored.get("lead") or ""]
    for cell in table.get("cells", ()):
        above += (*cell.get("column", ()), *cell.get("row", ()))
    known = documents.get(stored.get("doc_id", ""))
    title = known.title if known else ""
    if stored.get("kind") in LABELS:
        label = ""
    folded = "\n".join([title, *map(squeezed_fold, dict.fromkeys(above))])
    return _Held(hit, text[1], squeezed_fold(label), folded)
