"""Units of text that the end of a line cannot split."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.structure.characters import CLOSERS, OPENERS, is_cjk

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import TextLine

#: Punctuation that may not begin a line, so that the character before it stays with it.
CLOSING = frozenset(CLOSERS + "，。、；：！？,.;:!?%％℃°")


def first_unit(text: str) -> int:
    """Number of characters at the front of `text` that the end of a line cannot split."""
    at = 0
    while at < len(text) and text[at] in OPENERS:
        at += 1
    if at < len(text):
        wide = is_cjk(text[at])
        at += 1
        while not wide and at < len(text) and not is_cjk(text[at]) and not text[at].isspace():
            at += 1
    while at < len(text) and text[at] in CLOSING:
        at += 1
    return max(at, 1)


def glued_unit(text: str) -> int:
    """The same for typesetters that do not split punctuation from a following number or word of
    another script either: 意」，29.93% is one unit to LibreOffice."""
    at = first_unit(text)
    if at < len(text) and text[at - 1] in CLOSING and text[at].isalnum() and not is_cjk(text[at]):
        at += first_unit(text[at:])
    return at


def unit_width(line: TextLine) -> float:
    """The width in points of the first unit of a line."""
    end = first_unit(line.text)
    if end < len(line.starts):
        return line.starts[end] - line.x0
    return line.width * end / len(line.text)
