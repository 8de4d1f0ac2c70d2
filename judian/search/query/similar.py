"""The query for more passages like one: its rarest words, to be read and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.bm25 import idf
from judian.zh.text.analyze import analyze
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from judian.core.engine import Snapshot

#: Words of such a query. Not measured: what is read at a glance.
SIMILAR_WORDS = 8
_OPERATORS = frozenset({"and", "or", "not"})


def similar_query(snapshot: Snapshot, text: str) -> str:
    """The words of `text` that few passages hold but another one does, in its order; "" without
    any. Numbers say nothing of what a text is about."""
    analysis = analyze(text)
    weights: dict[str, float] = {}
    words = [
        word
        for word in analysis.terms["words"]
        if len(word) > 1 and word not in STOP_WORDS | _OPERATORS and word.isalpha()
    ]
    frequencies = snapshot.frequencies([("words", word) for word in words])
    for word, frequency in zip(words, frequencies, strict=True):
        if frequency > 1:
            weights[word] = weights.get(word, 0.0) + idf(snapshot.passage_count, frequency)
    rarest = set(sorted(weights, key=lambda word: (-weights[word], word))[:SIMILAR_WORDS])
    chosen = (word for word in weights if word in rarest)
    return " ".join(_as_written(word, analysis.folded, analysis.squeezed) for word in chosen)


def _as_written(word: str, folded: str, squeezed: str) -> str:
    at = folded.find(word)
    return squeezed[at : at + len(word)] if at >= 0 else word
