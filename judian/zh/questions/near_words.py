"""Near words: what a text may say for a word that it does not hold (疏浚 for 清淤).

The groups of judian/zh/data/near_words.tsv share one gloss of a Chinese-English dictionary; those
of everyday_words.tsv and paraphrases.tsv are reviewed. Unlike `judian.zh.questions.synonyms` they
are not names of one thing, so that they are searched only for words that a collection lacks.
"""

from __future__ import annotations

from functools import cache, lru_cache

from judian.zh.questions.paraphrases import paraphrases
from judian.zh.questions.word_vectors import similarity
from judian.zh.text.fold import DATA, fold, read_table

FILE = DATA / "near_words.tsv"
#: Most words of a group: a gloss that more words share is too wide. Of 20 words that were looked at
#: the groups of wide verbs (to change, to go) have more, those of trades and offices fewer.
MAX_GROUP = 20
#: How near words of a reviewed group are: nearer than any by a gloss, by which two alone have 1.
REVIEWED = 2.0
_KEPT = 4096


@cache
def _groups() -> tuple[tuple[tuple[str, ...], ...], dict[str, list[int]]]:
    """The folded groups, and the numbers of those that each word is in."""
    groups = tuple(tuple(map(fold, row)) for row in read_table("near_words.tsv"))
    numbers: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        for word in group:
            numbers.setdefault(word, []).append(number)
    return groups, numbers


@cache
def _everyday() -> dict[str, tuple[str, ...]]:
    """For each folded word those of its lines in everyday_words.tsv, in their order."""
    found: dict[str, dict[str, None]] = {}
    for (line,) in read_table("everyday_words.tsv"):
        words = [fold(word) for word in line.split()]
        for word in words:
            found.setdefault(word, {}).update(dict.fromkeys(words))
    return {word: tuple(others) for word, others in found.items()}


def is_known(folded: str) -> bool:
    """True if `near_words` may have words for a folded word."""
    return folded in _groups()[1] or folded in _everyday() or bool(paraphrases(folded))


@lru_cache(_KEPT)
def near_words(folded: str) -> tuple[str, ...]:
    """The folded words that may stand for a folded word, the nearest first; () if it has none.

    Nearness is what their groups say, the less the more words are in one, and how near the words
    are in `judian.zh.questions.word_vectors`.
    """
    groups, numbers = _groups()
    reviewed = (*_everyday().get(folded, ()), *paraphrases(folded))
    found: dict[str, float] = dict.fromkeys(reviewed, REVIEWED)
    for number in numbers.get(folded, ()):
        for word in groups[number]:
            found[word] = found.get(word, 0.0) + 1 / (len(groups[number]) - 1)
    found.pop(folded, None)
    return tuple(sorted(found, key=lambda word: (-found[word] - similarity(folded, word), word)))
