"""Comma- and tab-separated tables, with the lines of text above and below them."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from indexer.files.encoding import Decoded, decode
from indexer.readers.plain.reader import undecodable_verdict
from indexer.structure.blocks import Block, Reading
from indexer.structure.captions import CAPTION, attach_captions
from indexer.structure.characters import without_invisible
from indexer.structure.joining import join_lines
from indexer.structure.table_grid import all_periods, is_value_cell, table_of_rows
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import ReadOptions

_SEPARATORS = (",", "\t", ";", "|")
# Lines that are compared to find the separator; a thousand more cells in a line count as much as
# all lines having the same number of them.
_SAMPLE, _CELLS = 200, 1000
#: Line ends, also inside a quoted cell.
_LINE_END = re.compile(r"[\n\r\f\v\x85\u2028\u2029]+")
#: Rows after a table that may be the lines above another, its headers and its first row.
_AHEAD = 6


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """The decoded text, in one piece."""
    yield decode(path.read_bytes(), path.name)


def assemble(parts: Sequence[object], _stopped: str | None) -> Reading:
    """The tables; lines of one cell above a table are its caption and unit, those below its
    notes."""
    decoded = parts[0]
    assert isinstance(decoded, Decoded)
    text = without_invisible(decoded.text)
    rows = [
        [join_lines(_LINE_END.split(cell), spaced=False)[0] for cell in row] for row in _rows(text)
    ]
    blocks: list[Block] = []
    for section in _sections(rows):
        above, body, below = _split(section)
        blocks += [Block(Kind.PARAGRAPH, line) for line in above]
        made = table_of_rows(body)
        if made:
            blocks.append(Block(Kind.TABLE_ROW, table=made))
        blocks += [Block(Kind.PARAGRAPH, line) for line in below]
    return Reading(
        blocks=tuple(attach_captions(blocks)), format="csv", encoding=decoded.encoding,
        page_verdicts=undecodable_verdict(decoded),
    )  # fmt: skip


def _sections(rows: Sequence[list[str]]) -> list[list[list[str]]]:
    """The rows of each table, with the lines above and below it. A table begins with a row of
    headers: after a blank row, after a line of one cell, or with another number of cells."""
    found: list[list[list[str]]] = [[]]
    blank = False
    for at, row in enumerate(rows):
        if not any(row):
            blank = True
            continue
        section = found[-1]
        if section and _begins_table(section, [r for r in rows[at : at + _AHEAD] if any(r)], blank):
            found.append([])
        found[-1].append(row)
        blank = False
    return found


def _begins_table(section: Sequence[list[str]], ahead: Sequence[list[str]], blank: bool) -> bool:
    """True if another table, or the lines above it, begins with the first of the rows `ahead`."""
    if all(map(_single, section)):
        return False
    at = next((n for n, row in enumerate(ahead) if not _single(row)), len(ahead))
    lines, following = ahead[:at], ahead[at : at + 2]
    if len(following) < 2 or not _is_header(following[0], following[1]):
        return False
    if lines and not (blank or CAPTION.match(lines[0][0])):
        return False
    widths = [_width(row) for row in section if not _single(row)]
    return bool(lines) or blank or _width(following[0]) != widths[-1]


def _is_header(row: Sequence[str], below: Sequence[str]) -> bool:
    """True for a row without values, or of years, above one of as many cells with values."""
    if not any(map(is_value_cell, below[1:])) or _width(row) < _width(below):
        return False
    return not any(map(is_value_cell, row[1:])) or all_periods(row[1 : _width(row)])


def _width(row: Sequence[str]) -> int:
    """Number of cells up to the last with text."""
    return max((at for at, cell in enumerate(row, 1) if cell), default=0)


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
