"""Tables whose columns are parted by blanks only.

Blanks part words as well as columns, so a table is only believed where a header line stands
over rows of as many cells and these hold values; cells of words count only under a caption.
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
from indexer.structure.captions import NOTE, UNIT
from indexer.structure.characters import HAN, is_terminated
from indexer.structure.table_grid import all_periods, is_numeric, table_of_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.plain.lines import SourceLine

# A header cell is a term: longer ones are sentences.
_LONGEST_HEAD = 14
_WIDE_GAP = re.compile(r"[ \u3000\u00a0]{2,}|\t")
#: 合 計 at the front of a line is one word, its characters set apart.
_SPREAD = re.compile(rf"^(?:[{HAN}][ \u3000]+)+[{HAN}](?=[ \u3000])")


def is_header_cell(word: str) -> bool:
    """True for a word that may head a column."""
    return len(word) <= _LONGEST_HEAD and not any(c in "，。；：！？,;:" for c in word)


def aligned_table(lines: Sequence[SourceLine], at: int, announced: bool) -> FoundTable | None:
    """The table whose header is line `at`, its cells parted by wide gaps, or else by any."""
    return _parted(lines, at, announced, wide=True) or _parted(lines, at, announced, wide=False)


def _cells(text: str, wide: bool) -> list[str]:
    if wide:
        return [cell_text(part) for part in _WIDE_GAP.split(text) if part.strip()]
    spread = _SPREAD.match(text)
    if spread:
        text = re.sub(r"[ \u3000]", "", spread[0]) + text[spread.end() :]
    return text.split()


def _parted(
    lines: Sequence[SourceLine], at: int, announced: bool, *, wide: bool
) -> FoundTable | None:
    heads = _cells(lines[at].text, wide)
    if len(heads) < 2 or not _are_heads(heads):
        return None
    head, first = _head(lines, at, heads, announced, wide)
    if head is None:
        return None
    rows, end = _rows(lines, at, first, len(head[0]), announced, wide)
    count = len(head[0])
    numeric = sum(all(map(is_value, filter(None, row[1:]))) for row in rows)
    if numeric < 2 or (count == 2 and numeric < 3) or (numeric * 2 < len(rows) and count < 3):
        return None
    made = table_of_rows([*head, *rows], header_rows=len(head))
    return FoundTable(made, end) if made else None


def _are_heads(words: Sequence[str]) -> bool:
    years = all_periods(words[1:])
    return all(is_header_cell(word) and (years or not is_numeric(word)) for word in words)


def _head(
    lines: Sequence[SourceLine], at: int, heads: list[str], announced: bool, wide: bool
) -> tuple[list[list[str]] | None, int]:
    """The header rows, and the line behind them."""
    if at + 2 >= len(lines):
        return None, at
    second = _cells(lines[at + 1].text, wide)
    if len(second) == len(heads) and not _are_heads(second):
        return [heads], at + 1
    if any(map(is_data_value, second[1:])) or not announced:
        if announced and len(second) == len(heads) + 1 and len(heads) > 1 and _is_row(second):
            return [["", *heads]], at + 1
        return ([heads], at + 1) if len(second) == len(heads) else (None, at)
    third = _cells(lines[at + 2].text, wide)
    if _are_heads(second) and _is_row(third) and len(second) > 1:
        two = two_header_rows(heads, second, len(third))
        if two:
            return two, at + 2
    return ([heads], at + 1) if len(second) == len(heads) else (None, at)


def _is_row(words: Sequence[str]) -> bool:
    return len(words) > 1 and all(map(is_value, words[1:])) and not is_data_value(words[0])


def _rows(
    lines: Sequence[SourceLine], at: int, first: int, count: int, announced: bool, wide: bool
) -> tuple[list[list[str]], int]:
    """The rows under a header of `count` columns, and the line behind them. A line of one cell
    names the values without a label below it."""
    rows: list[list[str]] = []
    end = first
    heads = [line.text for line in lines[at:first]]
    while end < len(lines):
        line = lines[end]
        if line.starts_page and [x.text for x in lines[end : end + len(heads)]] == heads:
            end += len(heads)  # said again on the next page
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
