"""Tables with one cell a line, as programs write them that know nothing of tables.

The rhythm of labels and values tells the columns: every row is a label and as many values as
the row before it has. What breaks the rhythm ends the table.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from indexer.readers.plain.found_table import FoundTable
from indexer.readers.plain.header_levels import header_levels
from indexer.structure.captions import CAPTION, NOTE, UNIT
from indexer.structure.characters import is_terminated
from indexer.structure.joining import normalize_spaces
from indexer.structure.table_grid import PERIOD, is_numeric, table_of_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.plain.lines import SourceLine

# A cell on a line of its own is short; longer lines end a run of them.
_LONGEST_CELL = 24
#: Cells that one table has at most; those that are looked at first, lest a long text without a
#: table be read to its end at every line; and lines that a label takes.
_MOST_CELLS, _FIRST_CELLS, _LABEL_LINES = 4000, 80, 2
#: Lines by which the first value stands behind a table's first header.
_LATEST_VALUE = 40
_MISSING = re.compile(r"^(?:n\.?/?a\.?|\.{2,3}|…+)$", re.IGNORECASE)
# A mark of a note behind a number: 1,234* 56（註2）
_MARKED = re.compile(
    r"(?<=[0-9%％])\s*(?:[*＊†‡#]+|[（(]?註\s*[0-9一二三四五]*[）)]?|[（(][0-9][）)])$"
)
_THOUSANDS = re.compile(r"(?<=[0-9])(?:[,，]\s+|\s+)(?=[0-9]{3}(?:\D|$))")
_PARTED_NUMBER = re.compile(r"^[-+–−－]?[0-9]{1,3}(?:[,，]?\s+[0-9]{3})+(?:\.[0-9]+)?$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell with the line behind it."""

    text: str
    end: int


def is_cell(line: SourceLine) -> bool:
    """True for a line that may be one cell: short, and no sentence."""
    missing = _MISSING.match(line.text) is not None
    return missing or (line.width <= _LONGEST_CELL and not is_terminated(line.text))


def is_value(word: str) -> bool:
    """True for a word that may be a value in a table: a number, perhaps with its unit."""
    bare = _MARKED.sub("", word)
    return (
        is_numeric(bare)
        or (bare[:1].isdigit() and len(bare) <= 16)
        or _MISSING.match(bare) is not None
    )


def cell_text(text: str) -> str:
    """A cell's text; a number parted at its thousands (1 234 567, 1, 234) is one again."""
    bare = normalize_spaces(text)
    return _THOUSANDS.sub(",", bare) if _PARTED_NUMBER.match(bare) else bare


def is_data_value(text: str) -> bool:
    """True for a value that is no label: 112年 heads a row or a column."""
    return is_value(text) and not PERIOD.match(text)


def cell_per_line_table(
    lines: Sequence[SourceLine], at: int, heads: Sequence[str] | None, announced: bool = True
) -> FoundTable | None:
    """The table that begins at line `at`; `heads` are its headers where one line holds them."""
    first = at if heads is None else at + 1
    if not any(is_data_value(line.text) for line in lines[first : first + _LATEST_VALUE]):
        return None
    for most in (_FIRST_CELLS, _MOST_CELLS):
        pieces = _collect(lines, first, most)
        found = _table(pieces, heads, announced)
        if found is None or len(pieces) < most // _LABEL_LINES:
            return found
    return found


def _table(
    pieces: Sequence[_Piece], heads: Sequence[str] | None, announced: bool
) -> FoundTable | None:
    for count, top in _shapes(pieces, heads):
        header = list(heads) if heads else [piece.text for piece in pieces[:top]]
        split, end = _rows(pieces, top, count, header)
        if len(split) < (2 if announced else 3) or (count < 2 and not announced):
            continue
        for rows in _with_labels(split):
            known = announced or len(header) - len(rows[0]) != 1  # one more: its title
            head = header_levels(header, len(rows[0])) if known else None
            made = table_of_rows([*head, *rows], header_rows=len(head)) if head else None
            if made:
                return FoundTable(made, end)
    return _even_rows(pieces, heads) if announced else None


