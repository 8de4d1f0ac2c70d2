"""Lines of a title page whose characters stand below each other: a title set upright on a cover,
or on the spine of a book beside its cover."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from indexer.documents.title_lines import unspaced
from indexer.structure.characters import is_han
from indexer.structure.list_markers import ordinal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.blocks import Block

# Characters below each other that are one line; three may be labels.
_LEAST_UPRIGHT = 4
# Blocks of the first page that may be such characters. A spine has some fifty.
_MOST_BLOCKS = 150
# Left edges of characters below each other differ by less than this many points, and each is at
# most this many heights of a character below the one before. Set by hand on covers with spines.
_SAME_EDGE, _MOST_APART = 2.0, 3.0
# A number of a year, set level between the characters, and brackets in their upright forms.
_LEVEL_NUMBER = re.compile(r"[0-9]{1,3}")
_BRACKETS = str.maketrans("︵︶﹁﹂", "（）「」")


def with_upright_lines(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those of the first page joined whose single characters stand below each other.
    Such a line beside other ones follows them."""
    page = list(takewhile(lambda block: block.page == blocks[0].page, blocks[:_MOST_BLOCKS]))
    lines: list[list[int]] = []
    for at, block in enumerate(page):
        if not _is_character(block):
            continue
        line = next((line for line in lines if _goes_on(page, line[-1], at)), None)
        if line is None:
            lines.append([at])
        else:
            line.append(at)
    lines = [line for line in lines if _is_line([page[at] for at in line])]
    inside = {at for line in lines for at in line}
    followed = {
        line[0]: _joined([page[at] for at in line])
        for line in lines
        if line[-1] - line[0] + 1 == len(line)
    }
    spines = [_joined([page[at] for at in line]) for line in lines if line[0] not in followed]
    done = [
        followed.get(at, block)
        for at, block in enumerate(page)
        if at in followed or at not in inside
    ]
    return [*done, *spines, *blocks[len(page) :]]


def _is_character(block: Block) -> bool:
    """True for one character, or a number between such."""
    text = unspaced(block.text)
    if block.table is not None or not text:
        return False
    if len(text) > 1 or text.isdecimal():
        return _LEVEL_NUMBER.fullmatch(text) is not None and bool(block.boxes)
    return (is_han(text) and ordinal(text) is None) or text.translate(_BRACKETS) in "（）「」"


def _goes_on(blocks: Sequence[Block], before: int, at: int) -> bool:
    """True if the character `at` is below the one `before`; without places if it follows it."""
    above, block = blocks[before], blocks[at]
    if not above.boxes or not block.boxes:
        return at == before + 1
    (_, left, top, _, bottom), (_, other, below, _, _) = above.boxes[-1], block.boxes[0]
    near = 0 < below - top < _MOST_APART * (bottom - top)
    return near and abs(left - other) < _SAME_EDGE


def _is_line(line: Sequence[Block]) -> bool:
    return len(line) >= _LEAST_UPRIGHT and any(is_han(unspaced(block.text)) for block in line)


def _joined(line: Sequence[Block]) -> Block:
    text = "".join(unspaced(block.text) for block in line).translate(_BRACKETS)
    return replace(line[0], text=text, boxes=tuple(box for block in line for box in block.boxes))
