"""Comma- and tab-separated tables, with the lines of text above and below them."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from indexer.files.encoding import Decoded, decode
from indexer.readers.plain.reader import undecodable_verdict
from indexer.structure.blocks import Block, Reading
from indexer.structure.captions import attach_captions
from indexer.structure.characters import without_invisible
from indexer.structure.joining import join_lines
from indexer.structure.table_grid import table_of_rows
from indexer.structure.table_sections import lines_of, table_sections
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import ReadOptions

_SEPARATORS = (",", "\t", ";", "|")
# Lines that are compared to find the separator; a thousand more cells in a line count as much as
# all lines having the same number of them.
_SAMPLE, _CELLS = 200, 1000
#: Line ends, also inside a quoted cell.
_LINE_END = re.compile(r"[\n\r\f\v\x85\u2028\u2029]+")


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """The decoded text, in one piece."""
    yield decode(path.read_bytes(), path.name)


def assemble(parts: Sequence[object], _stopped: str | None) -> Reading:
    """The tables; lines of one cell above a table are its caption and unit, those below its
    notes."""
    decoded = parts[0]
    assert isinstance(decoded, Decoded)
    blocks = csv_blocks(without_invisible(decoded.text))
    return Reading(
        blocks=tuple(attach_captions(blocks)), format="csv", encoding=decoded.encoding,
        page_verdicts=undecodable_verdict(decoded),
    )  # fmt: skip


def csv_blocks(text: str) -> list[Block]:
    """The tables of a text in CSV, and the lines above and below each as paragraphs."""
    rows = [
        [join_lines(_LINE_END.split(cell), spaced=False)[0] for cell in row] for row in _rows(text)
    ]
    blocks: list[Block] = []
    for section in table_sections(rows):
        blocks += _lines(rows[at] for at in section.above)
        made = table_of_rows([rows[at] for at in section.body])
        if made:
            blocks.append(Block(Kind.TABLE_ROW, table=made))
        blocks += _lines(rows[at] for at in section.below)
    return blocks


def _lines(rows: Iterable[Sequence[str]]) -> list[Block]:
    """The lines of rows above or below a table, as paragraphs."""
    return [Block(Kind.PARAGRAPH, line) for row in rows for line in lines_of(row)]


def _rows(text: str) -> list[list[str]]:
    """The cells of all lines, by the separator that divides them most regularly."""
    lines = re.split(r"\r\n|[\n\r]", text, maxsplit=_SAMPLE)[:_SAMPLE]
    best = max(_SEPARATORS, key=lambda separator: _regularity(lines, separator))
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=best))


def _regularity(lines: Sequence[str], separator: str) -> float:
    """Share of lines with the most frequent number of cells, slightly more for more cells; 0 if
    that number is one."""
    counts = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
    if not counts:
        return 0.0
    usual = max(set(counts), key=counts.count)
    return counts.count(usual) / len(counts) + usual / _CELLS if usual > 1 else 0.0