def _collect(lines: Sequence[SourceLine], at: int, most: int) -> list[_Piece]:
    """The cells of up to `most` lines; those of one cell stand closer than cells do."""
    pieces: list[_Piece] = []
    end = at
    while end < len(lines) and len(pieces) < most:
        line = lines[end]
        outside = any(form.match(line.text) for form in (NOTE, UNIT, CAPTION))
        if not is_cell(line) or (outside and pieces):
            break
        pieces.append(_Piece(cell_text(line.text), end + 1))
        end += 1
    gaps = [line.gap for line in lines[at + 1 : end]]
    if sum(gap > 0 for gap in gaps) * 2 <= len(gaps):
        return pieces
    merged = pieces[:1]
    for piece, gap in zip(pieces[1:], gaps, strict=True):
        if gap == 0 and not is_data_value(piece.text) and not is_data_value(merged[-1].text):
            merged[-1] = _Piece(normalize_spaces(merged[-1].text + piece.text), piece.end)
        else:
            merged.append(piece)
    return merged


def _shapes(pieces: Sequence[_Piece], heads: Sequence[str] | None) -> list[tuple[int, int]]:
    """What the table may be, likeliest first: how many values a row has, and how many of the
    cells come before the first row's label."""
    data = [is_data_value(piece.text) for piece in pieces]
    first = data.index(True) if True in data else len(data)
    runs = [(value, len(list(group))) for value, group in groupby(data[first:])]
    lengths = Counter(length for value, length in runs if value)
    labels = Counter(length for value, length in runs[1:-1] if not value)
    if not lengths:
        return []
    count = lengths.most_common(1)[0][0]
    usual = labels.most_common(1)[0][0] if labels else 1
    if heads is not None:
        return [(count, 0)]
    tops = dict.fromkeys((first - usual, first - 1, first - 2))
    return [(count, top) for top in tops if top >= 2]


def _rows(
    pieces: Sequence[_Piece], top: int, count: int, header: Sequence[str]
) -> tuple[list[tuple[list[str], list[str]]], int]:
    """The labels and the `count` values of each row, and the line behind the last."""
    split: list[tuple[list[str], list[str]]] = []
    at, end = top, 0
    while at < len(pieces):
        if [piece.text for piece in pieces[at : at + len(header)]] == list(header):
            at += len(header)  # said again where a page begins
        names, at = _taken(pieces, at, data=False)
        numbers, behind = _taken(pieces, at, data=True)
        if not 0 < len(names) <= _LABEL_LINES or len(numbers) < count:
            break
        if len(numbers) > count and behind < len(pieces):
            break
        split.append((names, numbers[:count]))
        end = pieces[at + count - 1].end
        at = behind
    return split, end


def _with_labels(split: Sequence[tuple[list[str], list[str]]]) -> list[list[list[str]]]:
    """The rows with as many label columns as they have labels, if all have as many, and the
    rows with one, whose text then stood on several lines."""
    ways = [[[normalize_spaces("".join(names)), *numbers] for names, numbers in split]]
    if {len(names) for names, _ in split} == {_LABEL_LINES}:
        ways.insert(0, [[*names, *numbers] for names, numbers in split])
    return ways


def _taken(pieces: Sequence[_Piece], at: int, *, data: bool) -> tuple[list[str], int]:
    """The texts from `at` on that are values (or are not), and where they end."""
    end = at
    while end < len(pieces) and is_data_value(pieces[end].text) == data:
        end += 1
    return [piece.text for piece in pieces[at:end]], end


def _even_rows(pieces: Sequence[_Piece], heads: Sequence[str] | None) -> FoundTable | None:
    """A table whose rows are told by the number of headers alone: numbers for labels, or a few
    words among the values."""
    texts = [piece.text for piece in pieces]
    lead = next((at for at, text in enumerate(texts) if is_data_value(text)), len(texts))
    for count in [len(heads)] if heads else [lead - 1, lead]:
        if count < 2:
            continue
        top = 0 if heads else count
        header = list(heads) if heads else texts[:count]
        rows = [texts[at : at + count] for at in range(top, len(texts) - count + 1, count)]
        while rows and not _is_row(rows[-1]):
            rows.pop()
        numeric = sum(map(_is_row, rows))
        if len(rows) >= 2 and numeric * 2 > len(rows) and _labels_agree(rows):
            made = table_of_rows([header, *rows], header_rows=1)
            return FoundTable(made, pieces[top + count * len(rows) - 1].end) if made else None
    return None


def _is_row(row: Sequence[str]) -> bool:
    return all(is_value(cell) for cell in row[1:])


def _labels_agree(rows: Sequence[Sequence[str]]) -> bool:
    """True when the first column holds labels: words, or numbers one above the other."""
    labels = [row[0] for row in rows]
    values = [label for label in labels if is_numeric(label)]
    if not values:
        return True
    numbers = [int(label) for label in values if label.isascii() and label.isdecimal()]
    return len(numbers) == len(values) and all(b - a == 1 for a, b in pairwise(numbers))
