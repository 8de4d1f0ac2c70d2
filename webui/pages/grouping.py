"""Figures, instruments and citing passages without repetitions, in the order of the text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from webui.pages.cards import hit_of
from webui.wording.labels import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.model import DocumentInfo, Passage
    from judian.search.replies.listings import CitedArticle, Figure, FigureRow, Mention
    from judian.search.replies.results import Answer, Hit


def distinct_figures(passage: Passage) -> list[Figure]:
    """The figures of a passage in order; of those that would look alike the first."""
    alike = {(f.measure, f.text, f.period and f.period.text): f for f in reversed(passage.figures)}
    return sorted(alike.values(), key=lambda f: f.start)


def distinct_instruments(passage: Passage) -> list[Mention]:
    """The first mention of each instrument that a passage names, in order."""
    first = {m.instrument: m for m in reversed(passage.mentions)}
    return sorted(first.values(), key=lambda m: m.start)


def by_source(
    answer: Answer, others: Sequence[Answer]
) -> tuple[tuple[str, list[Answer]], tuple[str, list[Answer]]]:
    """Other answers of other documents, then those of the answer's own; each with the message that
    names them."""
    own = answer.hit.document.id
    return (
        ("answer.elsewhere", [one for one in others if one.hit.document.id != own]),
        ("answer.same_document", [one for one in others if one.hit.document.id == own]),
    )


def by_passage(rows: Sequence[FigureRow]) -> list[list[FigureRow]]:
    """The figures of a list, those together that follow each other and stand in one passage."""
    return [list(same) for _, same in groupby(rows, key=lambda row: row.passage.id)]


def figures_marked(rows: Sequence[FigureRow]) -> Hit:
    """The passage of figures as a hit with its citation, the figures marked."""
    first, spans = rows[0], {(row.figure.start, row.figure.end) for row in rows}
    return hit_of(first.document, first.passage, sorted(spans))


def by_document(cited: CitedArticle) -> list[tuple[DocumentInfo, list[Passage]]]:
    """The passages that cite an article, by document.

    Of the passages at the same place, into which a long paragraph is cut, only the first.
    """
    found: dict[str, tuple[DocumentInfo, dict[str, Passage]]] = {}
    for citing in cited.places:
        _, by_place = found.setdefault(citing.document.id, (citing.document, {}))
        by_place.setdefault(place(citing.passage), citing.passage)
    return [(document, list(passages.values())) for document, passages in found.values()]
