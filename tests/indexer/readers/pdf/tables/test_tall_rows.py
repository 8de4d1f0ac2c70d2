"""Drawn rows that hold the figures of a whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.pdf.tables.block_table import to_block_table
from indexer.readers.pdf.tables.continuation import TablePiece
from indexer.readers.pdf.tables.grid_table import table_in_grids
from indexer.readers.pdf.tables.model import PageCell
from indexer.readers.pdf.tables.ruling_grid import Grid, RulingCell
from indexer.readers.pdf.tables.tall_rows import divide_tall_rows
from tests.indexer.readers.pdf.tables.rows_of_type import in_order, text

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import TextLine

Cells = set[tuple[str, int, int, int, int]]


def cell(row: int, column: int, *lines: tuple[str, float], rows: int = 1) -> PageCell:
    made = [text(words, 70 + 100 * column, base) for words, base in lines]
    return PageCell(row, column, rows, 1, 100.0, made)


def divided(*cells: PageCell) -> Cells | None:
    found = divide_tall_rows(cells)
    if found is None:
        return None
    return {(c.text, c.row, c.column, c.rows, c.columns) for c in found.cells}


TALL = (
    cell(1, 0, ("甲稅", 120), ("乙費", 140)),
    cell(1, 1, ("5", 120), ("6", 140)),
    cell(1, 2, ("7", 120), ("－", 140)),
)
HEADER = tuple(cell(0, at, (words, 100)) for at, words in enumerate(("科目", "預算", "決算")))


def test_a_tall_row_is_divided_below_its_header() -> None:
    assert divided(*HEADER, *TALL, cell(2, 0, ("合計", 160)), cell(2, 1, ("11", 160))) == {
        ("科目", 0, 0, 1, 1), ("預算", 0, 1, 1, 1), ("決算", 0, 2, 1, 1),
        ("甲稅", 1, 0, 1, 1), ("5", 1, 1, 1, 1), ("7", 1, 2, 1, 1),
        ("乙費", 2, 0, 1, 1), ("6", 2, 1, 1, 1), ("－", 2, 2, 1, 1),
        ("合計", 3, 0, 1, 1), ("11", 3, 1, 1, 1),
    }  # fmt: skip


def test_a_text_of_several_lines_beside_one_number_is_one_row() -> None:
    lines = (("補助各機關", 110), ("興建場館", 122), ("及設備", 134))
    assert divided(cell(0, 0, ("甲", 122)), cell(0, 1, *lines), cell(0, 2, ("5", 122))) is None


def test_a_cell_that_spans_a_divided_row_spans_all_its_rows() -> None:
    cells = (cell(0, 0, ("合計", 130), rows=2), cell(0, 1, ("9", 100)), cell(0, 2, ("9", 100)))
    found = divided(*cells, *TALL[1:])
    assert found is not None
    assert {("合計", 0, 0, 3, 1), ("5", 1, 1, 1, 1), ("6", 2, 1, 1, 1)} <= found


def test_rows_that_a_cell_with_several_numbers_spans_are_divided_together() -> None:
    found = divided(
        cell(0, 0, ("甲", 100), ("乙", 120), ("丙", 140)),
        cell(0, 1, ("1", 100), ("2", 120), ("3", 140), rows=2),
        cell(0, 2, ("4", 100)),
        cell(1, 2, ("5", 120), ("6", 140)),
        cell(1, 0),
    )
    assert found is not None
    assert {("甲", 0, 0, 1, 1), ("1", 0, 1, 1, 1), ("4", 0, 2, 1, 1)} <= found
    assert {("丙", 2, 0, 1, 1), ("3", 2, 1, 1, 1), ("6", 2, 2, 1, 1)} <= found


def test_empty_rows_and_cells_are_no_rows() -> None:
    assert divided() is None
    assert divided(cell(0, 0), cell(1, 0), cell(1, 1)) is None


@pytest.mark.parametrize(("words", "header"), [("預算", True), ("", False)])
def test_a_tall_row_may_begin_with_headers(words: str, header: bool) -> None:
    numbers = (("5", 120.0), ("6", 140.0))
    above = ((words, 100.0),) if words else ()
    found = divide_tall_rows([
        cell(0, 0, ("甲稅", 120), ("乙費", 140)), *(cell(0, c, *above, *numbers) for c in (1, 2))
    ])  # fmt: skip
    assert found is not None
    assert found.holds_header is header


def grid(rows: int) -> Grid:
    """A grid of three columns 100 points wide; its first row is 20 points high, the others 50."""
    cells = tuple(RulingCell(row, column) for row in range(rows) for column in range(3))
    heights = (90.0, *(110.0 + 50 * at for at in range(rows)))
    return Grid((70.0, 170.0, 270.0, 370.0), heights, cells)


def columns_of_cells() -> list[TextLine]:
    """A header, and a body drawn column by column, as a word processor draws tall cells."""
    lines = [line for each in HEADER for line in each.lines]
    return in_order(*lines, *(line for each in TALL for line in each.lines))


def test_the_order_of_drawing_does_not_hide_rows_of_numbers() -> None:
    found = table_in_grids([grid(2)], columns_of_cells())
    assert found is not None
    assert found.rest == []
    made = to_block_table(TablePiece(found.table, 1, 842.0))
    assert made is not None
    assert (made[0].header_rows, made[0].header_columns) == (1, 1)
    assert {(c.text, c.row) for c in made[0].cells} >= {
        ("甲稅", 1),
        ("5", 1),
        ("乙費", 2),
        ("6", 2),
    }


@pytest.mark.parametrize("whole", [100, 107, 114], ids=["at the top", "in the middle", "below"])
@pytest.mark.parametrize(
    "parts",
    [("12,34", "6"), ("98,765", ",432"), ("1,234,", "567"), ("500,00", "0")],
    ids=["in a group", "before a comma", "behind a comma", "before the last digit"],
)
def test_a_number_that_is_divided_beside_a_whole_one_is_in_its_row(
    parts: tuple[str, str], whole: float
) -> None:
    lines = tuple(zip(parts, (100.0, 114.0), strict=True))
    cells = [cell(0, 0, ("甲港", 100)), cell(0, 1, *lines), cell(0, 2, ("1,024", whole))]
    assert divided(*cells) is None


def test_numbers_of_several_columns_divided_at_other_places_are_one_row() -> None:
    cells = [
        cell(0, 0, ("甲港", 100)),
        cell(0, 1, ("1,02", 100), ("4", 114)),
        cell(0, 2, ("98,765", 100), (",432", 114)),
        cell(0, 3, ("7", 100)),
    ]
    assert divided(*cells) is None


def test_rows_of_a_tall_row_keep_their_divided_numbers() -> None:
    found = divided(
        cell(0, 0, ("甲港", 100), ("乙港", 140)),
        cell(0, 1, ("98,765", 100), (",432", 114), ("5", 140)),
        cell(0, 2, ("6", 100), ("500,00", 140), ("0", 154)),
    )
    assert found == {
        ("甲港", 0, 0, 1, 1), ("98,765,432", 0, 1, 1, 1), ("6", 0, 2, 1, 1),
        ("乙港", 1, 0, 1, 1), ("5", 1, 1, 1, 1), ("500,000", 1, 2, 1, 1),
    }  # fmt: skip


def test_a_text_between_the_numbers_of_its_column_covers_none() -> None:
    made = [cell(0, 0, ("甲稅", 82), ("1,234", 80), ("5,678", 85))]
    found = divide_tall_rows(made)
    held = {line for each in (found.cells if found else made) for line in each.lines}
    assert held == set(made[0].lines)


_WORDS = st.sampled_from(["甲稅", "1,234", "－", "5", "（3）", "12,34", "科　目"])
_CELL = st.tuples(
    st.integers(0, 3), st.integers(0, 2), st.integers(1, 2),
    st.lists(st.tuples(_WORDS, st.integers(80, 220).map(float)), max_size=5),
)  # fmt: skip


@given(st.lists(_CELL, max_size=8))
def test_no_line_of_drawn_cells_is_lost(
    cells: list[tuple[int, int, int, list[tuple[str, float]]]],
) -> None:
    made = [cell(row, column, *lines, rows=rows) for row, column, rows, lines in cells]
    found = divide_tall_rows(made)
    if found is not None:
        held = [line for each in found.cells for line in each.lines]
        assert set(held) == {line for each in made for line in each.lines}
        assert len(held) == len(set(held))
        assert all(each.rows > 0 for each in found.cells)


_LINES = st.lists(st.tuples(_WORDS, st.floats(60, 380), st.floats(80, 220)), max_size=14)


@given(_LINES, st.integers(1, 3))
def test_any_lines_in_a_grid_are_read(lines: list[tuple[str, float, float]], rows: int) -> None:
    found = table_in_grids(
        [grid(rows)], in_order(*(text(words, x, base) for words, x, base in lines))
    )
    if found is not None:
        assert to_block_table(TablePiece(found.table, 1, 842.0)) is not None
