"""The rows of a table by its numbers, where one drawn row holds several of them.

Numbers never wrap. So lines that are whole numbers on common baselines are one row a baseline,
even if one ruled row holds the page. The texts beside them are placed by `row_names`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.cell_text import is_one_number, is_part
from indexer.readers.pdf.tables.options import NUMBER_ROWS, ROWS
from indexer.readers.pdf.tables.row_groups import GroupLabel, labels_beside
from indexer.readers.pdf.tables.row_names import place_texts
from indexer.readers.pdf.tables.rows import TextRow, lines_of, rows_of
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.readers.pdf.source.geometry import TextLine

#: The lines of each column, by the number of the column.
Columns = dict[int, list["TextLine"]]

#: A number that is the second line of another one: a share, or a number in brackets.
_SECOND_LINE = re.compile(r"[（(].*[)）]$|.*[%％]$")


@dataclass(slots=True)
class NumberRows:
    """The rows from the top, each with the lines of its columns; and the labels of each column
    that span several rows, which are in no row."""

    rows: list[Columns]
    labels: dict[int, list[GroupLabel]] = field(default_factory=dict)


@dataclass(slots=True)
class _Level:
    """The numbers of one row, by column: on one baseline, or beside the lines of a divided number
    from baseline `top` to `bottom`. `divided` says that one is."""

    top: float
    bottom: float
    size: float
    numbers: Columns
    divided: bool = False

    @property
    def base(self) -> float:
        """The baseline of the row's texts: that of its whole numbers, else the middle."""
        whole = [own[0].base for own in self.numbers.values() if len(own) == 1]
        return whole[0] if whole and self.divided else (self.top + self.bottom) / 2

    @property
    def has_digits(self) -> bool:
        return any(any(map(str.isdigit, x.text)) for own in self.numbers.values() for x in own)


def number_rows(
    columns: Mapping[int, Sequence[TextLine]], widths: Mapping[int, float]
) -> NumberRows | None:
    """The rows of columns that are `widths` points wide; None if the numbers show no two rows."""
    numbers = {c: _numbers(lines) for c, lines in columns.items()}
    known = {line for lines in numbers.values() for line in lines}
    texts = {c: [line for line in lines if line not in known] for c, lines in columns.items()}
    texts = {c: lines for c, lines in sorted(texts.items()) if lines}
    bases = sorted(line.base for lines in texts.values() for line in lines)
    levels = _levels(numbers)
    if sum(_is_row(level, bases) for level in levels) < 2:
        return None
    levels = _with_second_lines(levels, bases)
    return _with_texts(levels, texts, widths) if len(levels) > 1 else None


