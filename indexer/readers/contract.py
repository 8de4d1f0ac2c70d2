"""The contract of the readers, one module per file format.

A reader works in two steps, because it runs in a process that may be killed at any moment
(`indexer.run.pool`). `parts` does the heavy, hostile work and yields what it has as soon as
it has it, for a PDF one page at a time; the parts are streamed out of the process, so that a
kill keeps those that were finished. `assemble` then makes one `Reading` of the parts, all of
them or those that survived.

What every reader owes `indexer.documents.passages`:

- `Block.text` is one repaired paragraph on one line: no wraps, no page furniture, no spaces
  between Han characters, the source's own spaces around digits and Latin words kept.
- A paragraph that goes on over a page break, or around a table or a figure, is one block;
  `breaks` says where pages begin inside it, the table follows it.
- A list item or heading keeps its own number (一、 （一） 1.) at the front of its text.
- A footnote's mark is dropped from the sentence it stands in, so that phrases stay whole. The
  footnote is a block of kind FOOTNOTE that begins with its mark and one space ("1 本院…") and
  follows the block in which the mark stood, or stands where the page ends if no mark was found.
- A title is a block of kind TITLE only when the format says so or its type is set apart;
  `indexer.documents.titles` looks for an unmarked one.
- Running heads, page numbers, navigation and tables of contents' dot leaders are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.structure.blocks import Reading


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user chose about reading. `ocr` is auto, never or always."""

    ocr: str = "auto"


class Reader(Protocol):
    """The contract of a reader module."""

    def parts(self, path: Path, options: ReadOptions, /) -> Iterator[object]:
        """The file's content piece by piece, each one picklable and of use without the next.

        Raises judian.core.errors.SourceUnreadable (with `path.name` as the name) when nothing can
        be had of the file. An error in one piece is part of that piece, not the end of the rest.
        """
        ...

    def assemble(self, parts: Sequence[object], stopped: str | None, /) -> Reading:
        """One reading of the parts that came, in order.

        `stopped` is None when `parts` ended by itself, else why it was ended early (memory,
        cpu, time, crash): pages that are then missing are told in `page_verdicts`. Raises
        SourceUnreadable when the parts hold nothing to keep.
        """
        ...
