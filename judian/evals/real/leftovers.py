"""What should not be in the text: page numbers, lines printed again for boldness, contents
lines."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.structure.characters import HAN
from judian.evals.real.artifacts import plain_number
from judian.evals.real.numbers import numbers_in
from judian.evals.real.printed import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.evals.real.artifacts import PageArtifacts
    from judian.evals.real.contenders import Segment
    from judian.evals.real.printed import PrintedPage

#: A title in a contents line is looked for if it has so many characters.
_MIN_TITLE = 4
#: A stretch that is doubled has so many different Han.
_MIN_HAN = 3
#: A stretch that is doubled has so many characters.
_MIN_LENGTH = 5
_DOUBLED = re.compile(r"(.{5,40}?)\1")
_EVERY_CHARACTER_TWICE = re.compile(rf"(?:([{HAN}])\1){{4,}}")
_HAN = re.compile(f"[{HAN}]")
_AROUND_NUMBER = re.compile(r"[^\w]+|第|頁")


def has_page_number(
    page: PrintedPage, around: PageArtifacts, parts: Sequence[Segment], texts: Sequence[str]
) -> bool:
    """True if a reader gives the page's number as text: as one of `texts` (its blocks and cells
    of the page), or at the end or front of a paragraph in `parts` that runs over pages. A number
    that the page prints elsewhere too is not counted."""
    if around.number is None:
        return False
    label = around.number
    number = plain_number(label)
    beside = [
        piece.text for at, line in enumerate(page.lines) if at not in around.lines
        for piece in line.pieces
    ]  # fmt: skip
    spare = sum(_count(text, number) for text in texts) - sum(_count(t, number) for t in beside)
    if spare <= 0:
        return False
    bare = _AROUND_NUMBER.sub("", label)
    return any(_AROUND_NUMBER.sub("", squeezed(text)) == bare for text in texts) or any(
        (not part.closes and squeezed(part.text).endswith(label))
        or (not part.opens and squeezed(part.text).startswith(label))
        for part in parts
    )


def _count(text: str, number: str) -> int:
    if number.isdecimal():
        return numbers_in(text).count(number)
    return re.findall("[a-z]+", text.lower()).count(number.lower())


def doubled(texts: Sequence[str], page: PrintedPage, after: PrintedPage | None) -> Iterator[str]:
    """Yield stretches that stand twice in a row in `texts` (a reader's blocks and cells of a page,
    or its lines), though they are printed once. Characters that are printed over themselves count
    once."""
    printed = page.squeezed + (after.squeezed if after else "")
    plain = [squeezed(text) for text in texts]
    for before, text in pairwise(["", *plain]):
        for match in _DOUBLED.finditer(text):
            if _may_be_doubled(match[1]) and printed.count(match[1]) == 1:
                yield match[1]
        for match in _EVERY_CHARACTER_TWICE.finditer(text):
            if _may_be_doubled(match[0]) and match[0] not in printed:
                yield match[0]
        if text == before and _may_be_doubled(text) and printed.count(text) == 1:
            yield text


def _may_be_doubled(part: str) -> bool:
    return len(part) >= _MIN_LENGTH and len(set(_HAN.findall(part))) >= _MIN_HAN


def contents_kept(around: PageArtifacts, text: str) -> list[str]:
    """The titles in contents lines of a page that a reader gives as text of that page."""
    plain = squeezed(text)
    return [title for title in around.titles if len(title) >= _MIN_TITLE and title in plain]
