"""Torn paragraphs: text that ends in mid-sentence although the printed line runs on.

A paragraph is torn if it ends without the end of a sentence, its last printed line reaches the
right edge of its text, and the next block begins on the next line, in the same type, without
indent and without the mark of a list item.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.structure.characters import HAN
from judian.evals.real.printed import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.evals.real.artifacts import PageArtifacts
    from judian.evals.real.contenders import Segment
    from judian.evals.real.printed import Piece, PrintedPage

#: So many characters of a block's end and front are looked for on the page.
_ENDS = 8
#: A line is full if it ends within so many sizes of the right edge.
_FULL = 1.6
#: Or if so many lines, not farther than so many sizes, end within so many sizes of it.
_NEIGHBOURS, _NEAR, _SAME_EDGE = 3, 5.0, 0.7
#: A line begins without indent within so many sizes.
_INDENT = 0.9
#: The next line is at most so many sizes lower.
_PITCH = 2.2
#: Type is the same between these ratios of size.
_SAME_SIZE = (0.9, 1.1)
#: A block with fewer Han is no prose.
_MIN_HAN = 8
_HAN = re.compile(f"[{HAN}]")
_END = re.compile(r"[。!?;:.…」』)\]】〕》]$")
_MARK = re.compile(
    r"(?:[一二三四五六七八九十百]+[、.,]|[(（〔【]?[一二三四五六七八九十0-9a-zA-Z]{1,3}[)）〕】]"
    r"|[壹貳參肆伍陸柒捌玖拾]+[、.]|[0-9]{1,2}[.、](?![0-9])|第[一二三四五六七八九十百0-9]+[條章節項款目編點]"
    r"|[甲乙丙丁戊己庚辛壬癸][、.]|[•●○◎■□◆◇※˙·＊*▲△★☆➢✓\-–—]|附?[註表圖])"
)


def is_prose(segment: Segment) -> bool:
    """True for a piece of running text that counts as a paragraph."""
    return segment.running and len(_HAN.findall(segment.text)) >= _MIN_HAN


def broken_paragraphs(
    segments: Sequence[Segment], pages: Sequence[PrintedPage], artifacts: Sequence[PageArtifacts]
) -> list[tuple[Segment, Segment]]:
    """The blocks that are torn, each with the block that goes on."""
    by_number = {page.number: page for page in pages}
    around = {page.number: each for page, each in zip(pages, artifacts, strict=True)}
    found = []
    for before, after in pairwise(segments):
        if not (before.closes and after.opens and is_prose(before) and after.running):
            continue
        first, second = by_number.get(before.page), by_number.get(after.page)
        if first is None or second is None or not (first.judged and second.judged):
            continue
        if around[first.number].contents or around[second.number].contents:
            continue
        if _reads_on(before.text, after.text) and _runs_on(
            _placed(before.text, first, ends=True), _placed(after.text, second, ends=False),
            (first, around[first.number]), (second, around[second.number]),
        ):  # fmt: skip
            found.append((before, after))
    return found


def _reads_on(before: str, after: str) -> bool:
    """True if the texts alone allow that a sentence goes on."""
    tail, front = squeezed(before), squeezed(after)
    return bool(tail and front) and not _END.search(tail) and not _MARK.match(front)


def _placed(text: str, page: PrintedPage, *, ends: bool) -> tuple[int, Piece] | None:
    """The line and piece of the page that end (or begin) with the end (or front) of a text; None if
    there is no such piece, or there are several."""
    whole = squeezed(text)
    part = whole[-_ENDS:] if ends else whole[:_ENDS]
    found = []
    for at, line in enumerate(page.lines):
        for piece in line.pieces:
            short = min(len(part), len(piece.text))
            if short >= min(_ENDS, len(part)) // 2 and (
                piece.text.endswith(part[-short:]) if ends else piece.text.startswith(part[:short])
            ):
                found.append((at, piece))
    return found[0] if len(found) == 1 else None


def _runs_on(
    before: tuple[int, Piece] | None,
    after: tuple[int, Piece] | None,
    first: tuple[PrintedPage, PageArtifacts],
    second: tuple[PrintedPage, PageArtifacts],
) -> bool:
    """True if the second piece is printed as the next line of the first."""
    if before is None or after is None:
        return False
    (line, piece), (next_line, next_piece) = before, after
    if not _SAME_SIZE[0] <= next_piece.size / (piece.size or 1) <= _SAME_SIZE[1]:
        return False
    if first[0].number == second[0].number:
        if not 0 < next_piece.base - piece.base <= _PITCH * piece.size:
            return False
    elif not (_is_last(line, *first) and _is_first(next_line, second[1])):
        return False
    return _is_full(piece, first[0]) and _is_flush(piece, next_piece)


def _is_last(line: int, page: PrintedPage, around: PageArtifacts) -> bool:
    return all(at in around.lines for at in range(line + 1, len(page.lines)))


def _is_first(line: int, around: PageArtifacts) -> bool:
    return all(at in around.lines for at in range(line))


def _is_full(piece: Piece, page: PrintedPage) -> bool:
    """True if a piece reaches the right edge that long pieces over the same place share, or the
    edge that several lines next to it share (text beside a picture)."""
    over = [
        each for line in page.lines for each in line.pieces
        if each.size and each.x0 < piece.x1 and piece.x0 < each.x1 and len(each.chars) >= _MIN_HAN
    ]  # fmt: skip
    sides = Counter(round(each.x1 / piece.size) for each in over)
    often = [side for side, times in sides.items() if times > 1]
    if often and piece.x1 >= (max(often) - _FULL) * piece.size:
        return True
    near = [each for each in over if 0 < abs(each.base - piece.base) < _NEAR * piece.size]
    return sum(abs(each.x1 - piece.x1) < _SAME_EDGE * piece.size for each in near) >= _NEIGHBOURS


def _is_flush(piece: Piece, after: Piece) -> bool:
    """True if the next piece begins at the left of the first, or under the text behind the mark of
    its list item."""
    if after.x0 <= piece.x0 + _INDENT * piece.size:
        return piece.x0 - after.x0 < 4 * piece.size
    mark = _MARK.match(piece.text)
    if mark is None or len(piece.chars) <= mark.end():
        return False
    return abs(after.x0 - piece.chars[mark.end()].x0) < _INDENT * piece.size
