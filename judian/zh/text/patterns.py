"""Patterns over folded text, written as people write: in Traditional characters, full width.

The scanners of dates, numbers and names run on `judian.zh.text.fold.fold(text)`, which keeps every
offset. A pattern must be folded in the same way, and only its non-ASCII characters: folding `\\S`
would give `\\s`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from judian.zh.text.fold import fold


def folded_source(source: str) -> str:
    """The regular expression `source` with each non-ASCII character folded.

    A character that folds to ASCII punctuation (（ or ～) is escaped and matches itself.
    """
    return "".join(c if c.isascii() else re.escape(fold(c)) for c in source)


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile` of the folded source; white space in it counts."""
    return re.compile(folded_source(source), flags)


class Lookbehind:
    """A pattern for the text right before a place, which ends in `$`.

    `reach` is the length of its window in code points: the longest text that the pattern has to
    see. The window keeps scanning linear, since a search for `…$` tries every start.
    """

    __slots__ = ("_search", "reach")

    def __init__(self, source: str, reach: int) -> None:
        self._search = compiled(source).search
        self.reach = reach

    def before(self, folded: str, place: int) -> re.Match[str] | None:
        """The match that ends at `place` in a folded text, or None."""
        return self._search(folded, max(0, place - self.reach), place)


_LIST_COMMA = re.compile(r"(?<=[0-9])，(?=[0-9])")


#: 一０三年, 二００九年: an Arabic zero behind a Chinese digit.
_ZERO = re.compile(r"(?<=[一二三四五六七八九])[0０]{1,3}(?![0-9０-９.,．，%％])")
#: 元月 is January, 民國元年 the first year; 元 behind a number is money.
_FIRST = re.compile(
    r"(?:(?<=[年度於至自及、，。；;,（(\s])|^)元(?=\s?月(?!租|薪|費))|(?<=民國)元(?=\s?年)"
)


#: Headers of tables are asked for with every cell: so many texts of so many code points are kept.
_SHORT, _KEPT_SHORT = 40, 8192


def folded_numbers(text: str) -> str:
    """The fold of a text that is scanned for numbers, of the same length.

    A full-width comma between half-width digits separates the items of a list (105，106及107年)
    and becomes 、, so that only a comma between thousands is folded to an ASCII comma. The zeros
    of 一０三年 become 〇, and 元 of 元月 becomes 一.
    """
    return _folded_short(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    text = _LIST_COMMA.sub("、", text)
    text = _ZERO.sub(_han_zeros, text)
    return fold(_FIRST.sub("一", text) if "元" in text else text)


_folded_short = lru_cache(maxsize=_KEPT_SHORT)(_folded)


def _han_zeros(match: re.Match[str]) -> str:
    return "〇" * len(match[0])
