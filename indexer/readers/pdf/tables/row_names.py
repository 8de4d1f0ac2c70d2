"""The texts of a column beside rows of numbers: which lines are one text, and which is its row.

A text of several lines is centred beside its numbers, or begins or ends on their baseline; all
texts of a column are set alike. A text beside no numbers, such as the name of a group, is a row
of its own. The cheapest division of the lines is found by dynamic programming; costs are in em
of displacement.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from indexer.readers.pdf.tables.cell_text import is_full, room_of
from indexer.readers.pdf.tables.options import LINE_CUTS, NUMBER_ROWS, ROWS
from indexer.readers.pdf.tables.rows import TextRow, is_total, lines_of, rows_of
from indexer.structure.characters import is_cjk
from indexer.structure.list_markers import bullet_length, marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.readers.pdf.source.geometry import TextLine

#: The lines of a text, and the index of its row of numbers; None for a text beside no numbers.
PlacedText = tuple[list["TextLine"], int | None]

#: Where the numbers are beside a text of several lines: at its middle, first or last line.
_PLACES = ("middle", "first", "last")
_ENDLESS = float("inf")


class _Match(NamedTuple):
    """The row of numbers beside a text, None for none; where it is beside it, and the cost."""

    at: int | None
    place: str
    cost: float


@dataclass(frozen=True, slots=True)
class _Division:
    """A division of the first rows of type: its cost, the last numbers that have a text, and its
    last text, which begins at row `start`."""

    cost: float
    last: int = -1
    start: int = 0
    match: _Match | None = None
    before: _Division | None = None


class _Column:
    """The rows of type of a column, and the cost of each step from a row to the next: `inside` of
    a text, and `between` two texts."""

    def __init__(
        self, rows: list[TextRow], bases: Sequence[float], room: float, *, named: bool
    ) -> None:
        self.rows = rows
        self.bases = bases
        self.alone = NUMBER_ROWS.alone if named else NUMBER_ROWS.two_texts
        self.nameless = NUMBER_ROWS.nameless if named else 0.0
        #: The cost of each place of the numbers.
        self.off = dict.fromkeys(_PLACES, NUMBER_ROWS.off_centre) | {"middle": 0.0}
        self.inside: list[float] = []
        self.between: list[float] = []
        left = min((row[0].x0 for row in rows), default=0.0)
        unfilled = NUMBER_ROWS.unfilled if named else NUMBER_ROWS.paragraph
        pitches = [(b[0].base - a[0].base) / b[0].size for a, b in pairwise(rows)]
        tightest = min(pitches, default=0.0)
        for pitch, (above, below) in zip(pitches, pairwise(rows), strict=True):
            spread = _is_spread(above)
            full = not spread and is_full(above[-1].x1 - left, below, room)
            wider = pitch - tightest
            if pitch >= ROWS.wrap_pitch:
                inside = _ENDLESS
            elif _begins_item(below) or _ends_group(above) or not _is_set_alike(above, below):
                inside = NUMBER_ROWS.two_texts
            else:
                inside = 0.0 if full else NUMBER_ROWS.after_spread if spread else unfilled
            wraps = full and inside == 0.0 and wider < NUMBER_ROWS.same_pitch
            self.inside.append(inside + NUMBER_ROWS.per_em_wider * wider)
            self.between.append(NUMBER_ROWS.parted if wraps else 0.0)


def place_texts(
    lines: Sequence[TextLine], bases: Sequence[float], width: float, *, named: bool
) -> list[PlacedText]:
    """The texts of a column `width` points wide, from the top. `bases` are the baselines of the
    numbers, sorted; `named` is true for the column of the names."""
    rows = rows_of(lines)
    column = _Column(rows, bases, room_of(lines, width), named=named)
    found = _divided(column)
    places = Counter(m.place for texts, m in found if m.at is not None and len(rows_of(texts)) > 1)
    usual = max(places, key=lambda place: places[place], default=None)
    if usual is not None and len(places) > 1:
        column.off = dict.fromkeys(_PLACES, NUMBER_ROWS.unusual_place) | {usual: 0.0}
        found = _divided(column)
    return [(texts, match.at) for texts, match in found]


def _divided(column: _Column) -> list[tuple[list[TextLine], _Match]]:
    """The texts of a column, from the top, in the cheapest division."""
    rows = column.rows
    best: list[list[_Division]] = [[] for _ in range(len(rows) + 1)]
    best[0] = [_Division(0.0)]
    for start in range(len(rows)):
        before = sorted(best[start], key=lambda division: division.cost)
        between = column.between[start - 1] if start else 0.0
        for end, cost, match in _texts_from(column, start):
            for division in before[: NUMBER_ROWS.kept_divisions]:
                if match.at is None or match.at > division.last:
                    last = division.last if match.at is None else match.at
                    skipped = max(0, last - division.last - 1) * column.nameless
                    total = division.cost + between + cost + match.cost + skipped
                    best[end].append(_Division(total, last, start, match, division))
    found = []
    end = len(rows)
    division = min(best[-1], key=lambda division: division.cost - division.last * column.nameless)
    while division.before is not None and division.match is not None:
        found.append((lines_of(rows[division.start : end]), division.match))
        end, division = division.start, division.before
    return found[::-1]


def _texts_from(column: _Column, start: int) -> Iterator[tuple[int, float, _Match]]:
    """Each text that may begin at row `start`: the row after its last one, the cost of the steps
    inside of it, and its numbers."""
    inside = 0.0
    for end in range(start + 1, min(len(column.rows), start + NUMBER_ROWS.most_lines) + 1):
        if end > start + 1:
            inside += column.inside[end - 2]
        if inside == _ENDLESS:
            return
        for match in _matches(column, start, end):
            yield end, inside, match


def _matches(column: _Column, start: int, end: int) -> Iterator[_Match]:
    """The rows of numbers beside which the text of rows [start, end) may be, and none."""
    size = column.rows[start][0].size
    first, last = column.rows[start][0].base, column.rows[end - 1][0].base
    near, reach = NUMBER_ROWS.beside * size, NUMBER_ROWS.reach * size
    low, high = bisect_left(column.bases, first - near), bisect_left(column.bases, last + near)
    yield _Match(None, "middle", column.alone + NUMBER_ROWS.over_others * (high - low))
    single = end == start + 1
    for place, base in zip(_PLACES, ((first + last) / 2, first, last), strict=True):
        after = bisect_left(column.bases, base)
        for at in range(max(0, after - 1), min(len(column.bases), after + 1)):
            apart = abs(column.bases[at] - base)
            if apart < reach:
                others = high - low - (low <= at < high)
                off = 0.0 if single else column.off[place]
                cost = NUMBER_ROWS.per_em * apart / size + off + NUMBER_ROWS.over_others * others
                yield _Match(at, place, cost)
        if single:
            return


def _is_spread(row: TextRow) -> bool:
    """True if a row of type is set wide to fill its cell (合　　計): it may be full by itself."""
    natural = sum(
        line.size * (LINE_CUTS.han_advance if is_cjk(char) else LINE_CUTS.latin_advance)
        for line in row
        for char in line.text
    )
    return row[-1].x1 - row[0].x0 > NUMBER_ROWS.spread * natural


def _begins_item(row: TextRow) -> bool:
    """True if a row of type begins with a number or bullet of a list."""
    text = " ".join(line.text for line in row)
    return marker(text) is not None or bullet_length(text) > 0


def _ends_group(row: TextRow) -> bool:
    """True if a row of type is the label of a totals row, which begins no longer name."""
    return is_total("".join(line.text for line in row))


def _is_set_alike(above: TextRow, below: TextRow) -> bool:
    """True if two rows are set in the same type."""
    sizes = abs(above[0].size - below[0].size) < ROWS.same_size
    return sizes and above[0].bold == below[0].bold
