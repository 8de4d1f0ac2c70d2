"""The paragraph (項) and the subparagraph (款) of an article among the passages of its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: A subparagraph: 一、 at the beginning of a line.
_ITEM = re.compile("[〇零一二三四五六七八九十百]{1,4}、")
#: A division of a subparagraph: （一）, 1., (1), ㈠, ①.
_DIVISION = re.compile(
    r"[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、]|[\u2460-\u2473\u3220-\u3229]"
)


def part_of(article: str) -> tuple[int, ...]:
    """The paragraph and the subparagraph of an article: (2, 4) of 10.2.4, () of 10."""
    return tuple(int(number) for number in article.split(".")[1:3] if number.isdecimal())


def holding(texts: Iterable[str], part: Sequence[int]) -> list[int]:
    """The indexes of the texts of an article, in their order, that hold a part of it: (2,) is the
    second paragraph with its subparagraphs, (2, 4) the fourth subparagraph of it. Each line of a
    text that has no number of a subparagraph or division begins a paragraph."""
    found: dict[int, None] = {}
    paragraph = item = 0
    for index, text in enumerate(texts):
        for line in text.splitlines():
            if _ITEM.match(line):
                item += 1
            elif _DIVISION.match(line) is None:
                paragraph, item = paragraph + 1, 0
            if paragraph == part[0] and (len(part) == 1 or item == part[1]):
                found[index] = None
    return list(found)
