"""What a text says beyond the question: words that the question does not speak of.

Of two numbers with the same words around them, the one whose own words are all asked about is
meant: asked for murders, 其中竊盜案件8起 holds 案件 but speaks of thefts.
"""

from __future__ import annotations

from judian.search.answers.question.requirements import MEASURES, Demand
from judian.zh.entities.categories import words
from judian.zh.text.stopwords import STOP_WORDS


def unasked(demand: Demand, folded: str) -> float:
    """The share, in [0, 1], of the text's words of content that the question does not speak of,
    by their length; 0 where there are none."""
    asked = demand.question.text
    names = [n for u in demand.units for n in (*u.names, *u.paraphrases) if len(n) > 1]
    whole = unknown = 0
    for word, _, _ in words(folded):
        if word in STOP_WORDS or word in MEASURES or len(word) < 2:
            continue
        whole += len(word)
        if word not in asked and not _is_named(word, names) and not _is_half_asked(word, asked):
            unknown += len(word)
    return unknown / whole if whole else 0.0


def _is_named(word: str, names: list[str]) -> bool:
    return any(name in word or word in name for name in names)


def _is_half_asked(word: str, asked: str) -> bool:
    """True for a longer word of whose pairs of characters half stand in the question."""
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return len(pairs) > 1 and 2 * sum(pair in asked for pair in pairs) >= len(pairs)
