"""Characters that the fold makes equal and that are different words all the same (製 and 制)."""

from __future__ import annotations

from functools import cache

from judian.zh.text.fold import fold, read_table


@cache
def _distinct() -> dict[str, int]:
    """The number of its group for each character of data/distinct.tsv."""
    return {char: at for at, row in enumerate(read_table("distinct.tsv")) for char in row}


@cache
def _traditional() -> frozenset[str]:
    """Characters that Simplified Chinese does not have."""
    return frozenset(row[0] for row in read_table("simplified.tsv"))


def is_traditional(text: str) -> bool:
    """True if a character of `text` is not one of Simplified Chinese."""
    return not _traditional().isdisjoint(text)


def are_different_words(left: str, right: str, *, both_traditional: bool) -> bool:
    """True for two characters of one fold that Traditional Chinese uses for different words.

    後 and 后 are only if `both_traditional`, that is, if the texts that they stand in are not
    Simplified, which writes 后 for both. 發 and 髮 always are.
    """
    known = _distinct()
    if left == right or left not in known or known.get(right) != known[left]:
        return False
    return both_traditional or {left, right} <= _traditional()


def same_fold(left: str, right: str) -> bool:
    """True if two characters are equal to a search."""
    return left == right or fold(left) == fold(right)
