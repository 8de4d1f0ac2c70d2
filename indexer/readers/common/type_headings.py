"""Headings and titles found by typography: larger than the body text, or bold throughout.

Word processors have styles for headings, but many reports do not use them. In a document that
marks no heading itself, the typeface decides, by the same rule as on PDF pages
(`indexer.readers.pdf.document.assembly`), so that a report has the same headings in every format.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.structure.captions import CAPTION
from indexer.structure.characters import is_terminated
from indexer.structure.contents_blocks import is_contents_title
from indexer.structure.list_markers import marker
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.structure.blocks import Block

#: Font weights from here on are bold (CSS and OpenDocument count from 100 to 900).
BOLD = 600


@dataclass(frozen=True, slots=True)
class HeadingOptions:
    """Thresholds of headings and titles by typography, for office formats and PDF pages.

    Set by hand on invented reports whose headings are known; measure again with
    `python -m judian.evals typeset --reports 40 --seed 99` (column of the headings).
    """

    #: Size of display type, in sizes of the body text: type at least this large is a heading.
    display_size: float = 1.1
    #: Size of the title, in sizes of the body text.
    title_size: float = 1.2
    #: Characters of a heading at most: longer display type is a paragraph that is set large.
    max_characters: int = 80
    #: Lines of a heading at most.
    max_lines: int = 3
    #: The title is one of this many blocks from the front.
    title_blocks: int = 12
    #: Points by which lines of one title may differ in size.
    same_title_size: float = 0.5


OPTIONS = HeadingOptions()


@dataclass(frozen=True, slots=True)
class Typeface:
    """The type of a paragraph: the size of most of its characters in points, and whether all of
    them are bold."""

    size: float
    bold: bool


@dataclass(slots=True)
class TypefaceTally:
    """Counts the visible characters of a paragraph by size and weight."""

    _counts: Counter[tuple[float, bool]] = field(default_factory=Counter)

    def add(self, text: str, size: float, bold: bool) -> None:
        """Count the visible characters of a piece of text; `size` in points."""
        count = sum(not char.isspace() for char in text)
        if count:
            self._counts[size, bold] += count

    def typeface(self) -> Typeface | None:
        """The typeface of the characters counted; None for no characters."""
        if not self._counts:
            return None
        sizes: Counter[float] = Counter()
        for (size, _), count in self._counts.items():
            sizes[size] += count
        return Typeface(most_frequent_size(sizes), all(bold for _, bold in self._counts))


def most_frequent_size(sizes: Mapping[float, int]) -> float:
    """The size with the most characters, the larger one of two with equally many."""
    return max(sizes, key=lambda size: (sizes[size], size))


def rounded_size(size: float) -> float:
    """A size in points, rounded to half points, in which sizes are counted."""
    return round(2 * size) / 2


def mark_headings_by_typeface(
    blocks: Sequence[Block], typefaces: Mapping[int, Typeface]
) -> list[Block]:
    """The blocks, with headings and a title where the typeface shows them.

    `typefaces` maps indexes of paragraphs in `blocks` to their typeface. A document that marks a
    heading itself is returned unchanged.
    """
    if not typefaces or any(block.kind is Kind.HEADING for block in blocks):
        return list(blocks)
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    for index, typeface in typefaces.items():
        sizes[rounded_size(typeface.size)] += len(blocks[index].text)
        bold[typeface.bold] += len(blocks[index].text)
    body = most_frequent_size(sizes)
    body_bold = bold[True] > bold[False]
    done = list(blocks)
    titles = _title_indexes(blocks, typefaces, body)
    for index, typeface in typefaces.items():
        larger = typeface.size >= OPTIONS.display_size * body
        if index in titles:
            done[index] = replace(blocks[index], kind=Kind.TITLE)
        elif (larger or (typeface.bold and not body_bold)) and _may_be_heading(blocks[index]):
            done[index] = replace(blocks[index], kind=Kind.HEADING)
    return with_heading_levels(done)


def with_heading_levels(blocks: list[Block]) -> list[Block]:
    """The blocks, all headings on level 1 where none of them has a number. Where some have, the
    outline takes the levels from the numbers."""
    if any(block.kind is Kind.HEADING and marker(block.text) for block in blocks):
        return blocks
    return [replace(b, level=1) if b.kind is Kind.HEADING else b for b in blocks]


def _may_be_heading(block: Block) -> bool:
    text = block.text
    return (
        block.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM)
        and len(text) <= OPTIONS.max_characters
        and text.count("\n") < OPTIONS.max_lines
        and not is_terminated(text)
        and not CAPTION.match(text)
    )


def _title_indexes(
    blocks: Sequence[Block], typefaces: Mapping[int, Typeface], body: float
) -> set[int]:
    """Indexes of the paragraphs in the largest type at the front, which make the title. Empty in
    a document with a title of its own."""
    front = [at for at in range(min(OPTIONS.title_blocks, len(blocks))) if at in typefaces]
    if not front or any(block.kind is Kind.TITLE for block in blocks):
        return set()
    largest = max(typefaces[at].size for at in front)
    if largest < OPTIONS.title_size * body:
        return set()
    found: set[int] = set()
    for at in front:
        text = blocks[at].text
        excluded = marker(text) or is_contents_title(text) or text.endswith("。")
        same_size = abs(typefaces[at].size - largest) < OPTIONS.same_title_size
        if same_size and not excluded and len(text) <= OPTIONS.max_characters:
            found.add(at)
        elif found:
            break
    return found
