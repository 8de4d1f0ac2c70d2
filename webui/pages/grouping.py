"""Figures, instruments and citing passages without repetitions, in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webui.wording.labels import place

if TYPE_CHECKING:
    from judian.core.model import DocumentInfo, Passage
    from judian.search.replies.listings import CitedArticle, Figure, Mention


def distinct_figures(passage: Passage) -> list[Figure]:
    """The figures of a passage in order; of those that would look alike the first."""
    alike = {(f.measure, f.text, f.period and f.period.text): f for f in reversed(passage.figures)}
    return sorted(alike.values(), key=lambda f: f.start)


def distinct_instruments(passage: Passage) -> list[Mention]:
    """The first mention of each instrument that a passage names, in order."""
    first = {m.instrument: m for m in reversed(passage.mentions)}
    return sorted(first.values(), key=lambda m: m.start)


def by_document(cited: CitedArticle) -> list[tuple[DocumentInfo, list[Passage]]]:
    """The passages that cite an article, by document.

    Of the passages at the same place, into which a long paragraph is cut, only the first.
    """
    found: dict[str, tuple[DocumentInfo, dict[str, Passage]]] = {}
    for citing in cited.places:
        _, by_place = found.setdefault(citing.document.id, (citing.document, {}))
        by_place.setdefault(place(citing.passage), citing.passage)
    return [(document, list(passages.values())) for document, passages in found.values()]
