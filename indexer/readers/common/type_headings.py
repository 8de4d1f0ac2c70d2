"""Headings and titles that only their type tells: larger than the text, or bold throughout.

Word processors have styles for headings, and many reports do without them. Where a document marks
no heading itself, its type says what one is, by the rule by which pages are read (`pdf_assemble`),
so that a report has the same headings in every format.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.structure.captions import CAPTION
from indexer.structure.characters import is_terminated
from indexer.structure.list_markers import marker
from indexer.structure.outline import is_contents_title
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.structure.blocks import Block

#: Type at least this much larger than the body's is display type.
DISPLAY = 1.1
#: The title is set at least this much larger than the body.
TITLE = 1.2
#: Weights from here on are bold (CSS and OpenDocument count from 100 to 900).
BOLD = 600
#: Display type longer than this is a paragraph that happens to be large.
LONGEST_HEADING = 80
#: A title stands among so many blocks from the front.
FRONT = 12


@dataclass(frozen=True, slots=True)
class Face:
    """What a paragraph is set in: the size of most of its type in points, and whether all of it
    is bold."""

    size: float
    bold: bool


@dataclass(slots=True)
class Tally:
    """Counts the visible characters of a paragraph by the type that they are set in."""

    _counts: Counter[tuple[float, bool]] = field(default_factory=Counter)

    def add(self, text: str, size: float, bold: bool) -> None:
        """Count the characters of a piece of text."""
        seen = sum(not char.isspace() for char in text)
        if seen:
            self._counts[size, bold] += seen

    def face(self) -> Face | None:
        """The face of what was counted; None for no characters."""
        if not self._counts:
            return None
        sizes: Counter[float] = Counter()
        for (size, _), count in self._counts.items():
            sizes[size] += count
        largest = max(sizes, key=lambda size: (sizes[size], size))
        return Face(largest, all(bold for _, bold in self._counts))


def by_faces(blocks: Sequence[Block], faces: Mapping[int, Face]) -> list[Block]:
    """The blocks with the headings and the title that their faces show; `faces` are those of
    paragraphs by their index. A document that marks a heading itself stays as it is."""
    if not faces or any(block.kind is Kind.HEADING for block in blocks):
        return list(blocks)
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    for at, face in faces.items():
        sizes[round(2 * face.size) / 2] += len(blocks[at].text)
        bold[face.bold] += len(blocks[at].text)
    body = max(sizes, key=lambda size: (sizes[size], size))
    body_bold = bold[True] > bold[False]
    done = list(blocks)
    titles = _titles(blocks, faces, body)
    for at, face in faces.items():
        larger = face.size >= DISPLAY * body
        if at in titles:
            done[at] = replace(blocks[at], kind=Kind.TITLE)
        elif (larger or (face.bold and not body_bold)) and _may_head(blocks[at]):
            done[at] = replace(blocks[at], kind=Kind.HEADING)
    heads = [block for block in done if block.kind is Kind.HEADING]
    if not any(marker(block.text) for block in heads):
        done = [replace(b, level=1) if b.kind is Kind.HEADING else b for b in done]
    return done


def _may_head(block: Block) -> bool:
    text = block.text
    return (
        block.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM)
        and len(text) <= LONGEST_HEADING
        and text.count("\n") < 3
        and not is_terminated(text)
        and not CAPTION.match(text)
    )


def _titles(blocks: Sequence[Block], faces: Mapping[int, Face], body: float) -> set[int]:
    """The paragraphs in the largest type of the front: the title, where no style says so."""
    front = [at for at in range(min(FRONT, len(blocks))) if at in faces]
    if not front or any(block.kind is Kind.TITLE for block in blocks):
        return set()
    largest = max(faces[at].size for at in front)
    if largest < TITLE * body:
        return set()
    found: set[int] = set()
    for at in front:
        text = blocks[at].text
        plain = not (marker(text) or is_contents_title(text) or text.endswith("。"))
        plain = plain and len(text) <= LONGEST_HEADING
        if abs(faces[at].size - largest) < 0.5 and plain:
            found.add(at)
        elif found:
            break
    return found
