"""Tables with one cell on each line, as text extractors without table detection write them.

The sequence of labels and values gives the columns: every row is a label and as many values as
the row before. A row with another number of values ends the table.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from indexer.readers.plain.found_table import FoundTable
from indexer.readers.plain.header_levels import header_levels
from indexer.structure.captions import CAPTION, NOTE
from indexer.structure.characters import is_terminated
from indexer.structure.joining import normalize_spaces
from indexer.structure.table_grid import PERIOD, is_numeric, table_of_rows
from indexer.structure.unit_lines import UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.plain.lines import SourceLine

# Columns of a cell on a line of its own; a longer line ends the table.
_LONGEST_CELL = 24
#: Cells of the largest table; cells of the first attempt, so that a long text without tables is not
#: read to its end at every line; and lines of the longest label.
_MOST_CELLS, _FIRST_CELLS, _LABEL_LINES = 4000, 80, 2
#: Lines between a table's first header and its first value.
_LATEST_VALUE = 40
# Characters of a number with its unit (1,204 公里).
_LONGEST_VALUE = 16
# Rows of a table, and of one that a caption announces.
_LEAST_ROWS, _LEAST_ROWS_ANNOUNCED = 3, 2
_MISSING = re.compile(r"^(?:n\.?/?a\.?|\.{2,3}|…+)$", re.IGNORECASE)
# A footnote marker after a number: 1,234* 56（註2）
_MARKED = re.compile(
    r"(?<=[0-9%％])\s*(?:[*＊†‡#]+|[（(]?註\s*[0-9一二三四五]*[）)]?|[（(][0-9][）)])$"
)
_THOUSANDS = re.compile(r"(?<=[0-9])(?:[,，]\s+|\s+)(?=[0-9]{3}(?:\D|$))")
_SPACED_NUMBER = re.compile(r"^[-+–−－]?[0-9]{1,3}(?:[,，]?\s+[0-9]{3})+(?:\.[0-9]+)?$")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's text, and the index of the line after it."""

    text: str
    end: int


def is_cell(line: SourceLine) -> bool:
    """True for a line that may be one cell: short, and not the end of a sentence."""
    missing = _MISSING.match(line.text) is not None
    return missing or (line.width <= _LONGEST_CELL and not is_terminated(line.text))


def is_value(word: str) -> bool:
    """True for a word that may be a value in a table: a number, perhaps with its unit."""
    bare = _MARKED.sub("", word)
    return (
        is_numeric(bare)
        or (bare[:1].isdigit() and len(bare) <= _LONGEST_VALUE)
        or _MISSING.match(bare) is not None
    )


def cell_text(text: str) -> str:
    """A cell's text, with commas in a number whose thousands are spaced (1 234 567, 1, 234)."""
    bare = normalize_spaces(text)
    return _THOUSANDS.sub(",", bare) if _SPACED_NUMBER.match(bare) else bare


def is_data_value(text: str) -> bool:
    """True for a value other than a year or month, which is a label (112年)."""
    return is_value(text) and not PERIOD.match(text)


def cell_per_line_table(
    lines: Sequence[SourceLine], at: int, headers: Sequence[str] | None, announced: bool = True
) -> FoundTable | None:
    """The table that begins at line `at`; `headers` are given if that one line holds all of
    them."""
    first = at if headers is None else at + 1
    if not any(is_data_value(line.text) for line in lines[first : first + _LATEST_VALUE]):
        return None
    pieces = _collect(lines, first, _FIRST_CELLS)
    found = _table(pieces, headers, announced)
    if found is None or len(pieces) < _FIRST_CELLS // _LABEL_LINES:
        return found
    return _table(_collect(lines, first, _MOST_CELLS), headers, announced)


def _table(
    pieces: Sequence[_Cell], headers: Sequence[str] | None, announced: bool
) -> FoundTable | None:
    for count, top in _shapes(pieces, headers):
        header = list(headers) if headers else [piece.text for piece in pieces[:top]]
        split, end = _rows(pieces, top, count, header)
        if len(split) < (_LEAST_ROWS_ANNOUNCED if announced else _LEAST_ROWS) or (
            count < 2 and not announced
        ):
            continue
        for rows in _with_labels(split):
            known = announced or len(header) - len(rows[0]) != 1  # one more: its title
            header_rows = header_levels(header, len(rows[0])) if known else None
            made = (
                table_of_rows([*header_rows, *rows], header_rows=len(header_rows))
                if header_rows
                else None
            )
            if made:
                return FoundTable(made, end)
    return _even_rows(pieces, headers) if announced else None


