"""Tables whose columns are separated by blanks only.

Blanks separate words as well as columns. A table is therefore accepted only where a header line
is followed by rows of as many cells with values; rows of words count only below a caption.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers.plain.cell_per_line import (
    cell_text,
    is_cell,
    is_data_value,
    is_value,
)
from indexer.readers.plain.found_table import FoundTable
from indexer.readers.plain.header_levels import two_header_rows
from indexer.structure.captions import NOTE
from indexer.structure.characters import HAN, is_terminated
from indexer.structure.table_grid import all_periods, is_numeric, table_of_rows
from indexer.structure.unit_lines import UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.plain.lines import SourceLine

# Characters of a header cell, which is a term: longer ones are sentences.
_LONGEST_HEADER = 14
# Rows of values that make a table, and a table of two columns.
_LEAST_ROWS, _LEAST_ROWS_OF_TWO_COLUMNS = 2, 3
_WIDE_GAP = re.compile(r"[ \u3000\u00a0]{2,}|\t")
#: 合 計 at the front of a line is one word, its characters set apart.
_SPREAD = re.compile(rf"^(?:[{HAN}][ \u3000]+)+[{HAN}](?=[ \u3000])")


def is_header_cell(word: str) -> bool:
    """True for a word that may be the header of a column: short, without punctuation."""
    return len(word) <= _LONGEST_HEADER and not any(c in "，。；：！？,;:" for c in word)


def aligned_table(lines: Sequence[SourceLine], at: int, announced: bool) -> FoundTable | None:
    """The table whose header is the line at index `at`, cells separated by wide gaps, else by
    any."""
    return _table_with_gaps(lines, at, announced, wide=True) or _table_with_gaps(
        lines, at, announced, wide=False
    )


def _cells(text: str, wide: bool) -> list[str]:
    """The cells of a line, separated by gaps of two columns or more if `wide`, else by any."""
    if wide:
        return [cell_text(part) for part in _WIDE_GAP.split(text) if part.strip()]
    spread = _SPREAD.match(text)
    if spread:
        text = re.sub(r"[ \u3000]", "", spread[0]) + text[spread.end() :]
    return text.split()


def _table_with_gaps(
    lines: Sequence[SourceLine], at: int, announced: bool, *, wide: bool
) -> FoundTable | None:
    headers = _cells(lines[at].text, wide)
    if len(headers) < 2 or not _are_header_cells(headers):
        return None
    header, first = _header_rows(lines, at, headers, announced, wide)
    if header is None:
        return None
    rows, end = _rows(lines, at, first, len(header[0]), announced, wide)
    count = len(header[0])
    numeric = sum(all(map(is_value, filter(None, row[1:]))) for row in rows)
    least = _LEAST_ROWS_OF_TWO_COLUMNS if count == 2 else _LEAST_ROWS
    if numeric < least or (count == 2 and numeric * 2 < len(rows)):
        return None
    made = table_of_rows([*header, *rows], header_rows=len(header))
    return FoundTable(made, end) if made else None


def _are_header_cells(words: Sequence[str]) -> bool:
    years = all_periods(words[1:])
    return all(is_header_cell(word) and (years or not is_numeric(word)) for word in words)


def _header_rows(
    lines: Sequence[SourceLine], at: int, headers: list[str], announced: bool, wide: bool
) -> tuple[list[list[str]] | None, int]:
    """The header rows (None if the lines are not a table), and the index of the line after them."""
    if at + 2 >= len(lines):
        return None, at
    second = _cells(lines[at + 1].text, wide)
    if len(second) == len(headers) and not _are_header_cells(second):
        return [headers], at + 1
    if any(map(is_data_value, second[1:])) or not announced:
        if announced and len(second) == len(headers) + 1 and len(headers) > 1 and _is_row(second):
            return [["", *headers]], at + 1
        return ([headers], at + 1) if len(second) == len(headers) else (None, at)
    third = _cells(lines[at + 2].text, wide)
    if _are_header_cells(second) and _is_row(third) and len(second) > 1:
        two = two_header_rows(headers, second, len(third))
        if two:
            return two, at + 2
    return ([headers], at + 1) if len(second) == len(headers) else (None, at)


def aligned_rows(
    lines: Sequence[SourceLine], first: int, count: int
) -> tuple[list[list[str]], int]:
    """The rows of `count` cells with wide gaps from index `first` on, and the index after them."""
    return _rows(lines, first, first, count, True, True)


def _is_row(words: Sequence[str]) -> bool:
    return len(words) > 1 and all(map(is_value, words[1:])) and not is_data_value(words[0])


def _rows(
    lines: Sequence[SourceLine], at: int, first: int, count: int, announced: bool, wide: bool
) -> tuple[list[list[str]], int]:
    """The rows below a header of `count` columns, and the index of the line after them. A line of
    one cell is the label of values on the next line."""
    rows: list[list[str]] = []
    end = first
    headers = [line.text for line in lines[at:first]]
    while end < len(lines):
        line = lines[end]
        if line.starts_page and [x.text for x in lines[end : end + len(headers)]] == headers:
            end += len(headers)  # repeated on the next page
            continue
        words = _cells(line.text, wide)
        values = all(map(is_value, words[1:]))
        if len(words) == count and (values or (announced and _are_words(words))):
            rows.append(words)
        elif len(words) == 1 and count > 2 and end + 1 < len(lines) and is_cell(line):
            below = _cells(lines[end + 1].text, wide)
            if len(below) != count - 1 or not all(map(is_data_value, below)):
                break
            rows.append([*words, *below])
            end += 1
        else:
            break
        end += 1
    return rows, end


def _are_words(words: Sequence[str]) -> bool:
    text = "".join(words)
    return not (NOTE.match(text) or UNIT.match(text) or is_terminated(text)) and all(
        map(is_header_cell, words)
    )