def _numbers(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a column that are numbers; none in a column of texts, where a line may be one
    by chance."""
    found = [line for line in lines if is_numeric(line.text) or is_part(line.text)]
    return found if len(found) >= NUMBER_ROWS.numeric * len(lines) else []


def _levels(numbers: Mapping[int, Sequence[TextLine]]) -> list[_Level]:
    """The numbers of all columns by their baselines, from the top."""
    found = [
        _Level(lines[0].base, lines[-1].base, lines[0].size, {column: lines}, len(lines) > 1)
        for column, own in numbers.items()
        for lines in _whole_numbers(own)
    ]
    levels: list[_Level] = []
    for level in sorted(found, key=lambda level: level.top):
        above = levels[-1] if levels else None
        if above is not None and _is_of_one_row(above, level):
            above.bottom = max(above.bottom, level.bottom)
            above.divided |= level.divided
            for column, lines in level.numbers.items():
                above.numbers.setdefault(column, []).extend(lines)
        else:
            levels.append(level)
    return levels


def _is_of_one_row(above: _Level, level: _Level) -> bool:
    """True if a number is on the baselines of the row `above`, or beside one of its lines where
    that has no number of the column yet."""
    reach = ROWS.same_baseline * level.size
    if level.top - above.top < reach:
        return True
    return level.top - above.bottom < reach and not level.numbers.keys() & above.numbers.keys()


def _whole_numbers(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines of each number of a column; one that is too long for it is divided."""
    found: list[list[TextLine]] = []
    rows = rows_of(lines)
    at = 0
    while at < len(rows):
        end = _end_of_number(rows, at)
        found.append(lines_of(rows[at:end]))
        at = end
    return found


def _end_of_number(rows: Sequence[TextRow], at: int) -> int:
    """The index after the last row of type of the number that begins with row `at`."""
    end = last = at + 1
    while last < min(len(rows), at + NUMBER_ROWS.most_parts):
        above, below = rows[last - 1][0], rows[last][0]
        if below.base - above.base >= ROWS.wrap_pitch * below.size:
            break
        last += 1
        if is_one_number([line.text for line in lines_of(rows[at:last])]):
            end = last
    return end


def _is_row(level: _Level, bases: Sequence[float]) -> bool:
    """True if a level has digits, and is a row by numbers in two columns or by a text on its
    baseline; `bases` are those of all texts, sorted."""
    return level.has_digits and (len(level.numbers) > 1 or _is_beside(level, bases))


def _is_beside(level: _Level, bases: Sequence[float]) -> bool:
    """True if one of the sorted `bases` is the baseline of a level."""
    near = NUMBER_ROWS.beside * level.size
    at = bisect_left(bases, level.base - near)
    return at < len(bases) and bases[at] < level.base + near


def _with_second_lines(levels: list[_Level], bases: Sequence[float]) -> list[_Level]:
    """The levels; where every second one holds the second lines of the numbers above (a share or
    a number in brackets below an amount) and no text, it is one with the level above."""
    pairs = list(zip(levels[::2], levels[1::2], strict=False))
    if len(levels) % 2 or not all(_are_two_lines(*pair) for pair in pairs):
        return levels
    if any(_is_beside(second, bases) for _, second in pairs):
        return levels
    for first, second in pairs:
        first.bottom = second.bottom
        for column, lines in second.numbers.items():
            first.numbers[column].extend(lines)
    return levels[::2]


def _are_two_lines(first: _Level, second: _Level) -> bool:
    """True if each number of `second` is the second line of one of `first`."""
    if second.base - first.base >= ROWS.wrap_pitch * first.size:
        return False
    seconds = [line.text for lines in second.numbers.values() for line in lines]
    firsts = [line.text for lines in first.numbers.values() for line in lines]
    alone = second.numbers.keys() <= first.numbers.keys()
    return (
        alone and all(map(_SECOND_LINE.match, seconds)) and not any(map(_SECOND_LINE.match, firsts))
    )


def _with_texts(
    levels: Sequence[_Level], texts: Columns, widths: Mapping[int, float]
) -> NumberRows:
    """The rows of the levels and of the texts beside and between them."""
    bases = [level.base for level in levels]
    rows = [dict(level.numbers) for level in levels]
    alone: list[tuple[float, int, list[TextLine]]] = []
    # A label over rows of numbers would cover those of its own column.
    numbered = {column for row in rows for column in row}
    labels = _labels_of_all({c: own for c, own in texts.items() if c not in numbered}, bases)
    names = _name_column({c: lines for c, lines in texts.items() if c not in labels}, len(rows))
    # The names first: the columns before them may hold labels of several rows.
    for column in sorted(texts, key=lambda column: (column != names, column)):
        if column in labels:
            continue
        if column < names and column not in numbered and all(names in row for row in rows):
            found = labels_beside(texts[column], [own[names] for own in rows])
            if found is not None:
                labels[column] = found
                continue
        named = column == names
        for text, at in place_texts(texts[column], bases, widths[column], named=named):
            if at is None:
                alone.append((_middle(text), column, text))
            else:
                rows[at].setdefault(column, []).extend(text)
    placed = sorted([*zip(bases, rows, strict=True), *_own_rows(alone)], key=lambda row: row[0])
    made = [row for _, row in placed]
    places = [at for at, row in enumerate(made) if any(row is other for other in rows)]
    return NumberRows(made, {
        column: [_moved(label, places) for label in own] for column, own in labels.items()
    })  # fmt: skip


def _name_column(texts: Columns, count: int) -> int:
    """The first column with as many texts as there are rows, or else the first one."""
    full = (column for column, lines in texts.items() if len(rows_of(lines)) >= count)
    return next(full, next(iter(texts), 0))


def _moved(label: GroupLabel, places: Sequence[int]) -> GroupLabel:
    """A label beside rows of numbers that have moved to `places`, in the order of these."""
    first, last = places[label.first], places[label.first + label.count - 1]
    return GroupLabel(label.lines, first, last + 1 - first)


def _labels_of_all(texts: Columns, bases: Sequence[float]) -> dict[int, list[GroupLabel]]:
    """By column, the only text that is centred beside all rows."""
    names = next(iter(texts), 0)
    return {
        column: [GroupLabel(tuple(lines), 0, len(bases))]
        for column, lines in texts.items()
        if _is_centred(lines, bases, named=column == names)
    }


def _own_rows(texts: Sequence[tuple[float, int, list[TextLine]]]) -> list[tuple[float, Columns]]:
    """Rows of texts beside no numbers, each with its height; those of one height are one row."""
    rows: list[tuple[float, Columns]] = []
    for base, column, lines in sorted(texts, key=lambda text: text[:2]):
        near = ROWS.same_baseline * lines[0].size
        if rows and base - rows[-1][0] < near and column not in rows[-1][1]:
            rows[-1][1][column] = lines
        else:
            rows.append((base, {column: lines}))
    return rows


def _is_centred(lines: Sequence[TextLine], bases: Sequence[float], *, named: bool) -> bool:
    """True if the only text of a column is centred beside all rows. A text of no name that is on
    the baseline of one row is beside this row."""
    size = lines[0].size
    ordered = sorted(lines, key=lambda line: line.base)
    tight = all(
        below.base - above.base < ROWS.wrap_pitch * size for above, below in pairwise(ordered)
    )
    centre = (bases[0] + bases[-1]) / 2
    near = NUMBER_ROWS.beside * size
    if not tight or abs(_middle(ordered) - centre) >= near:
        return False
    alone = len(rows_of(lines)) < len(bases)
    return alone and (named or all(abs(base - _middle(ordered)) >= near for base in bases))


def _middle(lines: Sequence[TextLine]) -> float:
    """The middle of the baselines of lines."""
    return (min(line.base for line in lines) + max(line.base for line in lines)) / 2
