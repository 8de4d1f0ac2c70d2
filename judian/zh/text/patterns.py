"""Patterns over folded text, written as people write: in Traditional characters, full width.

What reads figures and dates runs on `judian.zh.text.fold.fold(text)`, which keeps every offset; a
pattern must be folded the same way, and only its non-ASCII characters: folding `\\S` would give
`\\s`.
"""

from __future__ import annotations

import re

from judian.zh.text.fold import fold


def folded_source(source: str) -> str:
    """The regular expression `source` with each non-ASCII character folded; one that folds to
    ASCII punctuation (（ or ～) is escaped, so that it stands for itself."""
    return "".join(c if c.isascii() else re.escape(fold(c)) for c in source)


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile` of the folded source; white space in it counts."""
    return re.compile(folded_source(source), flags)


_LIST_COMMA = re.compile(r"(?<=[0-9])，(?=[0-9])")


def folded_numbers(text: str) -> str:
    """The fold of a text in which numbers are sought, of the same length.

    A full-width comma between half-width digits parts a list (105，106及107年) and becomes 、,
    so that only a comma that separates thousands is folded to one.
    """
    return fold(_LIST_COMMA.sub("、", text))
