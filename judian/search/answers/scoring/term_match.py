"""Matching of question terms in a text: verbatim, by a paraphrase, or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.matching import occurrences

if TYPE_CHECKING:
    from judian.search.answers.question.model import QuestionTerm

#: The match of a paraphrase or an abbreviation, where the term itself is 1.
PARAPHRASE = 0.9
#: The match of the first two characters of a long word: 無期 for 無期徒刑.
BEGINS_ALIKE = 0.5
#: Fewest characters of names that match in part and by their beginning; the least share of
#: their pairs of characters, and the match if all pairs are there.
PARTIAL_LENGTH, BEGINNING_LENGTH, LEAST_SHARE, ALL_PAIRS = 3, 4, 0.5, 0.8


def term_match(term: QuestionTerm, text: str) -> float:
    """The match, in [0, 1], of a term in a folded text: 1 for one of its names, PARAPHRASE for
    another word; for longer names in proportion to their pairs of characters if half of them
    are there; else 0."""
    for name in term.names:
        if name in text and (not name[0].isascii() or occurrences(text, name)):
            return 1.0
    if any(other in text for other in term.paraphrases):
        return PARAPHRASE
    if term.abbreviation is not None and term.abbreviation.search(text):
        return PARAPHRASE
    best = 0.0
    for name in term.names:
        if len(name) >= PARTIAL_LENGTH and not name.isascii():
            pairs = [name[i : i + 2] for i in range(len(name) - 1)]
            share = sum(p in text for p in pairs) / len(pairs)
            if share >= LEAST_SHARE:
                best = max(best, ALL_PAIRS * share)
            elif len(name) >= BEGINNING_LENGTH and pairs[0] in text:
                best = max(best, BEGINS_ALIKE)
    return best
