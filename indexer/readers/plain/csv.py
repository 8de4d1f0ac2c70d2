"""Comma- and tab-separated tables, with the lines of text above and below them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from indexer.files.encoding import Decoded, decode
from indexer.readers.plain.reader import undecodable_verdict
from indexer.structure.blocks import Block, Reading
from indexer.structure.captions import attach_captions
from indexer.structure.characters import without_invisible
from indexer.structure.joining import normalize_spaces
from indexer.structure.table_grid import table_of_rows
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.contract import ReadOptions

_SEPARATORS = (",", "\t", ";", "|")
# Lines that are compared to find the separator; a thousand more cells in a line count as much as
# all lines having the same number of them.
_SAMPLE, _CELLS = 200, 1000


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """The decoded text, in one piece."""
    yield decode(path.read_bytes(), path.name)


def assemble(parts: Sequence[object], _stopped: str | None) -> Reading:
    """One table; lines of one cell above it are its caption and unit, those below its notes."""
    decoded = parts[0]
    assert isinstance(decoded, Decoded)
    text = without_invisible(decoded.text)
    rows = [[normalize_spaces(cell) for cell in row] for row in _rows(text)]
    rows = [row for row in rows if any(row)]
    above, body, below = _split(rows)
    blocks = [Block(Kind.PARAGRAPH, line) for line in above]
    made = table_of_rows(body)
    if made:
        blocks.append(Block(Kind.TABLE_ROW, table=made))
    blocks += [Block(Kind.PARAGRAPH, line) for line in below]
    return Reading(
        blocks=tuple(attach_captions(blocks)), format="csv", encoding=decoded.encoding,
        page_verdicts=undecodable_verdict(decoded),
    )  # fmt: skip


def _rows(text: str) -> list[list[str]]:
    """The cells of all lines, by the separator that divides them most regularly."""
    lines = text.splitlines()[:_SAMPLE]
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


def _split(rows: Sequence[Sequence[str]]) -> tuple[list[str], list[Sequence[str]], list[str]]:
    """The lines above the table, its rows, the lines below; a line has one non-empty cell."""
    first, last = 0, len(rows)
    while first < last and _single(rows[first]):
        first += 1
    while last > first and _single(rows[last - 1]):
        last -= 1
    if first == last:
        return ["".join(row) for row in rows], [], []
    return (
        ["".join(row) for row in rows[:first]],
        list(rows[first:last]),
        ["".join(row) for row in rows[last:]],
    )


def _single(row: Sequence[str]) -> bool:
    return sum(bool(cell) for cell in row) == 1
