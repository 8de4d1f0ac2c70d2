"""Where words of a passage stand on its page: the boxes of their characters.

The index keeps the boxes of lines. The characters that the file draws come with the page's picture;
the words are looked for among those that lie in the lines of the passage. A word whose place is not
certain has no box.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judian.core.model import Passage
    from judian.core.page_characters import Box, PageCharacters

    Span = tuple[int, int]

#: Points that the middle of a character may lie outside of its line's box.
_MARGIN = 1.0
#: Characters before and behind a word that decide which of several places it is. With less in
#: common than FEWEST, words of another sentence might be boxed. Set by hand; the words of the
#: queries of `tests/judian/search/hits/test_page_words.py` are told apart by 8.
_CONTEXT, _FEWEST = 32, 8
#: Places of one word that are compared; a page where it stands more often is one of a single word.
_PLACES = 200
#: Two characters belong to one line if they overlap by this share of the smaller one, and the
#: space between them is at most one character: justified text has spaces between characters.
_SAME_LINE = 0.5


class PageWords:
    """The characters of one page, in which words of its passages are looked for."""

    def __init__(self, characters: PageCharacters) -> None:
        self._boxes = characters.boxes
        self._text = fold(characters.text)
        middles = sorted((_middle(box)[1], at) for at, box in enumerate(self._boxes))
        self._heights = [y for y, _ in middles]
        self._by_height = [at for _, at in middles]

    def boxes(self, passage: Passage, page: int, words: Sequence[Span]) -> list[Box]:
        """The boxes, one a line, of those of the `words` of a passage, as half-open ranges of its
        text, that are found in its lines on `page`."""
        lines = [box[1:] for box in passage.boxes if box[0] == page]
        own = self._inside(lines)
        drawn = self._drawn(own)
        said, offsets = _without_spaces(passage.text)
        is_whole = len(lines) == len(passage.boxes)
        parts = [] if is_whole else self._parts(passage, page, said)
        are_all = sum(len(part) for _, part in parts) >= len(own)
        found: list[Box] = []
        for start, end in words:
            span = bisect_left(offsets, start), bisect_left(offsets, end)
            chars = [
                char
                for first, part in parts
                for char in part[max(0, span[0] - first) : max(0, span[1] - first)]
            ]
            is_elsewhere = bool(chars) or are_all
            at = None if is_elsewhere else _place(said, span, drawn, is_whole=is_whole)
            if at is not None:
                chars = own[at : at + span[1] - span[0]]
            found += _lines([self._boxes[char] for char in chars])
        return found

    def _parts(self, passage: Passage, page: int, said: str) -> list[tuple[int, list[int]]]:
        """The parts of a passage on several pages whose places on `page` are certain: the offset of
        each in `said`, and its characters. All lines are one part or each is one, as the halves of
        the header rows of a table over two pages are."""
        pages = [box[0] for box in passage.boxes]
        lines = [box[1:] for box in passage.boxes if box[0] == page]
        own = self._inside(lines)
        at = _part(said, self._drawn(own), page, pages)
        if at is not None:
            return [(at, own)]
        apart = [(self._drawn(chars), chars) for chars in (self._inside([x]) for x in lines)]
        return [(said.find(text), chars) for text, chars in apart if said.count(text) == 1]

    def _drawn(self, characters: Sequence[int]) -> str:
        return "".join(self._text[at] for at in characters)

    def _inside(self, lines: Sequence[Box]) -> list[int]:
        """The characters whose middles lie in the lines, in the order of the file."""
        inside: set[int] = set()
        for x0, y0, x1, y1 in lines:
            first = bisect_left(self._heights, y0 - _MARGIN)
            last = bisect_right(self._heights, y1 + _MARGIN)
            inside.update(
                at
                for at in self._by_height[first:last]
                if x0 - _MARGIN <= _middle(self._boxes[at])[0] <= x1 + _MARGIN
            )
        return sorted(inside)


def _without_spaces(text: str) -> tuple[str, list[int]]:
    """The fold of a text without white space, and the offset of each character of it."""
    offsets = [at for at, char in enumerate(text) if not char.isspace()]
    folded = fold(text)
    return "".join(folded[at] for at in offsets), offsets


def _part(said: str, drawn: str, page: int, pages: Sequence[int]) -> int | None:
    """The offset in a passage on several `pages` of what the lines on one of them hold; None if
    they hold more or others than a part of it, or if it is not certain which part."""
    if not drawn or drawn not in said:
        return None
    if page == min(pages) and said.startswith(drawn):
        return 0
    if page == max(pages) and said.endswith(drawn):
        return len(said) - len(drawn)
    return said.find(drawn) if said.count(drawn) == 1 else None


def _place(said: str, span: Span, drawn: str, *, is_whole: bool) -> int | None:
    """The offset in `drawn` of the characters [start, end) of `said`; None if it is not certain."""
    start, end = span
    word = said[start:end]
    if not word:
        return None
    there = _starts(drawn, word)
    if not there or len(there) > _PLACES:
        return None
    if is_whole:
        here = _starts(said, word)
        if len(here) == len(there):
            return there[here.index(start)]
    common = sorted(((_common(said, span, drawn, at), at) for at in there), reverse=True)
    length, best = common[0]
    is_only = len(common) == 1 or common[1][0] < length
    return best if is_only and length >= min(_FEWEST, len(said) - len(word)) else None


def _starts(text: str, word: str) -> list[int]:
    """Where a word stands in a text; at most one place more than is compared."""
    found: list[int] = []
    at = text.find(word)
    while at >= 0 and len(found) <= _PLACES:
        found.append(at)
        at = text.find(word, at + 1)
    return found


def _common(said: str, span: Span, drawn: str, at: int) -> int:
    """How many characters before and behind a word are the same at a place of it."""
    start, end = span
    behind = at + end - start
    said_before, drawn_before = said[:start][-_CONTEXT:], drawn[:at][-_CONTEXT:]
    before = zip(reversed(said_before), reversed(drawn_before), strict=False)
    after = zip(said[end : end + _CONTEXT], drawn[behind : behind + _CONTEXT], strict=False)
    return _equal(before) + _equal(after)


def _equal(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _lines(boxes: Sequence[Box]) -> list[Box]:
    """One box for the characters of each line, of text that runs to the right or down."""
    merged: list[Box] = []
    last: Box | None = None
    for box in boxes:
        if last is not None and (_continues(last, box, 0) or _continues(last, box, 1)):
            whole = merged.pop()
            box_of_line = (
                *(min(whole[0], box[0]), min(whole[1], box[1])),
                *(max(whole[2], box[2]), max(whole[3], box[3])),
            )
            merged.append(box_of_line)
        else:
            merged.append(box)
        last = box
    return merged


def _continues(last: Box, box: Box, axis: int) -> bool:
    """True if a character follows another one along an axis: 0 to the right, 1 down."""
    across = 1 - axis
    overlap = min(last[across + 2], box[across + 2]) - max(last[across], box[across])
    smaller = min(last[across + 2] - last[across], box[across + 2] - box[across])
    size = max(last[axis + 2] - last[axis], box[axis + 2] - box[axis])
    return overlap >= _SAME_LINE * smaller and abs(box[axis] - last[axis + 2]) <= size


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
