"""Why a passage is a hit: the share of its score that each word of the query gives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from judian.search.hits.labels import CONTEXT, texts_first
from judian.search.replies.results import Reason
from judian.zh.text.analyze import analyze, squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.core.engine import Snapshot
    from judian.search.query.compile import Compiled

#: Reasons that are named for one hit, the greatest; the rest gives the remaining share.
MOST_REASONS = 12


def reasons_of(
    snapshot: Snapshot, compiled: Compiled, ids: Sequence[str]
) -> list[tuple[Reason, ...]]:
    """For each id its reasons, the greatest first; () for a score of 0.

    Pairs and single characters count for the word that they are part of.
    """
    terms = texts_first(compiled.query).terms
    written = _written(compiled)
    names = [_name(term.term, written) for term in terms]
    found = []
    for parts in snapshot.contributions(terms, ids):
        given: Counter[tuple[str, str]] = Counter()
        for term, name, part in zip(terms, names, parts, strict=True):
            given[name, "above" if term.field in CONTEXT else "text"] += part  # type: ignore[assignment]
        total = sum(given.values())
        reasons = [
            Reason(name, where, part / total)
            for (name, where), part in sorted(given.items(), key=lambda item: -item[1])
            if part > 0
        ]
        found.append(tuple(reasons[:MOST_REASONS]) if total > 0 else ())
    return found


def _written(compiled: Compiled) -> dict[str, str]:
    """The words by which reasons are named, as they are written, by their folds: those typed, then
    those searched besides."""
    written: dict[str, str] = {}
    for part in compiled.words:
        analysis = analyze(part.text)
        for word in analysis.terms["words"]:
            at = analysis.folded.find(word)
            written.setdefault(word, analysis.squeezed[at : at + len(word)] if at >= 0 else word)
    for expansion in compiled.view.expanded:
        for name in (expansion.word, *expansion.alternatives):
            written.setdefault(squeezed_fold(name), name)
    return {word: name for word, name in written.items() if len(word) > 1}


def _name(term: str, written: Mapping[str, str]) -> str:
    """The word that a term is a part of, else the term itself."""
    if term in written:
        return written[term]
    return next((name for word, name in written.items() if term in word), term)