def _collect(lines: Sequence[SourceLine], at: int, most: int) -> list[_Cell]:
    """The cells of up to `most` lines; lines without a blank line between them are one cell where
    most cells have one."""
    pieces: list[_Cell] = []
    end = at
    while end < len(lines) and len(pieces) < most:
        line = lines[end]
        outside = any(form.match(line.text) for form in (NOTE, UNIT, CAPTION))
        if not is_cell(line) or (outside and pieces):
            break
        pieces.append(_Cell(cell_text(line.text), end + 1))
        end += 1
    gaps = [line.gap for line in lines[at + 1 : end]]
    if sum(gap > 0 for gap in gaps) * 2 <= len(gaps):
        return pieces
    merged = pieces[:1]
    for piece, gap in zip(pieces[1:], gaps, strict=True):
        if gap == 0 and not is_data_value(piece.text) and not is_data_value(merged[-1].text):
            merged[-1] = _Cell(normalize_spaces(merged[-1].text + piece.text), piece.end)
        else:
            merged.append(piece)
    return merged


def _shapes(pieces: Sequence[_Cell], headers: Sequence[str] | None) -> list[tuple[int, int]]:
    """Candidate shapes of the table, likeliest first: the number of values in a row, and of cells
    before the first row's label."""
    data = [is_data_value(piece.text) for piece in pieces]
    first = data.index(True) if True in data else len(data)
    runs = [(value, len(list(group))) for value, group in groupby(data[first:])]
    lengths = Counter(length for value, length in runs if value)
    labels = Counter(length for value, length in runs[1:-1] if not value)
    if not lengths:
        return []
    count = lengths.most_common(1)[0][0]
    usual = labels.most_common(1)[0][0] if labels else 1
    if headers is not None:
        return [(count, 0)]
    tops = dict.fromkeys((first - usual, first - 1, first - 2))
    return [(count, top) for top in tops if top >= 2]


def _rows(
    pieces: Sequence[_Cell], top: int, count: int, header: Sequence[str]
) -> tuple[list[tuple[list[str], list[str]]], int]:
    """The labels and the `count` values of each row, and the index of the line after the last."""
    split: list[tuple[list[str], list[str]]] = []
    at, end = top, 0
    while at < len(pieces):
        if [piece.text for piece in pieces[at : at + len(header)]] == list(header):
            at += len(header)  # repeated at the start of a page
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
    """The rows in one or two forms: with two label columns if every row has two labels, and with
    one whose text was wrapped."""
    forms = [[[normalize_spaces("".join(names)), *numbers] for names, numbers in split]]
    if {len(names) for names, _ in split} == {_LABEL_LINES}:
        forms.insert(0, [[*names, *numbers] for names, numbers in split])
    return forms


def _taken(pieces: Sequence[_Cell], at: int, *, data: bool) -> tuple[list[str], int]:
    """The texts from index `at` on that are values (or labels), and the index after them."""
    end = at
    while end < len(pieces) and is_data_value(pieces[end].text) == data:
        end += 1
    return [piece.text for piece in pieces[at:end]], end


def _even_rows(pieces: Sequence[_Cell], headers: Sequence[str] | None) -> FoundTable | None:
    """A table whose rows follow from the number of headers alone, because its labels are numbers
    or its values include words."""
    texts = [piece.text for piece in pieces]
    lead = next((at for at, text in enumerate(texts) if is_data_value(text)), len(texts))
    for count in [len(headers)] if headers else [lead - 1, lead]:
        if count < 2:
            continue
        top = 0 if headers else count
        header = list(headers) if headers else texts[:count]
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
    """True if the first column holds labels: words, or consecutive numbers."""
    labels = [row[0] for row in rows]
    values = [label for label in labels if is_numeric(label)]
    if not values:
        return True
    numbers = [int(label) for label in values if label.isascii() and label.isdecimal()]
    return len(numbers) == len(values) and all(b - a == 1 for a, b in pairwise(numbers))
