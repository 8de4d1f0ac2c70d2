"""The contract of the readers, one module per file format.

A reader works in two steps, because its process may be killed at any moment
(`indexer.run.pool`). `parts` does the expensive and hostile work and yields each part as soon as it
is complete, for a PDF one page at a time; the parts leave the process at once, so that a kill
loses only unfinished ones. `assemble` makes one `Reading` of all parts or of those that survived.

Every reader guarantees to `indexer.documents.passages`:

- `Block.text` is one repaired paragraph on one line: no line breaks, no running headers or
  footers, no spaces between Han characters, the source's own spaces around digits and Latin words
  kept.
- A paragraph that continues across a page break, a table or a figure is one block; `breaks` gives
  the offsets at which pages begin in it, and the table follows it.
- A list item or heading keeps its own number (一、 （一） 1.) at the front of its text.
- A footnote's marker is removed from its sentence, so that phrases stay whole. The footnote is a
  block of kind FOOTNOTE that begins with its marker and one space ("1 本院…") and follows the block
  with the marker; without one it follows the end of its page.
- A title is a block of kind TITLE only if the format or its typography marks it;
  `indexer.documents.titles` finds others.
- Running headers and footers, page numbers and navigation are left out. Tables of contents are
  blocks of their own kind.
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
    """Options of reading that the user may set. `ocr` is auto, never or always."""

    ocr: str = "auto"


class Reader(Protocol):
    """The contract of a reader module."""

    def parts(self, path: Path, options: ReadOptions, /) -> Iterator[object]:
        """The parts of the file's content, each picklable and usable without the next.

        Raises judian.core.errors.SourceUnreadable (with `path.name` as the name) if the file cannot
        be read at all. An error in one part is recorded in that part and does not end the others.
        """
        ...

    def assemble(self, parts: Sequence[object], stopped: str | None, /) -> Reading:
        """One reading of the parts, in order.

        `stopped` is None if `parts` was complete, else the reason why it was ended early (memory,
        cpu, time, crash); missing pages then have a verdict in `page_verdicts`. Raises
        SourceUnreadable if the parts contain no text.
        """
        ...


class OtherReader(Reader, Protocol):
    """The contract of a reader of another package, named by an entry point of `judian.readers`.

    Its parts are of the types that `indexer.run.messages` knows; a whole `Reading` as the only part
    is simplest. Its process reads that one file and has no network.
    """

    def recognises(self, sample: bytes, suffix: str, /) -> bool:
        """True if it reads the file that begins with `sample` and whose name ends in `suffix`, in
        small letters. It is asked before the format is looked for otherwise, and never raises."""
        ...
