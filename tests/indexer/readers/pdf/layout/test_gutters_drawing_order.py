"""The order in which the sides of a gutter are drawn: text columns one after the other, the columns
of a table row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.layout.gutters import are_sides_drawn_apart
from indexer.readers.pdf.source.geometry import TextLine
from tests.indexer.readers.pdf.layout.pieces import drawn, runs, table, text_line, two_columns

if TYPE_CHECKING:
    from indexer.readers.pdf.layout.bands import Item


@pytest.mark.parametrize(
    ("items", "apart"),
    [
        pytest.param(drawn(runs(4, 4)), True, id="4 rows, then 4 rows"),
        pytest.param(drawn(runs(4, 3)), True, id="4 rows, then 3 rows"),
        pytest.param(drawn(runs(3, 3)), None, id="3 rows, then 3 rows"),
        pytest.param(drawn(runs(6, 2)), None, id="6 rows, then 2 rows"),
        pytest.param(drawn(runs(6, 1)), None, id="6 rows, then 1 row"),
        pytest.param(drawn("甲乙" * 8), False, id="row by row"),
        pytest.param(drawn(runs(7, 11, 7, 10, 7)), True, id="the sides change 4 times"),
        pytest.param(drawn(runs(7, 7, 7, 7, 7, 7)), None, id="the sides change 5 times"),
        pytest.param(drawn(runs(4, 5, 3, 4, 2)), False, id="4 times in 9 rows"),
        pytest.param(drawn(runs(4, 6, 4, 5, 3)), True, id="4 times in 11 rows"),
        pytest.param(drawn(runs(6, 8, 6, 8, 6, 7, 5)), False, id="6 times in 23 rows"),
        pytest.param(drawn(runs(7, 9, 6, 8, 6, 8, 6)), None, id="6 times in 25 rows"),
        pytest.param([], None, id="nothing is drawn"),
    ],
)
def test_text_columns_are_drawn_one_after_the_other_and_tables_row_by_row(
    items: list[Item], apart: bool | None
) -> None:
    assert are_sides_drawn_apart(items, 300) is apart


@pytest.mark.parametrize(
    ("items", "apart"),
    [
        pytest.param(drawn(runs(3, 3) * 4, 6), True, id="4 bands of 3 rows"),
        pytest.param(drawn(runs(2, 2) * 4, 4), False, id="4 bands of 2 rows"),
        pytest.param(drawn("甲乙" * 8, 2), None, id="8 bands of 1 row"),
    ],
)
def test_bands_of_several_rows_begin_anew_on_the_left(
    items: list[Item], apart: bool | None
) -> None:
    """A table whose rows a wide cell divides has bands of few rows."""
    assert are_sides_drawn_apart(items, 300) is apart


def test_the_caption_of_a_table_across_the_gutter_is_drawn_with_it() -> None:
    items = drawn(runs(6, 6))
    for order, top in ((12, 220), (15, 320)):
        items.append(text_line(100, 290, top, "表2　各區件數", order=order))
        items.append(text_line(310, 500, top, "單位：件", order=order + 1))
        items.append(table(100, top + 10, 500, top + 60, order + 2))
    assert are_sides_drawn_apart(items, 300) is True


def test_an_unknown_drawing_order_shows_nothing() -> None:
    assert are_sides_drawn_apart(two_columns(10), 300) is None
    half = drawn(runs(10, 10))
    for at, item in enumerate(half):
        assert isinstance(item, TextLine)
        item.order = at // 2
    assert are_sides_drawn_apart(half, 300) is True, "two lines of a paragraph are one piece"


def test_a_table_in_a_column_is_drawn_where_its_first_cell_is() -> None:
    items = drawn(runs(6, 6))
    items[11] = table(310, 178, 500, 194, 30, 11, 12)
    assert are_sides_drawn_apart(items, 300) is True
    rows = [*drawn("甲乙" * 4), table(100, 170, 290, 180, 8), table(310, 170, 500, 180, 9)]
    assert are_sides_drawn_apart(rows, 300) is False
