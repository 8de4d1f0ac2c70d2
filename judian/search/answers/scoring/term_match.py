"""How surely a text holds a word of the question: itself, in other words, or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.matching import occurrences

if TYPE_CHECKING:
    from judian.search.answers.question.requirements import Unit

#: What other words for the same are worth against the word itself.
PARAPHRASE = 0.9
#: What the first two characters of a long word are worth: 無期 for 無期徒刑.
BEGINS_ALIKE = 0.5


def presence(unit: Unit, text: str) -> float:
    """1 where `text` holds a name of the unit, PARAPHRASE where it holds other words for it;
    for longer names the share of their pairs of characters when most are there, else 0."""
    for name in unit.names:
        if name in text and (not name[0].isascii() or occurrences(text, name)):
            return 1.0
    if any(other in text for other in unit.paraphrases):
        return PARAPHRASE
    if unit.abbreviated is not None and unit.abbreviated.search(text):
        return PARAPHRASE
    best = 0.0
    for name in unit.names:
        if len(name) >= 3 and not name.isascii():
            pairs = [name[i : i + 2] for i in range(len(name) - 1)]
            share = sum(p in text for p in pairs) / len(pairs)
            if share >= 0.5:
                best = max(best, 0.8 * share)
            elif len(name) >= 4 and pairs[0] in text:
                best = max(best, BEGINS_ALIKE)
    return best
