"""Cells that hold numbers of several rows, and rows of numbers that are in no table."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from judian.evals.real.numbers import NUMBER, PrintedNumber, numbers_in, printed_numbers

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from judian.evals.real.artifacts import PageArtifacts
    from judian.evals.real.contenders import Cell
    from judian.evals.real.printed import Piece, PrintedPage

#: Numbers of one row have baselines nearer than this share of their size.
_SAME_BASELINE = 0.4
#: Two numbers of one cell on one baseline are nearer than this many sizes.
_BESIDE = 3.0
#: Columns of numbers share a right edge within so many points.
_SAME_EDGE = 2.5
#: A column of numbers has so many rows; a row of them so many numbers.
_ROWS, _COLUMNS = 3, 2
_SIGNS = r"[-+−－–—△▼▲()（）\[\]$*%‰\s:：/／~～]"
_NUMBER_PIECE = re.compile(rf"{_SIGNS}*[0-9]+(?:[,.][0-9]+)*{_SIGNS}*")
#: A unit in a numeric cell has at most so many characters.
_UNIT = 2
#: A number and, in brackets, its share: one row also where the share is printed below.
_SHARE_BELOW = re.compile(r"[^()]*[0-9][^()]*\([^()]*\)\s*")
#: A number in a circle or in brackets that is one character, at the front of a cell.
_MARK = re.compile(r"^\s*[①-⑳⑴-⒇❶-❿]\s*")
_DATE = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")


class Collapsed(NamedTuple):
    """Numbers in the numeric cells of tables: all, those in cells that hold several rows, and the
    texts of these cells with their pages."""

    total: int
    collapsed: int
    cells: list[tuple[int, str]]


def collapsed_cells(cells: Sequence[Cell], pages: Sequence[PrintedPage]) -> Collapsed:
    """Count the numbers of numeric cells that share their cell with a number of another
    baseline."""
    places: dict[int, dict[str, list[PrintedNumber]]] = {}
    for page in pages:
        here: dict[str, list[PrintedNumber]] = defaultdict(list)
        for number in printed_numbers(page):
            here[number.text].append(number)
        places[page.number] = here
    judged = {page.number for page in pages if page.judged}
    total = collapsed = 0
    wrong = []
    for cell in cells:
        numbers = numeric_cell(cell.text)
        if not numbers or cell.page not in judged:
            continue
        total += len(numbers)
        if _is_stacked(numbers, places[cell.page]):
            collapsed += len(numbers)
            wrong.append((cell.page, cell.text))
    return Collapsed(total, collapsed, wrong)


def numeric_cell(text: str) -> list[str]:
    """The numbers of a cell that holds nothing else but signs and one unit beside each; [] for
    other cells, for dates, and for a number with its share in brackets. The mark of a note or rank
    before a number (②) is left out."""
    text = _MARK.sub("", text)
    numbers = numbers_in(text)
    plain = unicodedata.normalize("NFKC", text)
    parts = [re.sub(_SIGNS, "", part) for part in NUMBER.split(plain)]
    if not numbers or any(map(_DATE.search, numbers)) or _SHARE_BELOW.fullmatch(plain):
        return []
    front, back, between = parts[0], parts[-1], set(parts[1:-1])
    if not between:
        return numbers if len(front + back) <= _UNIT else []
    unit = between.pop()
    same = not between and len(unit) <= _UNIT and unit == (front + back if unit else "")
    return numbers if same and (unit or not front + back) else []


def _is_stacked(numbers: Sequence[str], places: dict[str, list[PrintedNumber]]) -> bool:
    """True if two numbers that follow each other in a cell are printed, but nowhere side by
    side."""
    for first, second in pairwise(numbers):
        pairs = [(a, b) for a in places.get(first, ()) for b in places.get(second, ()) if a != b]
        if pairs and not any(_side_by_side(a, b) for a, b in pairs):
            return True
    return False


def _side_by_side(first: PrintedNumber, second: PrintedNumber) -> bool:
    return (
        abs(first.base - second.base) < _SAME_BASELINE * first.size
        and -first.size < second.x0 - first.x1 < _BESIDE * first.size
    )


def rows_of_numbers(page: PrintedPage, around: PageArtifacts) -> list[list[str]]:
    """The numbers of each printed row of a table: two or more pieces that are whole numbers, in
    columns that three or more lines share by their right edges."""
    if around.contents or not page.judged:
        return []
    rows: dict[int, list[Piece]] = {}
    for at, line in enumerate(page.lines):
        pieces = [each for each in line.pieces if _NUMBER_PIECE.fullmatch(each.text)]
        if at not in around.lines and len(pieces) >= _COLUMNS:
            rows[at] = pieces
    lines = [
        at for at, row in rows.items()
        if sum(_is_column(piece, list(rows.values())) for piece in row) >= _COLUMNS
    ]  # fmt: skip
    numbers = printed_numbers(page)
    return [[each.text for each in numbers if each.line == at] for at in lines]


def _is_column(piece: Piece, rows: Sequence[Sequence[Piece]]) -> bool:
    shared = sum(any(abs(each.x1 - piece.x1) < _SAME_EDGE for each in row) for row in rows)
    return shared >= _ROWS


def rows_in_no_table(rows: Sequence[Sequence[str]], cells: Container[str]) -> list[Sequence[str]]:
    """The rows of which fewer than half of the numbers are in cells of tables."""
    return [row for row in rows if 2 * sum(number in cells for number in row) < len(row)]
